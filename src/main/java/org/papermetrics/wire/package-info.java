/** The one JSON shape of everything that leaves the program. */
@NullMarked
package org.papermetrics.wire;

import org.jspecify.annotations.NullMarked;
