/** Figures for Prometheus. */
@NullMarked
package org.papermetrics.metrics;

import org.jspecify.annotations.NullMarked;
