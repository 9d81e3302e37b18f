package org.papermetrics.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.papermetrics.model.Change;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;

/** What holds of any two boards, one after the other. */
class SnapshotBuilderLawTest {
  private static final Snapshot EMPTY =
      Snapshot.empty("epoch-1", 0, Samples.AT, List.of("/data"), List.of());

  /** Few ids, steps and results, so that runs often meet. */
  @Provide
  Arbitrary<List<Run>> boards() {
    return runs().list().ofMaxSize(8).uniqueElements(Run::key);
  }

  private static Arbitrary<Run> runs() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h"),
            Arbitraries.integers().between(1, 2),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 3),
            Arbitraries.of("full", "baseline"))
        .as(SnapshotBuilderLawTest::run);
  }

  private static Run run(String id, int place, int step, int result, String tag) {
    Run run = Samples.run(id, step * 100L, "{\"r\":" + result + "}");
    String path = "/data/" + id + "/" + place;
    return RunBuilder.of(run).at(path).id(id).tags(tag).build();
  }

  private static Change next(Snapshot before, List<Run> runs) {
    return next(new SnapshotBuilder(null), before, runs);
  }

  private static Change next(SnapshotBuilder builder, Snapshot before, List<Run> runs) {
    return builder.next(before, runs, Set.of(), List.of(), List.of(), List.of(), Samples.AT);
  }

  /**
   * Boards that follow each other; what is equal is one object, as when nobody has read it anew.
   */
  @Property(tries = 2000)
  void aBuilderThatGoesOnGivesTheSameAsANewOne(
      @ForAll("boards") List<Run> start, @ForAll("edits") List<Edit> edits) {
    SnapshotBuilder builder = new SnapshotBuilder(null);
    List<Run> runs = new ArrayList<>(start);
    Snapshot before = next(builder, EMPTY, List.copyOf(runs)).to();
    for (Edit edit : edits) {
      edit.apply(runs);
      Change fresh = next(before, List.copyOf(runs));
      Change change = next(builder, before, List.copyOf(runs));
      assertThat(change.to().runs()).isEqualTo(fresh.to().runs());
      assertThat(change.to().baselineId()).isEqualTo(fresh.to().baselineId());
      assertThat(change.changed()).isEqualTo(fresh.changed());
      assertThat(change.removed()).containsExactlyInAnyOrderElementsOf(fresh.removed());
      before = edit.isLost() ? before : change.to();
    }
  }

  /**
   * Changes a list of runs at a place.
   *
   * @param isLost whether the board that is made of it is never used
   */
  private record Edit(Run run, int place, boolean removes, boolean isLost) {
    void apply(List<Run> runs) {
      if (removes && !runs.isEmpty()) {
        runs.remove(place % runs.size());
      }
      runs.removeIf(other -> other.key().equals(run.key()) && place % 2 == 0);
      if (runs.stream().noneMatch(other -> other.key().equals(run.key()))) {
        runs.add(place % (runs.size() + 1), run);
      } else {
        runs.replaceAll(other -> other.key().equals(run.key()) ? run : other);
      }
    }
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    return Combinators.combine(
            runs(),
            Arbitraries.integers().between(0, 20),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false, false, false))
        .as(Edit::new)
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 300)
  void whatChangedAndWentGivesTheNextBoard(
      @ForAll("boards") List<Run> first, @ForAll("boards") List<Run> second) {
    Snapshot before = next(EMPTY, first).to();
    Change change = next(before, second);

    Map<String, Run> page = new LinkedHashMap<>(before.byId());
    change.removed().forEach(page::remove);
    change.changed().forEach(run -> page.put(run.id(), run));

    assertThat(page).isEqualTo(change.to().byId());
  }

  @Property(tries = 300)
  void nothingIsSentThatAPageHasAlready(
      @ForAll("boards") List<Run> first, @ForAll("boards") List<Run> second) {
    Snapshot before = next(EMPTY, first).to();
    Change change = next(before, second);

    assertThat(change.changed()).noneMatch(run -> run.equals(before.byId().get(run.id())));
    assertThat(change.removed()).noneMatch(change.to().byId()::containsKey);
    assertThat(before.byId().keySet()).containsAll(change.removed());
  }

  @Property(tries = 300)
  void theBoardIsTheOneOfAFreshStart(
      @ForAll("boards") List<Run> first, @ForAll("boards") List<Run> second) {
    Snapshot followed = next(next(EMPTY, first).to(), second).to();
    Snapshot fresh = next(EMPTY, second).to();

    assertThat(followed.runs()).isEqualTo(fresh.runs());
    assertThat(followed.baselineId()).isEqualTo(fresh.baselineId());
  }

  @Property(tries = 300)
  void everyRunIsThereOnceInOrder(@ForAll("boards") List<Run> runs) {
    List<Run> board = next(EMPTY, runs).to().runs();

    assertThat(board).extracting(Run::key).containsExactlyInAnyOrderElementsOf(keys(runs));
    assertThat(board).extracting(Run::id).doesNotHaveDuplicates();
    for (int i = 1; i < board.size(); i++) {
      Run above = board.get(i - 1);
      Run below = board.get(i);
      assertThat(above.checkpointStep()).isGreaterThanOrEqualTo(below.checkpointStep());
      if (above.checkpointStep() == below.checkpointStep()) {
        assertThat(keys(runs).indexOf(above.key())).isLessThan(keys(runs).indexOf(below.key()));
      }
    }
  }

  private static List<RunKey> keys(List<Run> runs) {
    return runs.stream().map(Run::key).toList();
  }
}
