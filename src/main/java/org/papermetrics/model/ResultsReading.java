package org.papermetrics.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the results of one run say. A value counts when it is a number, or text that plainly is one,
 * and can be of the kind that its key asks for; and a figure only when it is not over 0 samples.
 * Everything that shows, ranks or exports results goes by this; the page has the same rules.
 */
public final class ResultsReading {
  /** Beyond it, a written average is not the mean of the accuracies beside it. */
  private static final double SAME_AVERAGE = 1e-6;

  private final ResultsKeys keys;
  private final Function<String, @Nullable Object> values;

  /**
   * Reads values.
   *
   * @param values the value at a key, in Java's own types as in {@link JsonObject}; null when it is
   *     missing
   */
  public ResultsReading(ResultsKeys keys, Function<String, @Nullable Object> values) {
    this.keys = keys;
    this.values = values;
  }

  /** The number at a key, whatever it is over. */
  public Optional<Number> number(String key) {
    MetricKind kind = keys.kind(key).orElse(MetricKind.NUMBER);
    return PlainText.number(values.apply(key)).filter(n -> kind.accepts(n.doubleValue()));
  }

  /** The number at a key; empty when it is a figure over 0 samples. */
  public Optional<Number> figure(String key) {
    return number(key).filter(n -> !isWithoutSamples(key));
  }

  /** Whether the file says that nothing was evaluated for a figure. */
  public boolean isWithoutSamples(String key) {
    for (String samples : keys.samplesOf(key)) {
      Optional<Number> count =
          PlainText.number(values.apply(samples))
              .filter(n -> MetricKind.COUNT.accepts(n.doubleValue()));
      if (count.isPresent()) {
        return count.get().doubleValue() == 0;
      }
    }
    return false;
  }

  /** How many of the four tasks have an accuracy. */
  public int tasks() {
    return accuracies().size();
  }

  /** The mean of the four accuracies; empty when one of them is missing. */
  public OptionalDouble mean() {
    List<Double> accuracies = accuracies();
    double sum = 0;
    for (double accuracy : accuracies) {
      sum += accuracy;
    }
    int all = ResultsKeys.TASKS.size();
    return accuracies.size() == all ? OptionalDouble.of(sum / all) : OptionalDouble.empty();
  }

  private List<Double> accuracies() {
    return ResultsKeys.TASKS.stream()
        .flatMap(task -> figure(ResultsKeys.accuracy(task)).stream())
        .map(Number::doubleValue)
        .toList();
  }

  /** The average as the file says it; an evaluation without any task writes 0, which is none. */
  public Optional<Number> writtenAverage() {
    return figure(ResultsKeys.AVERAGE).filter(n -> n.doubleValue() != 0 || tasks() > 0);
  }

  /** Whether the file says another average than the mean of its four accuracies. */
  public boolean isAverageWrong() {
    OptionalDouble mean = mean();
    return mean.isPresent()
        && writtenAverage()
            .filter(n -> Math.abs(n.doubleValue() - mean.getAsDouble()) > SAME_AVERAGE)
            .isPresent();
  }
}
