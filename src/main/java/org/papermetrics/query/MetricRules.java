package org.papermetrics.query;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.papermetrics.model.MetricDefinition;

/**
 * Rules for metric values that do not count (no samples, perplexity of 1 or less, fewer than four
 * tasks). The page has the same rules.
 */
final class MetricRules {
  static final String AVERAGE = "paper_metrics_avg";
  static final List<String> TASKS = List.of("sblimp", "swuggy", "tstory", "sstory");

  private static final String ACCURACY = "_accuracy";
  private static final String SAMPLES = "_samples";
  private static final Set<String> OF_THE_AVERAGE =
      Stream.concat(
              Stream.of(AVERAGE), TASKS.stream().flatMap(t -> Stream.of(t + ACCURACY, t + SAMPLES)))
          .collect(Collectors.toUnmodifiableSet());

  private MetricRules() {}

  /** The field of a key of the results. */
  static Field field(String name, String key, List<MetricDefinition> own) {
    if (key.equals(AVERAGE)) {
      return new Field(
          name, OF_THE_AVERAGE, Set.of(), MetricRules::written, MetricRules::comparable);
    }
    Optional<String> samples = samplesKey(key, own);
    if (samples.isPresent()) {
      return new Field(
          name, Set.of(key, samples.get()), Set.of(), run -> accuracy(run, key, samples.get()));
    }
    return key.contains("perplexity")
        ? new Field(name, Set.of(key), Set.of(), run -> perplexity(run.metric(key)))
        : new Field(name, Set.of(key), Set.of(), run -> run.metric(key));
  }

  /** The average over the four tasks, missing where one of them is. */
  static Field average(String name) {
    return new Field(name, OF_THE_AVERAGE, Set.of(), MetricRules::comparable);
  }

  /** How many of the four tasks have a result. */
  static Field tasks(String name) {
    return new Field(
        name, OF_THE_AVERAGE, Set.of(), run -> new Value.Digits(Long.toString(tasksOf(run))));
  }

  private static Optional<String> samplesKey(String key, List<MetricDefinition> own) {
    for (MetricDefinition metric : own) {
      if (metric.key().equals(key)) {
        return metric.format().equals("percent")
            ? Optional.ofNullable(metric.samplesKey())
            : Optional.empty();
      }
    }
    return key.endsWith(ACCURACY) && key.length() > ACCURACY.length()
        ? Optional.of(key.substring(0, key.length() - ACCURACY.length()) + SAMPLES)
        : Optional.empty();
  }

  private static Value accuracy(RunValues run, String key, String samplesKey) {
    boolean none = run.metric(samplesKey) instanceof Value.Digits n && n.number() <= 0;
    return none && run.metric(key) instanceof Value.Digits ? Value.missing() : run.metric(key);
  }

  private static Value perplexity(Value value) {
    return value instanceof Value.Digits p && p.number() <= 1 ? Value.missing() : value;
  }

  private static Stream<Value.Digits> taskResults(RunValues run) {
    return TASKS.stream()
        .map(task -> accuracy(run, task + ACCURACY, task + SAMPLES))
        .filter(Value.Digits.class::isInstance)
        .map(Value.Digits.class::cast);
  }

  private static long tasksOf(RunValues run) {
    return taskResults(run).count();
  }

  /** What the evaluation wrote, else the mean of the four tasks. */
  private static Value written(RunValues run) {
    // An evaluation without any task writes 0, which is no average.
    if (run.metric(AVERAGE) instanceof Value.Digits average
        && (average.number() != 0 || tasksOf(run) > 0)) {
      return average;
    }
    if (tasksOf(run) < TASKS.size()) {
      return Value.missing();
    }
    double sum = 0;
    for (Value.Digits result : taskResults(run).toList()) {
      sum += result.number();
    }
    return new Value.Digits(NumberOutput.toString(sum / TASKS.size(), true));
  }

  private static Value comparable(RunValues run) {
    return tasksOf(run) == TASKS.size() ? written(run) : Value.missing();
  }
}
