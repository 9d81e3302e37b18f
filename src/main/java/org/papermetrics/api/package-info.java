/** HTTP: routes, guards, responses. */
@NullMarked
package org.papermetrics.api;

import org.jspecify.annotations.NullMarked;
