package org.papermetrics.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Change;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;

class SnapshotBuilderTest {
  private static final Instant NOW = Samples.AT.plusSeconds(60);
  private static final Snapshot EMPTY =
      Snapshot.empty("epoch-1", 7, Samples.AT, List.of("/data"), List.of());

  private static Change next(
      @Nullable String baseline, Snapshot before, List<Run> runs, Set<RunKey> pretrained) {
    return new SnapshotBuilder(baseline)
        .next(before, runs, pretrained, List.of(), List.of(), List.of(), NOW);
  }

  private static Change next(Snapshot before, Run... runs) {
    return next(null, before, List.of(runs), Set.of());
  }

  private static List<String> ids(Snapshot board) {
    return board.runs().stream().map(Run::id).toList();
  }

  /** A run that claims an id from another directory than others that do. */
  private static Run claiming(String id, String path) {
    Run run = Samples.run(id, 100);
    return RunBuilder.of(run).at(path).build();
  }

  @Test
  void runsAreOrderedByStepDescendingAndEqualStepsKeepTheirOrder() {
    Change change =
        next(
            EMPTY,
            Samples.run("b", 100),
            Samples.run("c", 300),
            Samples.run("a", 100),
            Samples.run("d", 300));

    assertThat(ids(change.to())).containsExactly("c", "d", "b", "a");
  }

  @Test
  void theNextSnapshotGoesOnFromTheOneBefore() {
    Change change = next(EMPTY, Samples.run("a", 100));

    assertThat(change.from()).isSameAs(EMPTY);
    assertThat(change.to().revision()).isEqualTo(8);
    assertThat(change.to().epoch()).isEqualTo("epoch-1");
    assertThat(change.to().at()).isEqualTo(NOW);
    assertThat(change.to().roots()).containsExactly("/data");
  }

  @Test
  void ofTwoRunsThatClaimOneIdTheFirstHasIt() {
    Change change =
        next(EMPTY, claiming("exp_cp000100", "/data/one"), claiming("exp_cp000100", "/data/two"));

    assertThat(change.to().runs())
        .extracting(Run::id, Run::checkpointPath)
        .containsExactly(
            tuple("exp_cp000100", "/data/one"),
            // The first eight digits that sha256sum gives for /data/two.
            tuple("exp_cp000100~8af578f8", "/data/two"));
  }

  @Test
  void aSecondPretrainedModelGetsTheHashOfItsDirectory() {
    Run first = claiming("baseline_pretrained", "/data/one");
    Run second = claiming("baseline_pretrained", "/data/two");

    assertThat(ids(next(EMPTY, first, second).to())).contains("baseline_pretrained~8af578f8");
  }

  @Test
  void idsAreUniqueWhateverIsClaimed() {
    Change change =
        next(
            EMPTY,
            claiming("a", "/data/two"),
            claiming("a~8af578f8", "/data/one"),
            claiming("a", "/data/two"),
            claiming("a", "/data/two"));

    assertThat(ids(change.to())).doesNotHaveDuplicates().hasSize(4).contains("a", "a~8af578f8");
  }

  @Test
  void theConfiguredBaselineWins() {
    Run pretrained = Samples.tagged(Samples.run("p", 0), "baseline");
    Run other = Samples.run("a", 100);

    Change change = next("a", EMPTY, List.of(pretrained, other), Set.of(pretrained.key()));

    assertThat(change.to().baselineId()).isEqualTo("a");
    assertThat(change.to().problems()).isEmpty();
  }

  @Test
  void elseTheRegisteredPretrainedModelIsTheBaseline() {
    Run vanilla = Samples.tagged(Samples.run("v", 100), "baseline");
    Run pretrained = Samples.tagged(Samples.run("p", 0), "baseline");

    Change change = next(null, EMPTY, List.of(vanilla, pretrained), Set.of(pretrained.key()));

    assertThat(change.to().baselineId()).isEqualTo("p");
  }

  @Test
  void elseTheFirstRunTaggedBaseline() {
    Run full = Samples.run("f", 300);
    Run first = Samples.tagged(Samples.run("v", 100), "baseline");
    Run second = Samples.tagged(Samples.run("w", 100), "baseline");

    assertThat(next(EMPTY, full, first, second).to().baselineId()).isEqualTo("v");
  }

  @Test
  void elseThereIsNone() {
    assertThat(next(EMPTY, Samples.run("f", 300)).to().baseline()).isNull();
  }

  @Test
  void aFineTuneIsNoBaselineForBeingFirst() {
    Run full = Samples.tagged(Samples.run("vanilla_baseline_cp000100", 100), "full");

    assertThat(next(EMPTY, full).to().baseline()).isNull();
  }

  @Test
  void aConfiguredBaselineThatIsNotThereIsAProblemAndNoOtherTakesItsPlace() {
    Run pretrained = Samples.tagged(Samples.run("p", 0), "baseline");

    Change change = next("a", EMPTY, List.of(pretrained), Set.of(pretrained.key()));

    assertThat(change.to().baseline()).isNull();
    assertThat(change.to().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.BASELINE_MISSING);
              assertThat(problem.message()).contains("\"a\"", "Set baseline in the configuration");
            });
  }

  @Test
  void nothingDifferentKeepsTheSnapshot() {
    Snapshot before = next(EMPTY, Samples.run("a", 100)).to();

    Change change = next(before, Samples.run("a", 100));

    assertThat(change.isEmpty()).isTrue();
    assertThat(change.to()).isSameAs(before);
  }

  @Test
  void onlyWhatDiffersIsChanged() {
    Snapshot before = next(EMPTY, Samples.run("a", 100), Samples.run("b", 200)).to();

    Run curved = Samples.run("a", 100).withProgression(new Progression(List.of(Samples.curve(5))));
    Run fresh = Samples.run("c", 50);
    Change change = next(before, curved, Samples.run("b", 200), fresh);

    assertThat(change.changed()).containsExactly(curved, fresh);
    assertThat(change.removed()).isEmpty();
  }

  @Test
  void aRunThatWentIsRemoved() {
    Snapshot before = next(EMPTY, Samples.run("a", 100), Samples.run("b", 200)).to();

    Change change = next(before, Samples.run("b", 200));

    assertThat(change.removed()).containsExactly("a");
    assertThat(change.changed()).isEmpty();
  }

  @Test
  void anIdThatGoesToAnotherRunIsAChange() {
    Run one = claiming("a", "/data/one");
    Run two = claiming("a", "/data/two");
    Snapshot before = next(EMPTY, one, two).to();

    Change change = next(before, two);

    assertThat(change.changed()).containsExactly(two);
    assertThat(change.removed()).containsExactly("a~8af578f8");
  }

  @Test
  void anotherOrderOfEqualStepsIsAChange() {
    Run a = Samples.run("a", 100);
    Run b = Samples.run("b", 100);
    Snapshot before = next(EMPTY, a, b).to();

    Change change = next(before, b, a);

    assertThat(ids(change.to())).containsExactly("b", "a");
    assertThat(change.isEmpty()).isFalse();
    assertThat(change.changed()).isEmpty();
  }

  @Test
  void aProblemMoreIsAChangeOfNoRun() {
    Snapshot before = next(EMPTY, Samples.run("a", 100)).to();

    Change change =
        new SnapshotBuilder(null)
            .next(
                before,
                List.of(Samples.run("a", 100)),
                Set.of(),
                List.of(Samples.problem("/x")),
                List.of(),
                List.of(),
                NOW);

    assertThat(change.problemsChanged()).isTrue();
    assertThat(change.to().problems()).containsExactly(Samples.problem("/x"));
    assertThat(change.changed()).isEmpty();
  }
}
