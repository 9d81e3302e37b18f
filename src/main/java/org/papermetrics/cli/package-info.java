/** The commands a person types. */
@NullMarked
package org.papermetrics.cli;

import org.jspecify.annotations.NullMarked;
