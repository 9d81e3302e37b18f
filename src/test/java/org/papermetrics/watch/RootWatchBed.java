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
import org.papermetrics.layout.Links;
import org.papermetrics.layout.Wanted;
import org.papermetrics.scan.Scope;
import org.papermetrics.testing.Disk;

/** One watched root on a disk of its own, at times that the test decides. */
abstract class RootWatchBed {
  static final Duration POLL = Duration.ofSeconds(2);
  static final Duration SWEEP = Duration.ofSeconds(60);

  final Disk disk = new Disk();
  final Path root = disk.directory("root");
  final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  final Hints hints = new Hints(Settling.DEFAULT, nanos::get);
  final AtomicInteger published = new AtomicInteger();
  final AtomicInteger woken = new AtomicInteger();

  /** How far the clock is ahead of the file system's, so that nothing is young. */
  Duration ahead = Duration.ZERO;

  final AtomicBoolean faulty = new AtomicBoolean();

  @AfterEach
  void clean() {
    disk.close();
  }

  RootWatch watch(Mode mode) {
    return watch(mode, Generation::start);
  }

  RootWatch watch(Mode mode, Watcher.Starter starter) {
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

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  Set<Path> settled() {
    pass(Duration.ofMillis(10));
    return hints.take();
  }

  int started;

  /** A watcher that registers all directories and tells nothing. */
  Generation deaf(Scope scope, Links links, Signals signals, Runnable progress) throws IOException {
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
}
