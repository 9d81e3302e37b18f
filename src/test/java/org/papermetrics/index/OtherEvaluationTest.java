package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.evaluations.Outcome;
import org.papermetrics.evaluations.Phase;
import org.papermetrics.evaluations.TaskScore;
import org.papermetrics.logs.LogCurves;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.testing.RunBuilder;

class OtherEvaluationTest {
  private static final LocalDateTime TEN = LocalDateTime.parse("2025-10-20T10:00:00");
  private static final String APART =
      "The long-context curves are of another evaluation than the results: paper_metrics_1.err ";

  private static Run run(LocalDateTime evaluated, String metrics) {
    return RunBuilder.run("a")
        .at("/c/a")
        .name("A")
        .step(1)
        .evaluatedAt(evaluated)
        .metrics(metrics)
        .build();
  }

  private static LogCurves log(
      int attempt, Outcome outcome, @Nullable LocalDateTime first, TaskScore... scores) {
    Long millis = first == null ? null : first.toInstant(ZoneOffset.UTC).toEpochMilli();
    EvaluationState evaluation =
        new EvaluationState(
            attempt,
            true,
            outcome,
            null,
            false,
            millis,
            millis == null ? null : millis + 7_200_000,
            Instant.EPOCH,
            "/c/a",
            null,
            null,
            Phase.SAVING,
            0,
            0,
            1,
            Set.of(),
            List.of(scores),
            List.of(),
            false);
    return new LogCurves(Progression.EMPTY, Path.of("/logs/paper_metrics_1.err"), evaluation);
  }

  private static Optional<String> between(LogCurves log, Run run) {
    return OtherEvaluation.sentence(log, run);
  }

  @Test
  void curvesOfTheTimeOfTheResultsAreTheirs() {
    LogCurves log = log(1, Outcome.COMPLETE, TEN, new TaskScore(Phase.SBLIMP, 585, 1000));
    assertThat(between(log, run(TEN.plusHours(2), "{\"sblimp_accuracy\": 0.585}"))).isEmpty();
    assertThat(between(log, run(TEN.plusHours(26), "{}"))).isEmpty();
    assertThat(between(log, run(TEN.minusHours(24), "{}"))).isEmpty();
    assertThat(between(log(1, Outcome.OPEN, null), run(TEN.plusYears(1), "{}"))).isEmpty();
  }

  @Test
  void curvesOfAnotherDayAreOfAnotherEvaluation() {
    LogCurves log = log(1, Outcome.OPEN, TEN);
    assertThat(between(log, run(TEN.plusHours(27), "{}")))
        .hasValue(
            APART + "ends on 2025-10-20 12:00, the results were written on 2025-10-21 13:00.");
    assertThat(between(log, run(TEN.minusHours(25), "{}"))).isPresent();
  }

  @Test
  void otherScoresAreOfAnotherEvaluation() {
    LogCurves log = log(1, Outcome.COMPLETE, TEN, new TaskScore(Phase.SBLIMP, 585, 1000));
    assertThat(between(log, run(TEN.plusHours(2), "{\"sblimp_accuracy\": 0.531}")))
        .hasValue(APART + "says 585 of 1000 for sBLIMP, the results 0.5310.");
    assertThat(
            between(
                log, run(TEN.plusHours(2), "{\"sblimp_accuracy\": 0.5, \"sblimp_samples\": 0}")))
        .as("no results are no other ones")
        .isEmpty();
  }

  @Test
  void ofALogThatWasBegunAnewTheCurvesMayBeFromBefore() {
    TaskScore score = new TaskScore(Phase.SBLIMP, 585, 1000);
    Run run = run(TEN.plusDays(3), "{\"sblimp_accuracy\": 0.531}");
    assertThat(between(log(2, Outcome.OPEN, TEN, score), run)).isEmpty();
    assertThat(between(log(2, Outcome.COMPLETE, TEN, score), run)).isPresent();
  }
}
