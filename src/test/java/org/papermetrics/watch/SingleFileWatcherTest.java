package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Disk;

class SingleFileWatcherTest {
  private final Disk disk = new Disk();
  private final AtomicLong now = new AtomicLong();
  private final DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, now::get);
  private final SingleFileWatcher known =
      new SingleFileWatcher(dirty, Duration.ofSeconds(2), now::get);

  @AfterEach
  void clean() {
    disk.close();
  }

  private Set<Path> turn() {
    assertThat(known.turn()).isEqualTo(Duration.ofSeconds(2).toNanos());
    now.addAndGet(Duration.ofSeconds(11).toNanos());
    return dirty.take();
  }

  @Test
  void marksWhatIsNewDifferentOrGone() {
    Path a = disk.file("a", "1");
    Path b = disk.path("gone/b");
    assertThat(turn()).isEmpty();
    known.set(Set.of(a, b));
    assertThat(turn()).as("first look").containsExactlyInAnyOrder(a, b);
    assertThat(turn()).as("still not there, once more").containsExactly(b);
    assertThat(turn()).isEmpty();
    Disk.file(a, "2");
    Disk.file(b, "1");
    assertThat(turn()).containsExactlyInAnyOrder(a, b);
    Disk.delete(a);
    assertThat(turn()).containsExactly(a);
    known.set(Set.of(b));
    Disk.file(a, "3");
    assertThat(turn()).isEmpty();
    known.set(Set.of(a, b));
    assertThat(turn()).containsExactly(a);
  }
}
