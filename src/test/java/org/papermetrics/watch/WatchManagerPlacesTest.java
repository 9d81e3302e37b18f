package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Problem.Kind;
import org.papermetrics.model.Status;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.testing.Disk;

/** Logs, the registry, single files, several roots, and the end. */
class WatchManagerPlacesTest {
  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");
  private final Path logs = disk.directory("logs");
  private final Path registry = disk.path("registry/runs_registry.json");

  @AfterEach
  void clean() {
    disk.close();
  }

  private Board board() {
    return new Board(
        new ScanTargets(List.of(root), List.of(logs), List.of(registry)),
        List.of(FilePatterns.RESULTS),
        Board.EVENTS,
        path -> true);
  }

  @Test
  void logsAndRegistryAreFollowedToo() {
    Path log = disk.file("logs/paper_metrics_1.log", "a");
    disk.file("logs/old/paper_metrics_0.log", "a");
    try (Board board = board()) {
      board.awaitEquals(() -> Set.of(log));
      Disk.file(log, "a\nb");
      board.awaitEquals(() -> Set.of(log));
      Path err = disk.file("logs/paper_metrics_1.err", "a");
      board.awaitEquals(() -> Set.of(log, err));
      Disk.file(registry, "{}");
      board.awaitEquals(() -> Set.of(log, err, registry));
      Disk.replace(registry, "{\"runs\":[]}");
      board.awaitEquals(() -> Set.of(log, err, registry));
      Disk.move(log, disk.path("logs/paper_metrics_1.log.1"));
      board.awaitEquals(() -> Set.of(err, registry));
      assertThat(board.watching().problems()).isEmpty();
      assertThat(board.watching().roots())
          .extracting(Status.Root::path)
          .containsExactly(root.toString(), logs.toString());
    }
  }

  @Test
  void registryThatIsALinkIsFollowed() {
    Path target = disk.file("elsewhere/shared.json", "{}");
    Disk.link(disk.directory("registry").resolve("runs_registry.json"), target);
    try (Board board = board()) {
      board.awaitEquals(() -> Set.of(registry));
      Disk.file(target, "{\"runs\":[]}");
      board.awaitEquals(() -> Set.of(registry));
      Disk.replace(target, "{\"runs\": []}");
      board.awaitEquals(() -> Set.of(registry));
      Disk.delete(target);
      board.awaitEquals(Set::of);
      Disk.file(target, "{}");
      board.awaitEquals(() -> Set.of(registry));
      Path other = disk.file("elsewhere/other.json", "{}");
      Disk.move(Disk.link(disk.path("registry/new"), other), registry);
      board.awaitEquals(() -> Set.of(registry));
    }
  }

  @Test
  void registryIsMarkedWhenItCannotBeReadAndWhenItCanBeAgain() {
    try (Board board = board()) {
      Board.await(() -> board.hinted().contains(registry), () -> "its directory does not exist");
      for (int i = 0; i < 3; i++) {
        board.hinted().clear();
        disk.directory("registry");
        Board.await(() -> board.hinted().contains(registry), () -> "its directory exists");
        board.hinted().clear();
        Disk.delete(disk.path("registry"));
        Board.await(() -> board.hinted().contains(registry), () -> "its directory was deleted");
      }
      assertThat(board.watching().problems()).isEmpty();
    }
  }

  @Test
  void missingLogDirectoryIsAProblemWithItsOwnAdvice() {
    Disk.delete(logs);
    try (Board board = board()) {
      List<Problem> problems = board.watching().problems();
      assertThat(problems).hasSize(1);
      assertThat(problems.get(0).kind()).isEqualTo(Kind.LOG_DIR_UNAVAILABLE);
      assertThat(problems.get(0).message()).contains("correct log-dirs");
      Path log = disk.file("logs/paper_metrics_1.log", "a");
      board.awaitEquals(() -> Set.of(log));
      board.awaitNoProblem();
    }
  }

  @Test
  void filesElsewhereAreLookedAtOnRequest() {
    Path elsewhere = disk.file("elsewhere/run/" + Disk.RESULTS, "{}");
    Path never = disk.path("elsewhere/never/" + Disk.RESULTS);
    try (Board board = board()) {
      board.watching().alsoWatch(Set.of(elsewhere, never));
      board.awaitEquals(() -> Set.of(elsewhere));
      Disk.file(elsewhere, "[1]");
      board.awaitEquals(() -> Set.of(elsewhere));
      Disk.file(registry, "{}");
      board.awaitEquals(() -> Set.of(elsewhere, registry));
      Disk.delete(elsewhere);
      board.awaitEquals(() -> Set.of(registry));
      assertThat(board.watching().isAbsenceReal(elsewhere)).isTrue();
    }
  }

  @Test
  void aProblemKeepsTheTimeWhenItWasFirstSeen() throws Exception {
    Disk.delete(root);
    try (Board board = board()) {
      Instant since = board.watching().problems().get(0).since();
      Disk.delete(logs);
      board.awaitProblem(Kind.LOG_DIR_UNAVAILABLE, "does not exist");
      board.watching().requestSweep().get(20, TimeUnit.SECONDS);
      assertThat(board.watching().problems())
          .filteredOn(p -> p.kind() == Kind.ROOT_UNAVAILABLE)
          .extracting(Problem::since)
          .containsExactly(since);
    }
  }

  @Test
  void rootsInOneAnotherAndLinksBetweenThem() {
    Path second = disk.directory("second");
    disk.file("second/run/" + Disk.RESULTS, "{}");
    disk.file("root/inner/run/" + Disk.RESULTS, "{}");
    Disk.link(disk.path("root/best"), disk.path("second/run"));
    try (Board board =
        new Board(
            Board.places(root, second, disk.path("root/inner"), root),
            List.of(FilePatterns.RESULTS),
            Board.EVENTS,
            path -> true)) {
      Set<Path> both =
          Set.of(
              disk.path("second/run/" + Disk.RESULTS), disk.path("root/inner/run/" + Disk.RESULTS));
      board.awaitEquals(() -> both);
      assertThat(board.watching().roots()).hasSize(3);
      assertThat(board.hinted()).doesNotContain(disk.path("root/best/" + Disk.RESULTS));
    }
  }

  @Test
  void closesInTimeAndLeavesNoThread() {
    disk.file("root/a/" + Disk.RESULTS, "{}");
    Board board = board();
    board.awaitEqualsDisk(root);
    long before = System.nanoTime();
    board.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    assertThat(board.watching().requestSweep()).isCompleted();
    Board.await(
        () -> threadsOf(root).isEmpty() && threadsOf(logs).isEmpty(),
        () -> threadsOf(root) + " " + threadsOf(logs));
  }

  private static List<String> threadsOf(Path directory) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.endsWith(directory.toString()))
        .toList();
  }

  @Test
  void oneThatHangsHoldsUpNobodyElse() throws Exception {
    Path hung = disk.directory("hung");
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    CountDownLatch release = new CountDownLatch(1);
    AtomicLong ahead = new AtomicLong();
    DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
    WatchManager watch =
        new WatchManager(
            Board.places(hung, root),
            new FilePatterns(List.of(FilePatterns.RESULTS), List.of()),
            Board.EVENTS,
            dirty,
            new ClockThatHangsFor("watch " + hung, release),
            () -> System.nanoTime() + ahead.get());
    CompletableFuture<Void> started =
        CompletableFuture.runAsync(
            () -> {
              try {
                watch.start();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    try {
      Board.await(() -> dirty.take().contains(file), () -> "the other root waits");
      assertThat(started).isNotDone();
      ahead.set(Duration.ofSeconds(31).toNanos());
      started.get(10, TimeUnit.SECONDS);
      assertThat(watch.problems())
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.path()).isEqualTo(hung.toString());
                assertThat(p.message()).contains("has not answered for half a minute");
              });
      assertThat(watch.unavailable()).containsExactly(hung);
      assertThat(watch.isAbsenceReal(hung.resolve("x"))).isFalse();
      Disk.file(file, "[1]");
      Board.await(() -> dirty.take().contains(file), () -> "the other root is deaf");
      long before = System.nanoTime();
      watch.close();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    } finally {
      release.countDown();
    }
  }

  /** Stands for a file system that does not answer. */
  private static final class ClockThatHangsFor extends Clock {
    private final String thread;
    private final CountDownLatch release;

    private ClockThatHangsFor(String thread, CountDownLatch release) {
      this.thread = thread;
      this.release = release;
    }

    @Override
    public Instant instant() {
      if (Thread.currentThread().getName().equals(thread)) {
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
