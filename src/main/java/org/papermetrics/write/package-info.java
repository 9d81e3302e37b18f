/** Writes the data file, the dashboard page and the standalone page. */
@NullMarked
package org.papermetrics.write;

import org.jspecify.annotations.NullMarked;
