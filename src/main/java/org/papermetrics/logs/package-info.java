/** Evaluation logs, read incrementally. */
@NullMarked
package org.papermetrics.logs;

import org.jspecify.annotations.NullMarked;
