package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Problem;
import org.papermetrics.testing.Disk;

/** File events alone: the sweep interval is an hour. */
class WatchManagerTest {
  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");

  @AfterEach
  void clean() {
    disk.close();
  }

  @Test
  void findsWhatIsThereAndFollowsChanges() {
    Path first = disk.file("root/a/checkpoints/checkpoint_000100/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      assertThat(board.files()).containsExactly(first);

      Disk.file(first, "[1]");
      board.awaitEqualsDisk(root);
      Disk.replace(first, "[2]");
      board.awaitEqualsDisk(root);
      Disk.file(first.resolveSibling("training_config.json"), "{}");
      board.awaitEqualsDisk(root);
      Disk.delete(first);
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(1);
      assertThat(board.watching().problems()).isEmpty();
      assertThat(board.watching().lastSweep()).isPresent();
    }
  }

  @Test
  void directoriesMadeAndFilledAtOnce() {
    try (Board board = Board.of(root, Board.EVENTS)) {
      for (int i = 0; i < 2_000; i++) {
        disk.file(
            "root/exp" + i % 7 + "/checkpoints/c" + i + "/consolidated/" + Disk.RESULTS, "{}");
      }
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(2_000);
      for (Path file : new HashSet<>(board.files())) {
        Disk.file(file.resolveSibling("training_config.json"), "{}");
      }
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(4_000);
    }
  }

  @Test
  void directoriesMovedInWithinAndAway() {
    disk.file("outside/x/y/" + Disk.RESULTS, "{}");
    disk.file("outside/x/z/training_config.json", "{}");
    disk.file("root/stays/" + Disk.RESULTS, "{}");
    disk.file("root/stays-too/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      Disk.move(disk.path("outside"), disk.path("root/in"));
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(4);
      disk.file("root/in/x/y/late/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
      Disk.move(disk.path("root/in"), disk.path("root/renamed"));
      board.awaitEqualsDisk(root);
      disk.file("root/renamed/x/y/later/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
      Disk.move(disk.path("root/renamed"), disk.path("away"));
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(2);
      assertThat(board.hinted()).contains(disk.path("root/renamed"), disk.path("root/in"));
      disk.file("away/x/y/ghost/" + Disk.RESULTS, "{}");
      disk.file("root/renamed/x/y/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
      Disk.move(disk.path("root/stays"), disk.path("gone"));
      board.awaitEqualsDisk(root);
    }
  }

  @Test
  void directoriesDeletedAndMadeAgain() {
    try (Board board = Board.of(root, Board.EVENTS)) {
      for (int i = 0; i < 20; i++) {
        disk.file("root/a/b/" + Disk.RESULTS, "{}");
        disk.file("root/a/b/c/" + Disk.RESULTS, "{}");
        if (i % 2 == 0) {
          board.awaitEqualsDisk(root);
        }
        Disk.delete(disk.path("root/a"));
        if (i % 3 == 0) {
          board.awaitEqualsDisk(root);
        }
      }
      disk.file("root/a/b/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
    }
  }

  @Test
  void temporaryDirectoriesRenamedInATightLoop() {
    try (Board board = Board.of(root, Board.EVENTS)) {
      for (int i = 0; i < 400; i++) {
        disk.file("root/run/tmp-checkpoint-" + i + "/" + Disk.RESULTS, "{}");
        Disk.move(disk.path("root/run/tmp-checkpoint-" + i), disk.path("root/run/checkpoint-" + i));
      }
      board.awaitEqualsDisk(root);
      for (int i = 0; i < 400; i++) {
        disk.file("root/run/checkpoint-" + i + "/training_config.json", "{}");
      }
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(800);
    }
  }

  @Test
  void namesOfAllKinds() throws Exception {
    try (Board board = Board.of(root, Board.EVENTS)) {
      disk.file("root/with space/\uD83D\uDE80/line\nbreak/" + Disk.RESULTS, "{}");
      disk.file("root/" + "x".repeat(255) + "/" + "d/".repeat(60) + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
      Disk.shell(
          root,
          "d=$(printf 'b\\377\\376'); mkdir -p \"$d/e\" && echo 1 > \"$d/e/" + Disk.RESULTS + "\"");
      board.awaitEqualsDisk(root);
      Disk.shell(root, "d=$(printf 'b\\377\\376'); echo 22 > \"$d/e/" + Disk.RESULTS + "\"");
      board.awaitEqualsDisk(root);
      Disk.shell(root, "mv \"$(printf 'b\\377\\376')\" \"$(printf 'c\\377')\"");
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(3);
    }
  }

  @Test
  void otherCaseIsAnotherName() {
    disk.file("root/Run/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      Disk.move(disk.path("root/Run"), disk.path("root/run"));
      board.awaitEqualsDisk(root);
      assertThat(board.files()).containsExactly(disk.path("root/run/" + Disk.RESULTS));
    }
  }

  @Test
  void rootDeletedAndMadeAgain() {
    disk.file("root/a/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      Disk.delete(root);
      board.awaitProblem(Problem.Kind.ROOT_UNAVAILABLE, "because it does not exist");
      assertThat(board.watching().unavailable()).containsExactly(root);
      disk.file("root/b/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
      board.awaitNoProblem();
      disk.file("root/b/c/d/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
    }
  }

  @Test
  void rootThatIsTakenAwayKeepsItsFilesUntilItIsBack() {
    Path kept = disk.file("root/a/" + Disk.RESULTS, "{}");
    Path lost = disk.file("root/b/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      Disk.move(root, disk.path("unmounted"));
      board.awaitProblem(Problem.Kind.ROOT_UNAVAILABLE, "because it does not exist");
      assertThat(board.watching().isAbsenceReal(kept)).isFalse();
      assertThat(board.files()).containsExactlyInAnyOrder(kept, lost);
      assertThat(board.watching().roots().get(0).health()).contains("does not exist");
      Disk.delete(disk.path("unmounted/b"));
      Disk.move(disk.path("unmounted"), root);
      board.awaitEqualsDisk(root);
      board.awaitNoProblem();
      assertThat(board.files()).containsExactly(kept);
      assertThat(board.watching().roots().get(0).health()).isEqualTo("ok");
    }
  }

  @Test
  void rootReplacedByAnotherDirectory() {
    disk.file("root/a/" + Disk.RESULTS, "{}");
    disk.file("other/b/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      Disk.move(root, disk.path("old"));
      Disk.move(disk.path("other"), root);
      board.awaitEqualsDisk(root);
      disk.file("old/ghost/" + Disk.RESULTS, "{}");
      disk.file("root/new/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(2);
    }
  }

  @Test
  void rootThatIsALinkMayBePointedElsewhere() {
    disk.file("real1/a/" + Disk.RESULTS, "{}");
    disk.file("real2/b/" + Disk.RESULTS, "{}");
    Path link = Disk.link(disk.path("link"), disk.path("real1"));
    try (Board board = Board.of(link, Board.EVENTS)) {
      board.awaitEqualsDisk(link);
      disk.file("real1/c/d/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(link);
      assertThat(board.files())
          .containsExactlyInAnyOrder(
              link.resolve("a").resolve(Disk.RESULTS), link.resolve("c/d").resolve(Disk.RESULTS));
      Disk.link(disk.path("link2"), disk.path("real2"));
      Disk.move(disk.path("link2"), link);
      board.awaitEqualsDisk(link);
      disk.file("real2/e/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(link);
      assertThat(board.files()).hasSize(2);
    }
  }

  @Test
  void rootThatIsMissingAtFirst() {
    Path late = disk.path("late/root");
    try (Board board = Board.of(late, Board.EVENTS)) {
      assertThat(board.watching().problems())
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.kind()).isEqualTo(Problem.Kind.ROOT_UNAVAILABLE);
                assertThat(p.path()).isEqualTo(late.toString());
                assertThat(p.message()).contains("Mount it, or correct checkpoint-dirs.");
              });
      disk.file("late/root/a/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(late);
      disk.file("late/root/b/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(late);
      board.awaitNoProblem();
    }
  }

  @Test
  void linkedDirectories() {
    disk.file("far/run1/" + Disk.RESULTS, "{}");
    Disk.link(disk.path("root/exp"), disk.path("far"));
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEquals(() -> through("root/exp/run1"));
      disk.file("far/run2/" + Disk.RESULTS, "{}");
      board.awaitEquals(() -> through("root/exp/run1", "root/exp/run2"));
      disk.file("further/run3/" + Disk.RESULTS, "{}");
      Disk.link(disk.path("root/exp2"), disk.path("further"));
      board.awaitEquals(() -> through("root/exp/run1", "root/exp/run2", "root/exp2/run3"));
      disk.file("further/run3/sub/" + Disk.RESULTS, "{}");
      board.awaitEquals(
          () -> through("root/exp/run1", "root/exp/run2", "root/exp2/run3", "root/exp2/run3/sub"));
      Disk.delete(disk.path("root/exp"));
      board.awaitEquals(() -> through("root/exp2/run3", "root/exp2/run3/sub"));
    }
  }

  private Set<Path> through(String... directories) {
    Set<Path> files = new HashSet<>();
    for (String directory : directories) {
      files.add(disk.path(directory).resolve(Disk.RESULTS));
    }
    return files;
  }
}
