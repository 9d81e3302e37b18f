package org.papermetrics.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.papermetrics.statistics.Accuracy;
import org.papermetrics.statistics.Counts;
import org.papermetrics.statistics.Difference;
import org.papermetrics.statistics.Interval;

/**
 * A run in one metric: its value, and the comparison with the reference run. What does not exist is
 * empty.
 *
 * @param correct how many answers are correct, of a metric over one kind of counts
 * @param adjusted the p-value adjusted over the family
 * @param verdict empty without a reference run
 * @param detectable the smallest difference that would probably be found, of an undecided one
 * @param reason one sentence, of what cannot be compared
 */
public record MetricComparison(
    OptionalDouble value,
    OptionalLong correct,
    OptionalLong samples,
    Optional<Interval> interval,
    Optional<Difference> difference,
    OptionalDouble adjusted,
    Optional<Verdict> verdict,
    OptionalDouble detectable,
    Optional<String> reason) {

  /** A score that is not compared. */
  static MetricComparison of(Score score, Optional<Verdict> verdict, Optional<String> reason) {
    return of(
        score, Optional.empty(), OptionalDouble.empty(), verdict, OptionalDouble.empty(), reason);
  }

  /** A score that is compared. */
  static MetricComparison of(
      Score score,
      Difference difference,
      double adjusted,
      Verdict verdict,
      OptionalDouble detectable) {
    return of(
        score,
        Optional.of(difference),
        OptionalDouble.of(adjusted),
        Optional.of(verdict),
        detectable,
        Optional.empty());
  }

  private static MetricComparison of(
      Score score,
      Optional<Difference> difference,
      OptionalDouble adjusted,
      Optional<Verdict> verdict,
      OptionalDouble detectable,
      Optional<String> reason) {
    return new MetricComparison(
        score.value(),
        score.accuracy().map(MetricComparison::correct).orElse(OptionalLong.empty()),
        score.samples(),
        score.accuracy().map(Accuracy::interval),
        difference,
        adjusted,
        verdict,
        detectable,
        reason);
  }

  private static OptionalLong correct(Accuracy accuracy) {
    List<Counts> tasks = accuracy.tasks();
    return tasks.size() == 1 ? OptionalLong.of(tasks.get(0).correct()) : OptionalLong.empty();
  }
}
