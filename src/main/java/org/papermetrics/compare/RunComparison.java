package org.papermetrics.compare;

import java.util.List;
import org.papermetrics.model.Run;

/**
 * A run compared with the reference run.
 *
 * @param metrics in the order of the metrics that are compared
 * @param notes one sentence for each thing that makes it hard to compare with the reference run
 */
public record RunComparison(Run run, List<MetricComparison> metrics, List<String> notes) {}
