/** Turns file events and sweeps into the set of paths that may have changed. */
@NullMarked
package org.papermetrics.watch;

import org.jspecify.annotations.NullMarked;
