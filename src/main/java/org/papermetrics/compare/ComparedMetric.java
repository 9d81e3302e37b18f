package org.papermetrics.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.ResultsKeys;

/**
 * A metric in which runs are compared.
 *
 * @param key its key in the results, or {@link #AVERAGE}
 * @param label what people call it
 * @param samplesKey the key of its samples; null when it is not over counts
 */
public record ComparedMetric(
    String key, String label, boolean higherIsBetter, @Nullable String samplesKey) {
  /** The mean of the accuracies in the four tasks. */
  public static final String AVERAGE = "average";

  /** The four tasks, the user's own metrics, and the average. */
  static List<ComparedMetric> all(List<MetricDefinition> own) {
    Map<String, String> counted = new ResultsKeys(own).counted();
    List<ComparedMetric> metrics = new ArrayList<>();
    for (String task : ResultsKeys.TASKS) {
      String key = ResultsKeys.accuracy(task);
      metrics.add(new ComparedMetric(key, ResultsKeys.label(task), true, counted.get(key)));
    }
    for (MetricDefinition metric : own) {
      if (metrics.stream().noneMatch(known -> known.key().equals(metric.key()))) {
        metrics.add(
            new ComparedMetric(
                metric.key(), metric.label(), metric.higherIsBetter(), counted.get(metric.key())));
      }
    }
    metrics.add(new ComparedMetric(AVERAGE, "the average", true, null));
    return List.copyOf(metrics);
  }

  boolean isAverage() {
    return key.equals(AVERAGE);
  }
}
