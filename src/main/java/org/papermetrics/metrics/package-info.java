/** What Prometheus is told. */
@NullMarked
package org.papermetrics.metrics;

import org.jspecify.annotations.NullMarked;
