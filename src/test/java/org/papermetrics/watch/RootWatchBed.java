package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.scan.Scope;
import org.papermetrics.testing.Disk;

/** One watched root on a disk of its own, at times that the test decides. */
abstract class RootWatchBed {
  static final Duration POLL = Duration.ofSeconds(2);
  static final Duration SWEEP = Duration.ofSeconds(60);

  final Disk disk = new Disk();
  final Path root = disk.directory("root");
  final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  final DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, nanos::get);
  final AtomicInteger published = new AtomicInteger();
  final AtomicInteger woken = new AtomicInteger();

  /** How far the clock is ahead of the file system's, so that nothing is young. */
  Duration ahead = Duration.ZERO;

  final AtomicBoolean faulty = new AtomicBoolean();

  @AfterEach
  void clean() {
    disk.close();
  }

  RootWatcher watch(Mode mode) {
    return watch(mode, EventSession::start);
  }

  RootWatcher watch(Mode mode, Watcher.Starter starter) {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    return watch(new Scope.Checkpoints(root, patterns, true), mode, starter);
  }

  RootWatcher watch(Scope scope, Mode mode, Watcher.Starter starter) {
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
            new WatchSettings(mode, SWEEP, POLL, true),
            new SymlinkPolicy(),
            dirty,
            clock,
            nanos::get);
    return new RootWatcher(
        scope, context, starter, published::incrementAndGet, woken::incrementAndGet);
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  Set<Path> settled() {
    pass(Duration.ofMillis(10));
    return dirty.take();
  }

  int started;

  /** A watcher that registers all directories and tells nothing. */
  EventSession deaf(
      Scope scope,
      SymlinkPolicy symlinks,
      Registration.Known known,
      WatchListener listener,
      Runnable progress)
      throws IOException {
    started++;
    WatchListener nobody =
        new WatchListener() {
          @Override
          public void fileChanged(Path file) {}

          @Override
          public void nameChanged(Path path, boolean isDirectory) {}

          @Override
          public void lost() {}
        };
    return EventSession.start(scope, symlinks, known, nobody, progress);
  }
}
