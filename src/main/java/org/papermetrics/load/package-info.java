/** Reads what belongs to one run: results, training config and evaluation logs. */
@NullMarked
package org.papermetrics.load;

import org.jspecify.annotations.NullMarked;
