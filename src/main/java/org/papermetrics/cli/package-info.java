/** The commands. */
@NullMarked
package org.papermetrics.cli;

import org.jspecify.annotations.NullMarked;
