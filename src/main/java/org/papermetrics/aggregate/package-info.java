/** From loaded runs to the next snapshot; pure. */
@NullMarked
package org.papermetrics.aggregate;

import org.jspecify.annotations.NullMarked;
