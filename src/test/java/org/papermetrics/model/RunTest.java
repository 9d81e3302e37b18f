package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;

/** What the nouns refuse, and what they keep. */
class RunTest {
  private static final FileStamp STAMP = new FileStamp("1:2", 3, Instant.EPOCH, Instant.EPOCH);

  @Test
  void aRunHasAnIdANameAndAStepThatIsNotNegative() {
    Run run = Samples.run("a_cp000100", 100);

    assertThatThrownBy(() -> run.withId("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Samples.run("a", -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherIdOrCurveLeavesTheRest() {
    Run run = Samples.run("a_cp000100", 100);
    Progression curves = new Progression(List.of(Samples.curve(5, 4)));
    Run other = run.withId("b").withProgression(curves);

    assertThat(other.id()).isEqualTo("b");
    assertThat(other.progression()).isEqualTo(curves);
    assertThat(other.withId("a_cp000100").withProgression(Progression.EMPTY)).isEqualTo(run);
  }

  @Test
  void theSameIdAndCurveAreTheSameRun() {
    Run run = Samples.run("a_cp000100", 100);

    assertThat(run.withId("a_cp000100").withProgression(Progression.EMPTY)).isSameAs(run);
  }

  @Test
  void underAnotherKeyOnlyWhatPeopleNotedIsKnownBesideTheFiles() {
    Run run = Samples.run("a_cp000100", 100).withAnnotation(new Annotation("good", true, ""));
    RunKey key = RunKey.ofCheckpoint("/b");
    Run wrong =
        run.withCurvesApart("They are older.")
            .withUnavailableSince(Instant.EPOCH)
            .withBrokenFile(new Run.BrokenFile("/a", "It is empty."));

    assertThat(wrong.withKey(key, "b"))
        .isEqualTo(run.withKey(key, "b"))
        .isEqualTo(RunBuilder.of(run).key(key).id("b").build().withAnnotation(run.annotation()));
  }

  @Test
  void filesNameAtLeastOnePlaceForTheResults() {
    RunKey key = RunKey.ofCheckpoint("/a");

    assertThatThrownBy(() -> new RunFiles(key, "/a", List.of(), Path.of("/a/c.json"), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyAPretrainedModelIsReadWithoutATrainingConfig() {
    assertThat(loaded(true).seen().config()).isEmpty();
    assertThatThrownBy(() -> loaded(false)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Reading.Loaded loaded(boolean pretrained) {
    Path results = Path.of("/a/results.json");
    RunFiles files =
        new RunFiles(
            RunKey.ofCheckpoint("/a"), "/a", List.of(results), Path.of("/a/c.json"), pretrained);
    return new Reading.Loaded(
        files, results, STAMP, JsonObject.EMPTY, Optional.empty(), Progression.EMPTY, List.of());
  }

  @Test
  void anEmptyTextIsNoJson() {
    assertThatThrownBy(() -> new JsonText(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProblemSaysSomething() {
    assertThatThrownBy(() -> new Problem(Problem.Kind.RUN_VANISHED, "/a", "", Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Problem.Kind.RUN_VANISHED.wireName()).isEqualTo("run-vanished");
  }
}
