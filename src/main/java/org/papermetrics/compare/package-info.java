/**
 * Runs compared with a reference run and with each other, by the statistics of their accuracies.
 */
@NullMarked
package org.papermetrics.compare;

import org.jspecify.annotations.NullMarked;
