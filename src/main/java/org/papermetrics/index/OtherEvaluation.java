package org.papermetrics.index;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.evaluations.Outcome;
import org.papermetrics.evaluations.TaskScore;
import org.papermetrics.load.ResultsValues;
import org.papermetrics.logs.LogCurves;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.ResultsReading;
import org.papermetrics.model.Run;

/**
 * Finds curves that are of another evaluation than the results they are shown with: the log and the
 * results file of a checkpoint need not be of the same one.
 */
final class OtherEvaluation {
  /** No evaluation takes so long, and no time zones are so far apart. */
  private static final Duration FAR = Duration.ofDays(1);

  /** More than what is lost where accuracies are written with four digits. */
  private static final double SAME_ACCURACY = 1e-4;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private OtherEvaluation() {}

  /**
   * Why curves must be of another evaluation than the results of a run, as a sentence; empty when
   * nothing speaks for that.
   */
  static Optional<String> sentence(LogCurves curves, Run run) {
    EvaluationState evaluation = curves.evaluation();
    // A log that was begun anew may have its curves from before.
    if (evaluation.attempt() > 1 && evaluation.outcome() != Outcome.COMPLETE) {
      return Optional.empty();
    }
    return byScores(evaluation, run)
        .or(() -> byTimes(evaluation, run))
        .map(
            why ->
                "The long-context curves are of another evaluation than the results: "
                    + curves.log().getFileName()
                    + why);
  }

  /** Whether an evaluation says other scores than the results of a run. */
  static boolean hasOtherScores(EvaluationState evaluation, Run run) {
    return byScores(evaluation, run).isPresent();
  }

  private static Optional<String> byScores(EvaluationState evaluation, Run run) {
    if (evaluation.scores().isEmpty()) {
      return Optional.empty();
    }
    ResultsReading results = ResultsValues.of(run.metrics());
    for (TaskScore score : evaluation.scores()) {
      String task = score.task().wireName();
      Optional<Number> accuracy = results.figure(ResultsKeys.accuracy(task));
      if (accuracy.isPresent()
          && Math.abs(accuracy.get().doubleValue() - score.accuracy()) > SAME_ACCURACY) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                " says %d of %d for %s, the results %.4f.",
                score.correct(),
                score.samples(),
                ResultsKeys.label(task),
                accuracy.get().doubleValue()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> byTimes(EvaluationState evaluation, Run run) {
    Long first = evaluation.firstTime();
    Long last = evaluation.lastTime();
    if (first == null || last == null) {
      return Optional.empty();
    }
    LocalDateTime written = run.evaluatedAt();
    boolean far =
        written.isBefore(local(first).minus(FAR)) || written.isAfter(local(last).plus(FAR));
    return far
        ? Optional.of(
            " ends on "
                + MINUTE.format(local(last))
                + ", the results were written on "
                + MINUTE.format(written)
                + ".")
        : Optional.empty();
  }

  private static LocalDateTime local(long millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
