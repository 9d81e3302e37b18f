package org.papermetrics.query;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.papermetrics.model.Run;

/**
 * A run, and those values of its results and its configuration that are asked for.
 *
 * @param metrics by path
 * @param config by path
 */
record RunValues(Run run, Map<String, Value> metrics, Map<String, Value> config) {

  /** Reads what some fields need. */
  static final class Reader {
    private final JsonPaths metrics;
    private final JsonPaths config;

    Reader(Collection<Field> fields) {
      Set<String> results = new HashSet<>();
      Set<String> settings = new HashSet<>();
      fields.forEach(field -> results.addAll(field.metrics()));
      fields.forEach(field -> settings.addAll(field.config()));
      this.metrics = new JsonPaths(results);
      this.config = new JsonPaths(settings);
    }

    RunValues of(Run run) {
      return new RunValues(run, metrics.in(run.metrics()), config.in(run.trainingConfig()));
    }
  }

  /** What stands in the results. */
  Value metric(String key) {
    return metrics.getOrDefault(key, Value.missing());
  }

  /** What stands in the configuration. */
  Value config(String path) {
    return config.getOrDefault(path, Value.missing());
  }
}
