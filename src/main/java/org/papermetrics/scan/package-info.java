/** The directory tree, and the changes found by a scan. */
@NullMarked
package org.papermetrics.scan;

import org.jspecify.annotations.NullMarked;
