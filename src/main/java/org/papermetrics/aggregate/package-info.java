/**
 * Turns readings into runs and runs into the next snapshot. Pure: no files, no clock, no threads.
 */
@NullMarked
package org.papermetrics.aggregate;

import org.jspecify.annotations.NullMarked;
