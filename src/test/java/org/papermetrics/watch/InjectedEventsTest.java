package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.files.Stamps;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.model.FileStamp;
import org.papermetrics.scan.Scope;
import org.papermetrics.testing.Disk;

/**
 * Thousands of random scripts, each with events that are told as they are, dropped, doubled or in
 * another order, and with looks in between: at the end of each, one look is enough for a reader of
 * the hints to know what is on the disk. Others with {@code -Dwatch.seed=N}, more with {@code
 * -Dwatch.scripts=N}.
 */
@Tag("integration")
class InjectedEventsTest {
  private static final int SCRIPTS = Integer.getInteger("watch.scripts", 2_000);
  private static final long SEED = Long.getLong("watch.seed", 20_251_123);
  private static final Duration POLL = Duration.ofSeconds(2);

  private final Disk disk = new Disk();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void clean() {
    disk.close();
  }

  @Test
  void theLastLookMakesItRight() throws Exception {
    Random random = new Random(SEED);
    for (int script = 0; script < SCRIPTS; script++) {
      long seed = random.nextLong();
      Path root = disk.directory("s" + script + "/root");
      Path outside = disk.directory("s" + script + "/outside");
      new Script(root, outside, seed).run();
      Disk.delete(Disk.parent(root));
    }
  }

  /** One script with its watcher and its reader. */
  private final class Script {
    private final Path root;
    private final long seed;
    private final Random random;
    private final RandomScript operations;
    private final DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, nanos::get);
    private final Map<Path, FileStamp> known = new HashMap<>();
    private final RootWatcher watch;

    Script(Path root, Path outside, long seed) {
      this.root = root;
      this.seed = seed;
      this.random = new Random(seed);
      this.operations = new RandomScript(root, outside, seed);
      WatchSettings settings =
          new WatchSettings(Mode.POLL, Duration.ofSeconds(60), POLL, random.nextBoolean());
      WatchContext context =
          new WatchContext(settings, new SymlinkPolicy(), dirty, Clock.systemUTC(), nanos::get);
      Scope scope =
          new Scope.Checkpoints(
              root, new FilePatterns(List.of(FilePatterns.RESULTS), List.of()), true);
      this.watch = new RootWatcher(scope, context, () -> {}, () -> {});
    }

    void run() throws IOException {
      turn(Duration.ZERO);
      for (int round = 0; round < 3; round++) {
        Set<Path> before = paths();
        operations.runWithoutRest(8);
        tell(before, paths());
        turn(random.nextBoolean() ? Duration.ofMillis(10) : POLL);
        read();
      }
      var asked = watch.requestSweep();
      turn(Duration.ZERO);
      assertThat(asked).isCompleted();
      read();
      assertThat(known).as("script with seed %d", seed).isEqualTo(truth());
      watch.close();
    }

    private void turn(Duration time) {
      nanos.addAndGet(time.toNanos());
      long unused = watch.runOnce();
    }

    private Set<Path> paths() {
      return Disk.filesBelow(root, path -> true);
    }

    /** Tells of files by what they were before and are now, in all the ways it can go wrong. */
    private void tell(Set<Path> before, Set<Path> after) {
      List<Path> events = new ArrayList<>();
      Set<Path> all = new HashSet<>(before);
      all.addAll(after);
      for (Path file : all) {
        for (int times = random.nextInt(3); times > 0; times--) {
          events.add(file);
        }
        if (random.nextInt(4) == 0) {
          events.add(Disk.parent(file));
        }
      }
      Collections.sort(events);
      Collections.shuffle(events, random);
      for (Path path : events) {
        if (isWanted(path)) {
          watch.listener().fileChanged(path);
        } else {
          watch.listener().nameChanged(path, random.nextBoolean());
        }
      }
      if (random.nextInt(20) == 0) {
        watch.listener().lost();
      }
    }

    private void read() throws IOException {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      for (Path path : dirty.take()) {
        if (isWanted(path)) {
          stamp(path);
        } else {
          for (Path file : List.copyOf(known.keySet())) {
            if (file.startsWith(path)) {
              stamp(file);
            }
          }
        }
      }
    }

    private void stamp(Path file) throws IOException {
      Optional<FileStamp> stamp = Stamps.of(file);
      if (stamp.isPresent()) {
        known.put(file, stamp.get());
      } else if (watch.status().isAbsenceReal(file)) {
        known.remove(file);
      }
    }

    private Map<Path, FileStamp> truth() throws IOException {
      Map<Path, FileStamp> truth = new HashMap<>();
      for (Path file : Disk.wantedFilesBelow(root)) {
        Stamps.of(file).ifPresent(stamp -> truth.put(file, stamp));
      }
      return truth;
    }
  }

  private static boolean isWanted(Path path) {
    return path.endsWith(Disk.RESULTS) || FilePatterns.isConfig(path);
  }
}
