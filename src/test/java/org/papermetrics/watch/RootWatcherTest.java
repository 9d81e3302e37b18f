package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.testing.Disk;

/** One turn after the other, at times that the test decides. */
class RootWatcherTest extends RootWatchBed {
  @Test
  void firstTurnMarksEverythingThenPollsAndSweepsInTime() {
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatcher watch = watch(Mode.POLL);
    assertThat(watch.status().isAbsenceReal(file)).as("nothing is known yet").isFalse();
    assertThat(watch.runOnce()).isEqualTo(POLL.toNanos());
    assertThat(settled()).containsExactly(file);
    assertThat(watch.status().isAbsenceReal(file)).isTrue();
    Disk.file(file, "[]");
    pass(POLL.minusMillis(100));
    assertThat(watch.runOnce()).isPositive();
    assertThat(settled()).as("too early").isEmpty();
    pass(Duration.ofMillis(100));
    assertThat(watch.runOnce()).isEqualTo(POLL.toNanos());
    assertThat(settled()).containsExactly(file);
    watch.close();
  }

  @Test
  void whereEventsComeEverythingIsSweptInTime() {
    disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatcher watch = watch(Mode.EVENTS, this::deaf);
    watch.runOnce();
    settled();
    Instant before = watch.status().state().lastSweep().orElseThrow();
    for (int i = 0; i < 20; i++) {
      Path added = disk.file("root/d" + i + "/" + Disk.RESULTS, "{}");
      Set<Path> found = new HashSet<>();
      for (Duration time = Duration.ZERO; time.compareTo(SWEEP) <= 0; time = time.plus(POLL)) {
        pass(POLL);
        watch.runOnce();
        found.addAll(settled());
      }
      assertThat(found).contains(added);
    }
    assertThat(watch.status().state().lastSweep().orElseThrow()).isAfter(before);
    watch.close();
  }

  @Test
  void whereEventsComeNothingIsPolledUntilOneComes() {
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatcher watch = watch(Mode.EVENTS, this::deaf);
    watch.runOnce();
    pass(POLL);
    assertThat(watch.runOnce()).isEqualTo(POLL.multipliedBy(5).toNanos());
    pass(POLL);
    watch.listener().fileChanged(file);
    watch.listener().fileChanged(disk.path("root/a/other"));
    assertThat(woken.get()).as("once for all that come together").isEqualTo(1);
    assertThat(watch.runOnce()).isEqualTo(POLL.toNanos());
    pass(POLL);
    watch.runOnce();
    Disk.move(root, disk.path("away"));
    pass(POLL.multipliedBy(5));
    watch.runOnce();
    watch.runOnce();
    assertThat(watch.status().state().unavailable()).contains("it does not exist");
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
    RootWatcher watch = watch(Mode.POLL);
    watch.runOnce();
    settled();
    pass(POLL);
    watch.runOnce();
    Set<Path> lately = new HashSet<>();
    for (int i = 300; i < 310; i++) {
      lately.add(disk.file("root/d" + i + "/" + Disk.RESULTS, "[]"));
    }
    Disk.awaitTick(empty);
    Path added = Disk.file(empty.resolve(Disk.RESULTS), "{}");
    pass(POLL);
    watch.runOnce();
    assertThat(settled()).containsAll(lately).contains(added);
    Disk.file(old, "[]");
    Set<Path> found = new HashSet<>();
    for (Duration time = POLL; time.toSeconds() <= 30; time = time.plus(POLL)) {
      pass(POLL);
      watch.runOnce();
      found.addAll(settled());
    }
    assertThat(found).contains(old);
    watch.close();
  }

  @Test
  void namesAreLookedAtSoonAfterAndTogether() {
    RootWatcher watch = watch(Mode.POLL);
    watch.runOnce();
    Path file = disk.file("root/a/b/" + Disk.RESULTS, "{}");
    watch.listener().nameChanged(disk.path("root/a"), true);
    assertThat(watch.runOnce()).isEqualTo(Duration.ofMillis(10).toNanos());
    pass(Duration.ofMillis(10));
    watch.runOnce();
    assertThat(settled()).containsExactlyInAnyOrder(disk.path("root/a"), file);
    Disk.move(disk.path("root/a"), disk.path("away"));
    watch.listener().nameChanged(disk.path("root/a"), false);
    watch.listener().nameChanged(disk.path("root/tmpfile"), false);
    watch.runOnce();
    pass(Duration.ofMillis(10));
    watch.runOnce();
    assertThat(settled()).containsExactlyInAnyOrder(disk.path("root/a"), file);
    watch.close();
  }

  @Test
  void aFileThatOnlyAnEventKnewIsSaidToBeGoneByTheNextSweep() {
    RootWatcher watch = watch(Mode.POLL);
    watch.runOnce();
    Path brief = disk.path("root/brief/" + Disk.RESULTS);
    watch.listener().fileChanged(brief);
    assertThat(settled()).containsExactly(brief);
    pass(POLL);
    watch.runOnce();
    assertThat(settled()).containsExactly(brief);
    watch.close();
  }

  @Test
  void whatDoesNotFitIsFoundByASweep() {
    DirtyPaths small = new DirtyPaths(Debounce.DEFAULT, nanos::get, 2);
    RootEventQueue queue = new RootEventQueue(small, woken::incrementAndGet);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.takeOverflow()).isFalse();
      queue.fileChanged(disk.path("root/" + i));
    }
    assertThat(queue.takeOverflow()).isTrue();
    assertThat(woken.get()).as("for the first, and for what does not fit").isEqualTo(2);
    assertThat(queue.takeChangedFiles()).hasSize(3);
    for (int i = 0; i < 5_000; i++) {
      queue.nameChanged(disk.path("root/n" + i), false);
    }
    assertThat(queue.takeOverflow()).isTrue();
    assertThat(queue.takeNames()).hasSize(4_096);
  }

  @Test
  void requestsAreAnsweredWhateverHappens() {
    RootWatcher watch = watch(Mode.POLL);
    CompletableFuture<Void> first = watch.requestSweep();
    watch.runOnce();
    assertThat(first).isCompleted();
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    CompletableFuture<Void> second = watch.requestSweep();
    watch.runOnce();
    assertThat(second).isCompleted();
    assertThat(settled()).contains(file);
    Disk.delete(root);
    CompletableFuture<Void> third = watch.requestSweep();
    assertThat(watch.runOnce()).isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(third).isCompleted();
    CompletableFuture<Void> last = watch.requestSweep();
    watch.close();
    assertThat(last).isCompleted();
  }

  @Test
  void aMissingRootIsLookedForEachSecond() {
    Disk.delete(root);
    RootWatcher watch = watch(Mode.EVENTS);
    for (int i = 0; i < 5; i++) {
      assertThat(watch.runOnce()).isEqualTo(Duration.ofSeconds(1).toNanos());
      pass(Duration.ofSeconds(1));
    }
    assertThat(watch.status().state().unavailable()).contains("it does not exist");
    assertThat(published.get()).isEqualTo(1);
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    watch.runOnce();
    assertThat(watch.status().state().unavailable()).isEmpty();
    assertThat(settled()).contains(file);
    watch.close();
  }

  @Test
  void aFaultIsShownAndTheWatchingGoesOn() {
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    RootWatcher watch = watch(Mode.POLL);
    watch.runOnce();
    faulty.set(true);
    Disk.file(file, "[]");
    pass(POLL);
    watch.runOnce();
    assertThat(watch.status().state().unavailable().orElseThrow())
        .contains("an internal error")
        .contains("no time");
    faulty.set(false);
    pass(Duration.ofSeconds(1));
    watch.runOnce();
    assertThat(watch.status().state().unavailable()).isEmpty();
    assertThat(settled()).containsExactly(file);
    watch.close();
  }
}
