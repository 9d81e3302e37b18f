package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.testing.Disk;

/** Watchers that were lost are replaced, and leave nothing behind. */
@Tag("integration")
class ReplacedWatcherTest extends RootWatchBed {
  @Test
  void aLossIsRepairedAtOnceButNotInAStorm() {
    disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatcher watch = watch(Mode.EVENTS);
    watch.runOnce();
    settled();
    for (int gap : new int[] {0, 200, 400, 800}) {
      for (int i = 0; i < 10_101; i++) {
        watch.listener().lost();
      }
      long wait = watch.runOnce();
      if (gap > 0) {
        assertThat(wait).isBetween(1L, Duration.ofMillis(gap).toNanos());
        pass(Duration.ofMillis(gap));
        watch.runOnce();
      }
      Path late = disk.file("root/late" + gap + "/" + Disk.RESULTS, "{}");
      Board.await(() -> settled().contains(late), () -> "the new watcher is deaf");
    }
    assertThat(woken.get()).as("one for each loss, and a few for names").isLessThan(100);
    watch.close();
  }

  @Test
  void replacedWatchersLeaveNothingBehind() throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/proc/self/fd")), "open files cannot be counted here");
    for (int i = 0; i < 50; i++) {
      disk.directory("root/d" + i);
    }
    RootWatcher watch = watch(Mode.EVENTS);
    watch.runOnce();
    long before = inotifyDescriptors();
    assertThat(inotifyWatches()).isEqualTo(51);
    for (int i = 0; i < 200; i++) {
      watch.listener().lost();
      pass(Duration.ofSeconds(30));
      watch.runOnce();
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
    RootWatcher watch = watch(Mode.EVENTS);
    watch.runOnce();
    for (int i = 0; i < 3; i++) {
      int woken = this.woken.get();
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("watch-events " + root))
          .forEach(Thread::interrupt);
      Board.await(() -> this.woken.get() > woken, () -> "the end was not noticed");
      pass(Duration.ofSeconds(30));
      watch.runOnce();
      Path late = disk.file("root/late" + i + "/" + Disk.RESULTS, "{}");
      Board.await(() -> settled().contains(late), () -> "the new watcher is deaf");
    }
    watch.close();
    Board.await(() -> watchThreads() == 0, () -> watchThreads() + " threads after the end");
  }

  private static long inotifyDescriptors() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(ReplacedWatcherTest::isInotify).count();
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
      return descriptors.mapToLong(ReplacedWatcherTest::inotifyWatches).sum();
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
