/** The checks of {@code doctor}. */
@NullMarked
package org.papermetrics.cli.doctor;

import org.jspecify.annotations.NullMarked;
