/** Small text helpers. */
@NullMarked
package org.papermetrics.text;

import org.jspecify.annotations.NullMarked;
