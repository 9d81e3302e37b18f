/** What {@code doctor} looks at, one thing in a class. */
@NullMarked
package org.papermetrics.cli.doctor;

import org.jspecify.annotations.NullMarked;
