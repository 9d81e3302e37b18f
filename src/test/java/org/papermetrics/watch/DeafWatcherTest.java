package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.scan.Scope;
import org.papermetrics.testing.Disk;

/** Watchers that report nothing: every change is found within one sweep interval. */
class DeafWatcherTest extends RootWatchBed {
  private final Path file = disk.file("root/a/" + Disk.RESULTS, "{}");

  private RootWatcher deaf() {
    RootWatcher watch = watch(Mode.EVENTS, this::deaf);
    watch.runOnce();
    settled();
    return watch;
  }

  /** What is marked within one sweep interval. */
  private Set<Path> markedWithinASweep(RootWatcher watch) {
    Set<Path> marked = new HashSet<>();
    for (Duration time = Duration.ZERO; time.compareTo(SWEEP) < 0; time = time.plus(POLL)) {
      pass(POLL);
      watch.runOnce();
      marked.addAll(settled());
    }
    return marked;
  }

  @Test
  void everyChangeIsFoundWithinASweep() {
    RootWatcher watch = deaf();
    for (int i = 0; i < 70; i++) {
      Disk.file(file, "[" + i + "]");
      Path added = disk.file("root/b/new" + i + "/" + Disk.RESULTS, "{}");
      Path deleted = disk.file("root/b/new" + i + "/" + "training_config.json", "{}");
      assertThat(markedWithinASweep(watch)).contains(file, added, deleted);
      Disk.delete(deleted);
      assertThat(markedWithinASweep(watch)).contains(deleted).doesNotContain(added);
    }
    assertThat(started).isEqualTo(1);
    watch.close();
  }

  @Test
  void changesWithoutEventsOfTheirDirectoryAreFoundToo() throws Exception {
    Path target = disk.file("elsewhere.json", "{}");
    Path link = Disk.link(disk.directory("root/b").resolve(Disk.RESULTS), target);
    Path hard = disk.directory("root/c").resolve(Disk.RESULTS);
    Files.createLink(hard, disk.file("hard.json", "{}"));
    RootWatcher watch = watch(Mode.EVENTS);
    watch.runOnce();
    settled();
    for (int i = 0; i < 4; i++) {
      Disk.file(disk.path("hard.json"), "[" + i + "]");
      Disk.file(target, "[" + i + "]");
      assertThat(markedWithinASweep(watch)).contains(link, hard);
    }
    watch.close();
  }

  /** The registry, or what people note, where others may have put a link. */
  @Test
  void ofASingleFileOnlyTheTargetOfALinkIsPolled() {
    Path registry = disk.file("root/runs_registry.json", "{}");
    RootWatcher watch = watch(new Scope.SingleFile(root, registry), Mode.EVENTS, this::deaf);
    watch.runOnce();
    settled();
    Disk.file(registry, "[0]");
    pass(POLL.multipliedBy(6));
    watch.runOnce();
    assertThat(settled()).isEmpty();
    assertThat(markedWithinASweep(watch)).contains(registry);
    Path target = disk.file("elsewhere.json", "{}");
    Disk.delete(registry);
    Disk.link(registry, target);
    pass(POLL.multipliedBy(6));
    watch.runOnce();
    assertThat(settled()).contains(registry);
    for (int i = 0; i < 3; i++) {
      Disk.file(target, "[" + "1,".repeat(i) + "1]");
      pass(POLL);
      watch.runOnce();
      assertThat(settled()).contains(registry);
    }
    watch.close();
  }
}
