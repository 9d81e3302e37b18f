package org.papermetrics.evaluations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration USUAL = Duration.ofMinutes(20);
  private static final Pace NEW = new Pace(List.of(), USUAL);
  private static final Pace KNOWN =
      new Pace(List.of(Script.whole(1000), Script.whole(1200), Script.whole(1000)), USUAL);

  @Test
  void withoutEarlierEvaluationsThereIsNoEstimate() {
    Script script = Script.loaded();
    assertThat(NEW.remaining(script.state())).isEmpty();
    script.info("sBLIMP: Processed 0/100 pairs").after(10).info("sBLIMP: Processed 10/100 pairs");
    assertThat(NEW.remaining(script.state())).isEmpty();
  }

  @Test
  void theTaskGoesOnAtItsPaceAndTheOthersTakeWhatTheyTook() {
    Script script = Script.loaded().info("sBLIMP: Processed 0/100 pairs").after(10);
    script.info("sBLIMP: Processed 10/100 pairs");
    assertThat(KNOWN.remaining(script.state())).hasValue(Duration.ofSeconds(90 + 4 * 1000 + 10));
  }

  @Test
  void aTaskThatHasEndedTakesNoMoreTime() {
    Script script =
        Script.loaded().info("sBLIMP: 60/100 = 0.6000").warning("sWUGGY: No valid pairs");
    assertThat(KNOWN.remaining(script.state())).hasValue(Duration.ofSeconds(3 * 1000 + 10));
  }

  @Test
  void whatIsLoadingTakesWhatThatTook() {
    Script script = new Script().info("PAPER METRICS EVALUATION").after(40).info("x");
    assertThat(KNOWN.remaining(script.state())).hasValue(Duration.ofSeconds(200 + 5 * 1000 + 10));
  }

  @Test
  void theLongContextGoesByItsPoints() {
    Script script = Script.loaded();
    for (String task : new String[] {"sBLIMP", "sWUGGY", "tstory", "sstory"}) {
      script.info(task + ": 60/100 = 0.6000");
    }
    script.info("LibriLight evaluation mode: x").after(100).point(1000, 9000);
    assertThat(KNOWN.remaining(script.state())).hasValue(Duration.ofSeconds(100 + 10));
    assertThat(KNOWN.progress(script.state())).isEqualTo(0.9);
    assertThat(NEW.progress(script.state())).isEqualTo(0.8);
  }

  @Test
  void progressIsByTasksWhereTheirTimesAreUnknown() {
    Script script = Script.loaded();
    assertThat(NEW.progress(script.state())).isZero();
    script.info("sBLIMP: 60/100 = 0.6000").info("sWUGGY: Processed 50/100 pairs");
    assertThat(NEW.progress(script.state())).isEqualTo(0.3);
    assertThat(NEW.progress(Script.whole(10))).isEqualTo(1);
  }

  @Test
  void aPartMayBeSilentFarLongerThanItWas() {
    assertThat(NEW.longestSilence(Phase.LOADING)).isEqualTo(USUAL);
    assertThat(KNOWN.longestSilence(Phase.LOADING)).isEqualTo(Duration.ofMinutes(12));
    assertThat(KNOWN.longestSilence(Phase.SBLIMP)).isEqualTo(Duration.ofMinutes(30));
    assertThat(KNOWN.longestSilence(Phase.SAVING)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void tasksThatEarlierEvaluationsDidNotHaveAreNotExpected() {
    Script short1 = Script.loaded().info("sBLIMP: Processed 0/10 pairs").after(10);
    short1.info("sBLIMP: 5/10 = 0.5").raw("💾 Results saved to: /x");
    Pace pace = new Pace(List.of(short1.state()), USUAL);
    assertThat(pace.remaining(Script.loaded().info("sBLIMP: 6/10 = 0.6").state()))
        .hasValue(Duration.ZERO);
  }
}
