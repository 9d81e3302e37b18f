/** Keeps the output files equal to the snapshot. */
@NullMarked
package org.papermetrics.write;

import org.jspecify.annotations.NullMarked;
