package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Disk;
import org.papermetrics.testing.SpecialFile;

class SingleFileWatcherTest {
  private final Disk disk = new Disk();
  private final AtomicLong now = new AtomicLong();
  private final DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, now::get);
  private final SingleFileWatcher watcher =
      new SingleFileWatcher(dirty, Duration.ofSeconds(2), now::get);

  @AfterEach
  void clean() {
    disk.close();
  }

  private Set<Path> poll() {
    assertThat(watcher.poll()).isEqualTo(Duration.ofSeconds(2).toNanos());
    now.addAndGet(Duration.ofSeconds(11).toNanos());
    return dirty.take();
  }

  @Test
  void marksWhatIsNoFileWhenItComesAndGoes() throws Exception {
    Path a = disk.path("a");
    watcher.set(Set.of(a));
    poll();
    poll();
    for (SpecialFile kind : SpecialFile.values()) {
      kind.make(a);
      assertThat(poll()).as(kind.toString()).containsExactly(a);
      assertThat(poll()).as(kind.toString()).isEmpty();
      Disk.delete(a);
      assertThat(poll()).as(kind.toString()).containsExactly(a);
      poll();
    }
  }

  @Test
  void marksWhatIsNewDifferentOrGone() {
    Path a = disk.file("a", "1");
    Path b = disk.path("gone/b");
    assertThat(watcher.poll()).as("there is nothing to poll").isEqualTo(Long.MAX_VALUE);
    watcher.set(Set.of(a, b));
    assertThat(poll()).as("first look").containsExactlyInAnyOrder(a, b);
    assertThat(poll()).as("still not there, once more").containsExactly(b);
    assertThat(poll()).isEmpty();
    Disk.file(a, "2");
    Disk.file(b, "1");
    assertThat(poll()).containsExactlyInAnyOrder(a, b);
    Disk.delete(a);
    assertThat(poll()).containsExactly(a);
    watcher.set(Set.of(b));
    Disk.file(a, "3");
    assertThat(poll()).isEmpty();
    watcher.set(Set.of(a, b));
    assertThat(poll()).containsExactly(a);
  }
}
