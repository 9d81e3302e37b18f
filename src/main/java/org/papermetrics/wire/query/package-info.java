/** What scripts ask of the board: which runs, in which order, and what of them. */
@NullMarked
package org.papermetrics.wire.query;

import org.jspecify.annotations.NullMarked;
