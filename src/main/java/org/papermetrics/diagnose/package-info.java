/** Explains why a path is shown or not. */
@NullMarked
package org.papermetrics.diagnose;

import org.jspecify.annotations.NullMarked;
