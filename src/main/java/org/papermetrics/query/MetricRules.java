package org.papermetrics.query;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.ResultsReading;

/**
 * Fields of the results: what is asked of a run, and what of it counts by {@link ResultsReading}.
 */
final class MetricRules {
  private static final ResultsKeys BUILT_IN = new ResultsKeys(List.of());
  private static final Set<String> OF_THE_AVERAGE =
      Stream.concat(
              Stream.of(ResultsKeys.AVERAGE), ResultsKeys.TASKS.stream().map(ResultsKeys::accuracy))
          .flatMap(key -> Stream.concat(Stream.of(key), BUILT_IN.samplesOf(key).stream()))
          .collect(Collectors.toUnmodifiableSet());

  private MetricRules() {}

  /** The field of a key of the results. */
  static Field field(String name, String key, List<MetricDefinition> own) {
    if (key.equals(ResultsKeys.AVERAGE)) {
      return new Field(
          name,
          OF_THE_AVERAGE,
          Set.of(),
          run ->
              reading(run, BUILT_IN)
                  .writtenAverage()
                  .map(n -> inOwnDigits(run, key, n))
                  .orElse(Value.missing()),
          MetricRules::mean);
    }
    ResultsKeys keys = new ResultsKeys(own);
    Set<String> needed = new HashSet<>(keys.samplesOf(key));
    needed.add(key);
    return new Field(
        name, needed, Set.of(), run -> shown(run, key, keys), run -> figure(run, key, keys));
  }

  /** The average over the four tasks, missing where one of them is. */
  static Field average(String name) {
    return new Field(name, OF_THE_AVERAGE, Set.of(), MetricRules::mean);
  }

  /** How many of the four tasks have a result. */
  static Field tasks(String name) {
    return new Field(
        name,
        OF_THE_AVERAGE,
        Set.of(),
        run -> new Value.Digits(Integer.toString(reading(run, BUILT_IN).tasks())));
  }

  private static ResultsReading reading(RunValues run, ResultsKeys keys) {
    return new ResultsReading(keys, key -> run.metric(key).plain());
  }

  /** What stands under a key, where it is no number of a certain kind also as it is written. */
  private static Value shown(RunValues run, String key, ResultsKeys keys) {
    Value written = run.metric(key);
    boolean anything = keys.kind(key).isEmpty() && !(written instanceof Value.Digits);
    return anything ? written : figure(run, key, keys);
  }

  /** What runs are ranked by; text where a key may have any value. */
  private static Value figure(RunValues run, String key, ResultsKeys keys) {
    Optional<Number> figure = reading(run, keys).figure(key);
    if (figure.isPresent()) {
      return inOwnDigits(run, key, figure.get());
    }
    Value written = run.metric(key);
    return keys.kind(key).isEmpty() && !(written instanceof Value.Digits)
        ? written
        : Value.missing();
  }

  private static Value inOwnDigits(RunValues run, String key, Number number) {
    return run.metric(key) instanceof Value.Digits own ? own : Value.of(number);
  }

  private static Value mean(RunValues run) {
    return reading(run, BUILT_IN).mean().stream()
        .mapToObj(mean -> Value.of(mean))
        .findFirst()
        .orElse(Value.missing());
  }
}
