package org.papermetrics.compare;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.papermetrics.statistics.Accuracy;

/**
 * What a run has in one metric.
 *
 * @param value as it is shown; empty when it is missing
 * @param samples how many there are, as far as the results say
 * @param accuracy the same from whole counts, which statistics are over
 * @param obstacle one sentence that says why there is no accuracy, empty when there is one or when
 *     the metric is simply missing
 */
record Score(
    OptionalDouble value, OptionalLong samples, Optional<Accuracy> accuracy, String obstacle) {
  static final Score MISSING =
      new Score(OptionalDouble.empty(), OptionalLong.empty(), Optional.empty(), "");

  static Score of(OptionalDouble value, OptionalLong samples, Accuracy accuracy) {
    return new Score(value, samples, Optional.of(accuracy), "");
  }

  static Score without(OptionalDouble value, OptionalLong samples, String obstacle) {
    return new Score(value, samples, Optional.empty(), obstacle);
  }

  /** Whether nothing at all is known. */
  boolean isMissing() {
    return value.isEmpty() && obstacle.isEmpty();
  }
}
