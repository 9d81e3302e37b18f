package org.papermetrics.evaluations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobEvaluationTest {
  private static final String KILLED =
      "slurmstepd: error: *** JOB 7 ON gpu-7 CANCELLED AT 2025-10-20T12:00:00 ***";

  private static Script output() {
    return new Script().raw("Paper Metrics Evaluation").raw("Job ID: 7").checkpoint("/c/");
  }

  @Test
  void theTwoLogsOfAJobAreOne() {
    EvaluationState both =
        JobEvaluation.of(
            List.of(Script.loaded().info("sBLIMP: 60/100 = 0.6").state(), output().state()));
    assertThat(both.job()).isEqualTo("7");
    assertThat(both.scores()).hasSize(1);
    assertThat(both.phase()).isEqualTo(Phase.SBLIMP);
    assertThat(both.begun()).isTrue();
  }

  @Test
  void theOutputAloneSaysThatItHasBegun() {
    EvaluationState both =
        JobEvaluation.of(List.of(new Script().warning("import").state(), output().state()));
    assertThat(both.begun()).isTrue();
    assertThat(both.outcome()).isEqualTo(Outcome.OPEN);
    assertThat(both.firstTime()).isNotNull();
  }

  @Test
  void whatFailsBeforeItBeginsHasFailed() {
    EvaluationState both =
        JobEvaluation.of(
            List.of(
                new Script()
                    .raw("Traceback (most recent call last):")
                    .raw("ImportError: torch")
                    .state(),
                output().state()));
    assertThat(both.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(both.reason()).isEqualTo("ImportError: torch");
  }

  @Test
  void aJobThatHasBegunAgainIsNotEndedByWhatEndedItBefore() {
    EvaluationState both =
        JobEvaluation.of(
            List.of(
                Script.loaded().raw(KILLED).state(),
                output().raw("Paper Metrics Evaluation").state()));
    assertThat(both.outcome()).isEqualTo(Outcome.OPEN);
    assertThat(both.firstTime()).isNull();
    assertThat(both.checkpoint()).isEqualTo("/c/");
  }

  @Test
  void whatEndedBeforeItBeganCountsAsAnAttempt() {
    Script err = new Script().raw(KILLED).info("PAPER METRICS EVALUATION");
    Script out = output().raw("Paper Metrics Evaluation");
    assertThat(err.state().attempt()).isEqualTo(2);
    assertThat(JobEvaluation.of(List.of(err.raw(KILLED).state(), out.state())).outcome())
        .isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void theEndOfTheJobIsInItsOutput() {
    EvaluationState both =
        JobEvaluation.of(
            List.of(
                Script.loaded().info("Paper metrics average: 0.6, f1: 0.6").state(),
                output().raw("✅ Paper metrics evaluation completed successfully!").state()));
    assertThat(both.outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void noLogsAreNoEvaluation() {
    assertThat(JobEvaluation.of(List.of())).isEqualTo(EvaluationState.NOTHING);
  }
}
