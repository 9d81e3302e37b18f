/** In-memory index of all runs, logs and the registry. */
@NullMarked
package org.papermetrics.index;

import org.jspecify.annotations.NullMarked;
