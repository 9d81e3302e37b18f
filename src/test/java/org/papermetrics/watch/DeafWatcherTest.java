package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.model.Problem;
import org.papermetrics.testing.Disk;

/** Watchers that tell nothing, or seem to. */
class DeafWatcherTest extends RootWatchBed {
  private void changeUntoldAndFound(RootWatcher watch, Path file) {
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
    RootWatcher watch = watch(Mode.EVENTS, this::deaf);
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
    assertThat(WatchProblems.of(state, POLL, Instant.EPOCH))
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
    RootWatcher watch = watch(Mode.EVENTS, this::deaf);
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
    RootWatcher watch = watch(Mode.EVENTS);
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
}
