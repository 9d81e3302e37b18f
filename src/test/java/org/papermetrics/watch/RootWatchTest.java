package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Problem;
import org.papermetrics.watch.WatchSettings.Mode;

/** One turn after the other, at times that the test decides. */
class RootWatchTest {
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration SWEEP = Duration.ofSeconds(60);

  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final Hints hints = new Hints(Settling.DEFAULT, nanos::get);
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicInteger woken = new AtomicInteger();

  /** How far the clock is ahead of the file system's, so that nothing is young. */
  private Duration ahead = Duration.ZERO;

  private final AtomicBoolean faulty = new AtomicBoolean();

  @AfterEach
  void clean() {
    disk.close();
  }

  private RootWatch watch(Mode mode) {
    return watch(mode, Generation::start);
  }

  private RootWatch watch(Mode mode, Watcher.Starter starter) {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            if (faulty.get()) {
              throw new IllegalStateException("no time");
            }
            return Instant.now().plus(ahead);
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    WatchContext context =
        new WatchContext(
            new WatchSettings(mode, SWEEP, POLL, true), new Links(), hints, clock, nanos::get);
    Wanted wanted = new Wanted(List.of(Wanted.RESULTS), List.of());
    return new RootWatch(
        new Scope.Checkpoints(root, wanted, true),
        context,
        starter,
        published::incrementAndGet,
        woken::incrementAndGet);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Set<Path> settled() {
    pass(Duration.ofMillis(10));
    return hints.take();
  }

  @Test
  void firstTurnMarksEverythingThenPollsAndSweepsInTime() {
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatch watch = watch(Mode.POLL);
    assertThat(watch.status().isAbsenceReal(file)).as("nothing is known yet").isFalse();
    assertThat(watch.turn()).isEqualTo(POLL.toNanos());
    assertThat(settled()).containsExactly(file);
    assertThat(watch.status().isAbsenceReal(file)).isTrue();
    Disk.file(file, "[]");
    pass(POLL.minusMillis(100));
    assertThat(watch.turn()).isPositive();
    assertThat(settled()).as("too early").isEmpty();
    pass(Duration.ofMillis(100));
    assertThat(watch.turn()).isEqualTo(POLL.toNanos());
    assertThat(settled()).containsExactly(file);
    watch.close();
  }

  @Test
  void whereEventsComeEverythingIsLookedAtInTurns() {
    disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatch watch = watch(Mode.EVENTS, this::deaf);
    watch.turn();
    settled();
    Instant before = watch.status().state().lastSweep().orElseThrow();
    for (int i = 0; i < 20; i++) {
      Path added = disk.file("root/d" + i + "/" + Disk.RESULTS, "{}");
      Set<Path> found = new HashSet<>();
      for (Duration time = Duration.ZERO; time.compareTo(SWEEP) <= 0; time = time.plus(POLL)) {
        pass(POLL);
        watch.turn();
        found.addAll(settled());
      }
      assertThat(found).contains(added);
    }
    assertThat(watch.status().state().lastSweep().orElseThrow()).isAfter(before);
    watch.close();
  }

  @Test
  void whatIsPolledIsFoundTheSoonerTheLaterItChanged() throws Exception {
    ahead = Duration.ofMinutes(1);
    Path old = disk.file("root/old/" + Disk.RESULTS, "{}");
    Path empty = disk.directory("root/empty");
    Disk.awaitTick(disk.path("root/old"));
    for (int i = 0; i < 600; i++) {
      disk.file("root/d" + i + "/" + Disk.RESULTS, "{}");
    }
    RootWatch watch = watch(Mode.POLL);
    watch.turn();
    settled();
    pass(POLL);
    watch.turn();
    Set<Path> lately = new HashSet<>();
    for (int i = 300; i < 310; i++) {
      lately.add(disk.file("root/d" + i + "/" + Disk.RESULTS, "[]"));
    }
    Disk.awaitTick(empty);
    Path added = Disk.file(empty.resolve(Disk.RESULTS), "{}");
    pass(POLL);
    watch.turn();
    assertThat(settled()).containsAll(lately).contains(added);
    Disk.file(old, "[]");
    Set<Path> found = new HashSet<>();
    for (Duration time = POLL; time.toSeconds() <= 30; time = time.plus(POLL)) {
      pass(POLL);
      watch.turn();
      found.addAll(settled());
    }
    assertThat(found).contains(old);
    watch.close();
  }

  private int started;

  /** A watcher that registers all directories and tells nothing. */
  private Generation deaf(Scope scope, Links links, Signals signals, Runnable progress)
      throws IOException {
    started++;
    Signals nobody =
        new Signals() {
          @Override
          public void fileChanged(Path file) {}

          @Override
          public void nameChanged(Path path, boolean isDirectory) {}

          @Override
          public void lost() {}
        };
    return Generation.start(scope, links, nobody, progress);
  }

  private void changeUntoldAndFound(RootWatch watch, Path file) {
    Disk.file(file, "[" + nanos.get() + "]");
    Set<Path> found = new HashSet<>();
    for (int i = 0; i < 160; i++) {
      pass(POLL);
      watch.turn();
      found.addAll(settled());
    }
    assertThat(found).contains(file);
  }

  @Test
  void aWatcherThatTellsNothingIsReplacedOnceAndThenGivenUp() {
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatch watch = watch(Mode.EVENTS, this::deaf);
    watch.turn();
    settled();
    changeUntoldAndFound(watch, file);
    assertThat(started).as("once is no pattern").isEqualTo(1);
    changeUntoldAndFound(watch, file);
    assertThat(started).as("replaced").isEqualTo(2);
    assertThat(watch.status().state().deaf()).isFalse();
    changeUntoldAndFound(watch, file);
    changeUntoldAndFound(watch, file);
    RootState state = watch.status().state();
    assertThat(started).as("given up").isEqualTo(2);
    assertThat(state.deaf()).isTrue();
    assertThat(state.polled()).isTrue();
    assertThat(Findings.of(state, POLL, Instant.EPOCH))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.WATCH_DEGRADED);
              assertThat(problem.message())
                  .contains("without any file event")
                  .contains("looked at only every 2 s")
                  .contains("set watch.mode to poll");
            });
    Disk.file(file, "[]");
    pass(POLL);
    watch.turn();
    assertThat(settled()).contains(file);
    pass(Duration.ofHours(1));
    watch.turn();
    assertThat(started).as("tried again").isEqualTo(3);
    assertThat(watch.status().state().deaf()).isFalse();
    changeUntoldAndFound(watch, file);
    changeUntoldAndFound(watch, file);
    assertThat(watch.status().state().deaf()).as("no better").isTrue();
    assertThat(started).isEqualTo(3);
    watch.close();
  }

  @Test
  void aWatcherIsNotBlamedForWhatItCannotSee() throws Exception {
    Path target = disk.file("elsewhere.json", "{}");
    Disk.link(disk.path("root/a"), disk.directory("dir"));
    Path link = Disk.link(disk.directory("root/b").resolve(Disk.RESULTS), target);
    Path hard = disk.directory("root/c").resolve(Disk.RESULTS);
    Files.createLink(hard, disk.file("hard.json", "{}"));
    RootWatch watch = watch(Mode.EVENTS, this::deaf);
    watch.turn();
    settled();
    for (int i = 0; i < 4; i++) {
      Disk.file(disk.path("hard.json"), "[" + i + "]");
      Disk.file(target, "[" + i + "]");
      changeUntoldAndFound(watch, link);
    }
    assertThat(started).isEqualTo(1);
    watch.close();
  }

  @Test
  void aWatcherThatTellsIsBelieved() {
    RootWatch watch = watch(Mode.EVENTS);
    watch.turn();
    for (int i = 0; i < 30; i++) {
      Path file = disk.file("root/a" + i % 3 + "/" + Disk.RESULTS, "[" + i + "]");
      Set<Path> told = new HashSet<>();
      Board.await(
          () -> {
            told.addAll(settled());
            return told.contains(file);
          },
          () -> "not told");
      for (int turn = 0; turn < 40; turn++) {
        pass(POLL);
        watch.turn();
      }
    }
    assertThat(watch.status().state().deaf()).isFalse();
    watch.close();
  }

  @Test
  void aLossIsRepairedAtOnceButNotInAStorm() {
    disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatch watch = watch(Mode.EVENTS);
    watch.turn();
    settled();
    for (int gap : new int[] {0, 200, 400, 800}) {
      for (int i = 0; i < 10_101; i++) {
        watch.signals().lost();
      }
      long wait = watch.turn();
      if (gap > 0) {
        assertThat(wait).isBetween(1L, Duration.ofMillis(gap).toNanos());
        pass(Duration.ofMillis(gap));
        watch.turn();
      }
      Path late = disk.file("root/late" + gap + "/" + Disk.RESULTS, "{}");
      Board.await(() -> settled().contains(late), () -> "the new watcher is deaf");
    }
    assertThat(woken.get()).as("one for each loss, and a few for names").isLessThan(100);
    watch.close();
  }

  @Test
  void namesAreLookedAtSoonAfterAndTogether() {
    RootWatch watch = watch(Mode.POLL);
    watch.turn();
    Path file = disk.file("root/a/b/" + Disk.RESULTS, "{}");
    watch.signals().nameChanged(disk.path("root/a"), true);
    assertThat(watch.turn()).isEqualTo(Duration.ofMillis(10).toNanos());
    pass(Duration.ofMillis(10));
    watch.turn();
    assertThat(settled()).containsExactlyInAnyOrder(disk.path("root/a"), file);
    Disk.move(disk.path("root/a"), disk.path("away"));
    watch.signals().nameChanged(disk.path("root/a"), false);
    watch.signals().nameChanged(disk.path("root/tmpfile"), false);
    watch.turn();
    pass(Duration.ofMillis(10));
    watch.turn();
    assertThat(settled()).containsExactlyInAnyOrder(disk.path("root/a"), file);
    watch.close();
  }

  @Test
  void aFileThatOnlyAnEventKnewIsSaidToBeGoneByTheNextSweep() {
    RootWatch watch = watch(Mode.POLL);
    watch.turn();
    Path brief = disk.path("root/brief/" + Disk.RESULTS);
    watch.signals().fileChanged(brief);
    assertThat(settled()).containsExactly(brief);
    pass(POLL);
    watch.turn();
    assertThat(settled()).containsExactly(brief);
    watch.close();
  }

  @Test
  void whatDoesNotFitIsFoundByASweep() {
    Hints small = new Hints(Settling.DEFAULT, nanos::get, 2);
    Inbox inbox = new Inbox(small, woken::incrementAndGet);
    for (int i = 0; i < 3; i++) {
      assertThat(inbox.takeOverrun()).isFalse();
      inbox.fileChanged(disk.path("root/" + i));
    }
    assertThat(inbox.takeOverrun()).isTrue();
    assertThat(woken.get()).isEqualTo(1);
    assertThat(inbox.takeHeard()).hasSize(3);
    for (int i = 0; i < 5_000; i++) {
      inbox.nameChanged(disk.path("root/n" + i), false);
    }
    assertThat(inbox.takeOverrun()).isTrue();
    assertThat(inbox.takeNames()).hasSize(4_096);
  }

  @Test
  void requestsAreAnsweredWhateverHappens() {
    RootWatch watch = watch(Mode.POLL);
    CompletableFuture<Void> first = watch.requestSweep();
    watch.turn();
    assertThat(first).isCompleted();
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    CompletableFuture<Void> second = watch.requestSweep();
    watch.turn();
    assertThat(second).isCompleted();
    assertThat(settled()).contains(file);
    Disk.delete(root);
    CompletableFuture<Void> third = watch.requestSweep();
    assertThat(watch.turn()).isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(third).isCompleted();
    CompletableFuture<Void> last = watch.requestSweep();
    watch.close();
    assertThat(last).isCompleted();
  }

  @Test
  void aMissingRootIsLookedForEachSecond() {
    Disk.delete(root);
    RootWatch watch = watch(Mode.EVENTS);
    for (int i = 0; i < 5; i++) {
      assertThat(watch.turn()).isEqualTo(Duration.ofSeconds(1).toNanos());
      pass(Duration.ofSeconds(1));
    }
    assertThat(watch.status().state().unavailable()).contains("it does not exist");
    assertThat(published.get()).isEqualTo(1);
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    watch.turn();
    assertThat(watch.status().state().unavailable()).isEmpty();
    assertThat(settled()).contains(file);
    watch.close();
  }

  @Test
  void aFaultIsShownAndTheWatchingGoesOn() {
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatch watch = watch(Mode.POLL);
    watch.turn();
    faulty.set(true);
    Disk.file(file, "[]");
    pass(POLL);
    watch.turn();
    assertThat(watch.status().state().unavailable().orElseThrow())
        .contains("a fault in this program")
        .contains("no time");
    faulty.set(false);
    pass(Duration.ofSeconds(1));
    watch.turn();
    assertThat(watch.status().state().unavailable()).isEmpty();
    assertThat(settled()).containsExactly(file);
    watch.close();
  }

  @Test
  void replacedWatchersLeaveNothingBehind() throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/proc/self/fd")), "open files cannot be counted here");
    for (int i = 0; i < 50; i++) {
      disk.directory("root/d" + i);
    }
    RootWatch watch = watch(Mode.EVENTS);
    watch.turn();
    long before = inotifyDescriptors();
    assertThat(inotifyWatches()).isEqualTo(51);
    for (int i = 0; i < 200; i++) {
      watch.signals().lost();
      pass(Duration.ofSeconds(30));
      watch.turn();
    }
    Board.await(
        () -> inotifyDescriptors() == before && inotifyWatches() == 51 && watchThreads() <= 2,
        () ->
            "%d descriptors, %d watches, %d threads"
                .formatted(inotifyDescriptors(), inotifyWatches(), watchThreads()));
    watch.close();
    Board.await(() -> watchThreads() == 0, () -> watchThreads() + " threads after the end");
  }

  @Test
  void aWatcherWhoseThreadEndsIsReplaced() {
    RootWatch watch = watch(Mode.EVENTS);
    watch.turn();
    for (int i = 0; i < 3; i++) {
      int woken = this.woken.get();
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("watch-events " + root))
          .forEach(Thread::interrupt);
      Board.await(() -> this.woken.get() > woken, () -> "the end was not noticed");
      pass(Duration.ofSeconds(30));
      watch.turn();
      Path late = disk.file("root/late" + i + "/" + Disk.RESULTS, "{}");
      Board.await(() -> settled().contains(late), () -> "the new watcher is deaf");
    }
    watch.close();
    Board.await(() -> watchThreads() == 0, () -> watchThreads() + " threads after the end");
  }

  private static long inotifyDescriptors() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(RootWatchTest::isInotify).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isInotify(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains("inotify");
    } catch (IOException e) {
      return false;
    }
  }

  private static long inotifyWatches() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fdinfo"))) {
      return descriptors.mapToLong(RootWatchTest::inotifyWatches).sum();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long inotifyWatches(Path descriptor) {
    try (Stream<String> lines = Files.lines(descriptor)) {
      return lines.filter(line -> line.startsWith("inotify wd")).count();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  private static long watchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            t -> t.getName().startsWith("watch-") || t.getName().equals("FileSystemWatchService"))
        .count();
  }
}
