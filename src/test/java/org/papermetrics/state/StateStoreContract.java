package org.papermetrics.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;
import org.papermetrics.testing.Samples;

/** What every store does. */
interface StateStoreContract {
  /** A text that is trouble in many formats. */
  String STRANGE = "a'b\"c\n\t\\ ; -- % \uD83D\uDE00 \uD83D ä \uDE00x \u0000 end";

  /** The store of this test, empty at first. */
  StateStore store() throws IOException;

  /** The same store as a later program finds it, where that can be. */
  StateStore reopened() throws IOException;

  private SavedState after(Kept... updates) throws IOException {
    StateStore store = store();
    for (Kept kept : updates) {
      store.save(kept.update());
    }
    SavedState now = store.load();
    SavedState later = reopened().load();
    assertThat(later)
        .usingRecursiveComparison()
        .ignoringFields("frames")
        .usingOverriddenEquals()
        .isEqualTo(now);
    assertThat(later.frames().keySet()).isEqualTo(now.frames().keySet());
    return later;
  }

  @Test
  default void remembersNothingAtFirst() throws IOException {
    assertThat(store().load()).isEqualTo(SavedState.NOTHING);
  }

  @Test
  default void everyValueComesBackAsItWas() throws IOException {
    SavedRun plain = Kept.run("b", 2);
    SavedRun unseen = new SavedRun(Kept.files("a"), Samples.run("a", 1), null, true, List.of());
    SavedRun strange = Kept.strange(STRANGE, null);
    SavedRun other = Kept.strange("", Kept.STAMP);
    Removal gone = Removal.of(new RunKey(STRANGE), null);
    Removal removed =
        Removal.of(new RunKey("/r"), new FileStamp("", 0, Instant.EPOCH, Instant.MIN));
    Problem problem =
        new Problem(
            Problem.Kind.LOG_UNMATCHED, STRANGE, STRANGE, Instant.parse("2026-01-02T03:04:05.6Z"));
    SavedState all =
        after(
            Kept.nothing()
                .whole()
                .version(STRANGE, Long.MAX_VALUE)
                .runs(plain, unseen, strange, other)
                .entries(Kept.entry(1, "/b"), Kept.entry(0, "/c"))
                .removals(gone, removed)
                .logs(Kept.log("/a'b\"c\n\\ ä", STRANGE), Kept.log("/empty", ""))
                .problems(problem, Samples.problem("/p")));
    assertThat(all.version()).contains(new BoardVersion(STRANGE, Long.MAX_VALUE));
    assertThat(all.runs()).containsExactly(unseen, plain, other, strange);
    assertThat(all.runs().get(3).run().progression()).isEqualTo(strange.run().progression());
    assertThat(1 / all.runs().get(3).run().progression().files().get(0).loss(0))
        .as("the sign of zero")
        .isNegative();
    assertThat(all.entries()).containsExactly(Kept.entry(0, "/c"), Kept.entry(1, "/b"));
    assertThat(all.removals()).containsExactly(gone, removed);
    assertThat(all.logs())
        .containsExactly(Kept.log("/a'b\"c\n\\ ä", STRANGE), Kept.log("/empty", ""));
    assertThat(all.problems()).containsExactly(problem, Samples.problem("/p"));
  }

  @Test
  default void anUpdateChangesWhatItNamesAndNothingElse() throws IOException {
    SavedState all =
        after(
            Kept.nothing()
                .whole()
                .runs(Kept.run("a", 1), Kept.run("b", 2), Kept.run("c", 3))
                .entries(Kept.entry(0, "/a"), Kept.entry(1, "/b"), Kept.entry(2, "/c"))
                .removals(Removal.of(new RunKey("/x"), Kept.STAMP))
                .logs(Kept.log("/1", "one"), Kept.log("/2", "two"), Kept.log("/3", "three"))
                .problems(Samples.problem("/p")),
            Kept.nothing()
                .version("epoch-1", 8)
                .runs(Kept.run("b", 22), Kept.run("d", 4))
                .runsGone("/data/a", "/unknown")
                .entries(Kept.entry(0, "/b"), Kept.entry(1, "/c"))
                .entriesGone("/a")
                .logs(Kept.log("/2", "two and more"))
                .logsGone("/3"));
    assertThat(all.version()).contains(new BoardVersion("epoch-1", 8));
    assertThat(all.runs()).containsExactly(Kept.run("b", 22), Kept.run("c", 3), Kept.run("d", 4));
    assertThat(all.entries()).containsExactly(Kept.entry(0, "/b"), Kept.entry(1, "/c"));
    assertThat(all.removals()).hasSize(1);
    assertThat(all.logs()).containsExactly(Kept.log("/1", "one"), Kept.log("/2", "two and more"));
    assertThat(all.problems()).containsExactly(Samples.problem("/p"));
  }

  @Test
  default void listsThatCameEmptyAreEmpty() throws IOException {
    SavedState all =
        after(
            Kept.nothing()
                .removals(Removal.of(new RunKey("/x"), null))
                .problems(Samples.problem("/p")),
            Kept.nothing().removals().problems());
    assertThat(all.removals()).isEmpty();
    assertThat(all.problems()).isEmpty();
  }

  @Test
  default void aWholeUpdateForgetsEverythingBefore() throws IOException {
    SavedState all =
        after(
            Kept.nothing()
                .runs(Kept.run("a", 1))
                .entries(Kept.entry(0, "/a"))
                .frames(Map.of(7L, new byte[] {1}))
                .logs(Kept.log("/1", "one"))
                .removals(Removal.of(new RunKey("/x"), null))
                .problems(Samples.problem("/p")),
            Kept.nothing().whole().removals().problems());
    assertThat(all)
        .isEqualTo(
            new SavedState(
                Optional.of(Kept.VERSION),
                SavedState.NOTHING.frames(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  default void aRunThatIsGoneAndThereIsThere() throws IOException {
    SavedState all =
        after(
            Kept.nothing().runs(Kept.run("a", 1)),
            Kept.nothing().runsGone("/data/a").runs(Kept.run("a", 2)));
    assertThat(all.runs()).containsExactly(Kept.run("a", 2));
  }

  @Test
  default void framesLeadToTheLineageWithoutAGap() throws IOException {
    byte[] frame = {1, 2, 3};
    SavedState all =
        after(
            Kept.nothing().version("e", 3).frames(Map.of(1L, frame, 3L, frame)),
            Kept.nothing().version("e", 5).frames(Map.of(4L, new byte[0], 5L, new byte[] {9})));
    assertThat(all.frames().keySet()).containsExactly(3L, 4L, 5L);
    assertThat(all.frames().get(3L)).containsExactly(1, 2, 3);
    assertThat(all.frames().get(4L)).isEmpty();
  }

  @Test
  default void anotherEpochEndsTheFramesBefore() throws IOException {
    SavedState all =
        after(
            Kept.nothing().version("e", 3).frames(Map.of(3L, new byte[1])),
            Kept.nothing().version("f", 4).frames(Map.of(4L, new byte[1])));
    assertThat(all.frames().keySet()).containsExactly(4L);
  }

  @Test
  default void onlyTheLastFramesAreKept() throws IOException {
    Map<Long, byte[]> many = new HashMap<>();
    for (long i = 1; i <= 5000; i++) {
      many.put(i, new byte[] {(byte) i});
    }
    SavedState all = after(Kept.nothing().version("e", 5000).frames(many));
    assertThat(all.frames()).hasSize(Frames.MOST).containsKeys(5000L, 905L);
  }

  @Test
  default void framesHaveAMegabyteTogether() throws IOException {
    byte[] large = new byte[400_000];
    SavedState all =
        after(
            Kept.nothing().version("e", 2).frames(Map.of(1L, large, 2L, large)),
            Kept.nothing().version("e", 3).frames(Map.of(3L, large)));
    assertThat(all.frames().keySet()).containsExactly(2L, 3L);
  }

  @Test
  default void aFrameLargerThanThatIsNotKept() throws IOException {
    SavedState all =
        after(
            Kept.nothing().version("e", 2).frames(Map.of(2L, new byte[1])),
            Kept.nothing().version("e", 3).frames(Map.of(3L, new byte[Frames.MOST_BYTES + 1])));
    assertThat(all.frames()).isEmpty();
  }

  @Test
  default void whatWasRecalledDoesNotChangeAfterwards() throws IOException {
    StateStore store = store();
    store.save(Kept.nothing().runs(Kept.run("a", 1)).entries(Kept.entry(0, "/a")).update());
    SavedState before = store.load();
    store.save(Kept.nothing().runsGone("/data/a").entriesGone("/a").update());
    assertThat(before.runs()).hasSize(1);
    assertThat(before.entries()).hasSize(1);
    assertThat(store.load().runs()).isEmpty();
  }

  @Test
  default void pathsStayWhatTheyAre() throws IOException {
    Path relative = Path.of("relative", "a?b#c%20d e");
    SavedRegistryEntry entry =
        new SavedRegistryEntry(
            0,
            new org.papermetrics.model.RunFiles(
                new RunKey("k"), "k", List.of(relative), Path.of("/ä/\n"), false),
            true);
    assertThat(after(Kept.nothing().entries(entry)).entries()).containsExactly(entry);
  }
}
