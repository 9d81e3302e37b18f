package org.papermetrics.evaluations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EvaluationTraceTest {
  @Test
  void textOfOtherProgramsIsNoEvaluation() {
    EvaluationState state =
        new Script().info("epoch 1").raw("12/10 = 1.2").raw("\u0000\u0001").state();
    assertThat(state.begun()).isFalse();
    assertThat(state.attempt()).isZero();
  }

  @Test
  void anEvaluationBeginsWithItsFirstLine() {
    EvaluationState state =
        new Script().warning("import").after(60).info("PAPER METRICS EVALUATION").state();
    assertThat(state.begun()).isTrue();
    assertThat(state.phase()).isEqualTo(Phase.LOADING);
    assertThat(state.firstTime()).isEqualTo(millis("2025-10-20T10:00:00"));
    assertThat(state.lastTime()).isEqualTo(millis("2025-10-20T10:01:00"));
    assertThat(state.arrived()).isEqualTo(Script.ARRIVED);
  }

  @Test
  void aTaskProceedsAndEndsWithItsScore() {
    Script script = Script.loaded().info("sBLIMP: Found 2000 valid pairs").after(5);
    assertThat(script.state().phase()).isEqualTo(Phase.SBLIMP);
    assertThat(script.state().total()).isEqualTo(2000);
    script.info("sBLIMP: Processed 10/2000 pairs");
    assertThat(script.state().done()).isEqualTo(10);
    script.info("sBLIMP: 1170/2000 = 0.5850");
    assertThat(script.state().ended()).containsExactly(Phase.SBLIMP);
    assertThat(script.state().scores()).containsExactly(new TaskScore(Phase.SBLIMP, 1170, 2000));
  }

  @Test
  void ofStoriesTheNumberFoundIsNoTotal() {
    EvaluationState state =
        Script.loaded().info("Found 1871 complete story pairs for tstory").state();
    assertThat(state.phase()).isEqualTo(Phase.TSTORY);
    assertThat(state.total()).isZero();
  }

  @Test
  void aTaskThatIsSkippedOrFailsHasNoScore() {
    EvaluationState state =
        Script.loaded()
            .warning("sBLIMP paths not configured")
            .raw("2025-10-20 10:20:00,000 - ERROR - sWUGGY evaluation failed: x")
            .state();
    assertThat(state.ended()).containsExactlyInAnyOrder(Phase.SBLIMP, Phase.SWUGGY);
    assertThat(state.scores()).isEmpty();
    assertThat(state.outcome()).isEqualTo(Outcome.OPEN);
  }

  @Test
  void pointsAreOfTheLongContext() {
    EvaluationState state = Script.loaded().point(1000, 44000).point(2000, 44000).state();
    assertThat(state.phase()).isEqualTo(Phase.LIBRILIGHT);
    assertThat(state.points()).isEqualTo(2);
    assertThat(state.done()).isEqualTo(2000);
    assertThat(state.total()).isEqualTo(44000);
  }

  @Test
  void itIsCompleteWithItsResultsAndNothingLaterChangesThat() {
    EvaluationState state = Script.whole(100);
    assertThat(state.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(state.scores()).hasSize(4);
    Script later = Script.loaded().raw("💾 Results saved to: /x").raw("❌ Evaluation failed: late");
    assertThat(later.state().outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void aFailureHasTheLineThatSaysWhy() {
    EvaluationState state =
        Script.loaded()
            .info("sBLIMP: Found 10 valid pairs")
            .raw("❌ Evaluation failed: CUDA error")
            .raw("Traceback (most recent call last):")
            .raw("RuntimeError: CUDA error")
            .state();
    assertThat(state.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(state.reason()).isEqualTo("❌ Evaluation failed: CUDA error");
  }

  @Test
  void anExceptionWhileLoadingIsTheEndWithTheLastLineOfIt() {
    Script script =
        new Script()
            .info("PAPER METRICS EVALUATION")
            .raw("Traceback (most recent call last):")
            .raw("  File \"x.py\", line 1, in <module>");
    assertThat(script.state().outcome()).isEqualTo(Outcome.OPEN);
    script
        .raw("KeyError: 'a'")
        .raw("")
        .raw("During handling of the above exception, another exception occurred:")
        .raw("Traceback (most recent call last):")
        .raw("FileNotFoundError: no weights");
    assertThat(script.state().outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(script.state().reason()).isEqualTo("FileNotFoundError: no weights");
  }

  @Test
  void anExceptionAfterWhichTheLogGoesOnIsNoEnd() {
    Script script =
        new Script()
            .info("PAPER METRICS EVALUATION")
            .raw("Traceback (most recent call last):")
            .raw("ImportError: no flash attention")
            .info("RUNNING PAPER METRICS EVALUATION");
    assertThat(script.state().outcome()).isEqualTo(Outcome.OPEN);
    assertThat(script.state().reason()).isNull();
  }

  @Test
  void anExceptionInsideATaskIsNoEnd() {
    EvaluationState state =
        Script.loaded()
            .info("sBLIMP: Processed 10/100 pairs")
            .raw("Traceback (most recent call last):")
            .raw("ValueError: nan")
            .state();
    assertThat(state.outcome()).isEqualTo(Outcome.OPEN);
  }

  @Test
  void theBatchSystemCancelsAndSaysWhere() {
    EvaluationState state =
        Script.loaded()
            .raw("slurmstepd: error: *** JOB 7 ON gpu-7 CANCELLED AT 2025-10-20T12:00:00 ***")
            .state();
    assertThat(state.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(state.node()).isEqualTo("gpu-7");
  }

  @Test
  void aJobThatIsStartedAgainBeginsAnew() {
    Script script =
        Script.loaded()
            .info("sBLIMP: 60/100 = 0.6000")
            .raw("slurmstepd: error: *** JOB 7 ON gpu-7 CANCELLED AT 2025-10-20T12:00:00 ***")
            .after(600)
            .info("PAPER METRICS EVALUATION");
    assertThat(script.state().attempt()).isEqualTo(2);
    assertThat(script.state().outcome()).isEqualTo(Outcome.OPEN);
    assertThat(script.state().scores()).isEmpty();
    assertThat(script.state().firstTime()).isEqualTo(millis("2025-10-20T10:14:00"));
    assertThat(script.state().times()).isEmpty();
  }

  @Test
  void anotherCheckpointInTheSameLogIsAnotherEvaluation() {
    Script script = new Script().checkpoint("/a").point(1000, 0).checkpoint("/b");
    assertThat(script.state().points()).isZero();
    assertThat(script.state().checkpoint()).isEqualTo("/b");
    assertThat(script.point(1000, 0).state().attempt()).isEqualTo(2);
  }

  @Test
  void whatCannotBeIsNotTaken() {
    Script script = Script.loaded().info("sBLIMP: Processed 10/100 pairs");
    assertThat(script.state().refused()).isFalse();
    script
        .info("sBLIMP: Processed 300/100 pairs")
        .info("sWUGGY: 60/100 = 0.9000")
        .info("tstory: Processed 99999999999/999999999999 pairs")
        .point(3000, 2000);
    assertThat(script.state().refused()).isTrue();
    assertThat(script.state().done()).isZero();
    assertThat(script.state().scores()).isEmpty();
    assertThat(script.state().points()).isZero();
  }

  @Test
  void aClockThatGoesBackAddsNoTime() {
    EvaluationState state = Script.loaded().after(-3600).info("x").after(1).info("y").state();
    assertThat(state.times()).containsExactly(new PhaseTime(Phase.LOADING, 241_000, 240_000, 0));
  }

  @Test
  void whatIsSavedInTheMiddleGoesOnTheSame() {
    Script restarted = Script.loaded().info("sBLIMP: Processed 10/100 pairs").after(3);
    Script other = Script.loaded().info("sBLIMP: Processed 10/100 pairs").after(3);
    restarted.restart().info("sBLIMP: Processed 20/100 pairs").after(3).restart().point(1, 2);
    other.info("sBLIMP: Processed 20/100 pairs").after(3).point(1, 2);
    assertThat(restarted.state()).isEqualTo(other.state());
  }

  private static long millis(String local) {
    return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
