/** Sends every change to every open page, at a constant cost per page. */
@NullMarked
package org.papermetrics.push;

import org.jspecify.annotations.NullMarked;
