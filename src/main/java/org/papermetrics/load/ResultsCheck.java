package org.papermetrics.load;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.MetricKind;
import org.papermetrics.model.Problem;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.ResultsReading;
import org.papermetrics.statistics.Counts;

/** Finds what is wrong with the numbers of a results file that can be read. */
final class ResultsCheck {
  /** Digits of an average after the point: one more than the difference that is a problem. */
  private static final int DIGITS = 7;

  private final ResultsKeys keys;

  ResultsCheck(ResultsKeys keys) {
    this.keys = keys;
  }

  /** The problems of a file, at most one of each kind. */
  List<Problem> problems(Path file, JsonObject object, Instant now) {
    ResultsReading results = new ResultsReading(keys, object.values()::get);
    List<Problem> problems = new ArrayList<>();
    values(object, results)
        .problem(Problem.Kind.RESULTS_VALUES, file, now)
        .ifPresent(problems::add);
    if (results.isAverageWrong()) {
      problems.add(averageDiffers(file, results, now));
    }
    counts(results).problem(Problem.Kind.RESULTS_COUNTS, file, now).ifPresent(problems::add);
    return problems;
  }

  private ValueProblems counts(ResultsReading results) {
    ValueProblems problems = new ValueProblems();
    keys.counted()
        .forEach(
            (key, samplesKey) -> {
              Optional<Number> accuracy = results.figure(key);
              Optional<Number> samples = results.number(samplesKey);
              if (accuracy.isPresent()
                  && samples.isPresent()
                  && Counts.of(accuracy.get().doubleValue(), samples.get().longValue()).isEmpty()) {
                problems.notWhole(key, accuracy.get(), samplesKey, samples.get());
              }
            });
    return problems;
  }

  private ValueProblems values(JsonObject object, ResultsReading results) {
    ValueProblems problems = new ValueProblems();
    object
        .values()
        .forEach(
            (key, value) -> {
              Optional<MetricKind> kind = keys.kind(key).filter(k -> keys.isKnown(key));
              if (kind.isEmpty() || results.isWithoutSamples(key)) {
                return;
              }
              if (results.number(key).isEmpty()) {
                problems.missing(key, value, kind.get().words());
              } else if (value instanceof String) {
                problems.text(key);
              }
            });
    for (String key : object.notFinite()) {
      // A slope of too few points is NaN, which says that there is none.
      Optional<MetricKind> kind =
          keys.kind(key).filter(k -> k != MetricKind.NUMBER && keys.isKnown(key));
      if (kind.isPresent() && !results.isWithoutSamples(key)) {
        problems.notFinite(key, kind.get().words());
      }
    }
    object.repeated().stream().filter(keys::isKnown).forEach(problems::repeated);
    Object progression = object.values().get(ResultsProgression.KEY);
    if (progression != null && !(progression instanceof List<?>)) {
      problems.missing(ResultsProgression.KEY, progression, "a list of points");
    }
    long mistakes = ResultsProgression.mistakes(object);
    if (mistakes > 0) {
      problems.points(ResultsProgression.KEY, mistakes);
    }
    return problems;
  }

  private static Problem averageDiffers(Path file, ResultsReading results, Instant now) {
    return new Problem(
        Problem.Kind.RESULTS_AVERAGE,
        file.toString(),
        file.getFileName()
            + ": "
            + ResultsKeys.AVERAGE
            + " is "
            + rounded(results.writtenAverage().orElseThrow().doubleValue())
            + ", but the mean of the four accuracies beside it is "
            + rounded(results.mean().orElseThrow())
            + ". The mean is shown and ranked. Correct the program that writes the average.",
        now);
  }

  private static String rounded(double value) {
    return BigDecimal.valueOf(value)
        .setScale(DIGITS, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
