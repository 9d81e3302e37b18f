package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.files.Stamps;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.testing.Disk;

/**
 * The smallest consumer there can be: it knows the stamps of wanted files, from nothing but hints
 * and what it then sees on the disk itself.
 */
final class Board implements AutoCloseable {
  static final WatchSettings EVENTS =
      new WatchSettings(
          WatchSettings.Mode.EVENTS, Duration.ofHours(1), Duration.ofMillis(200), true);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
  private final Map<Path, FileStamp> known = new ConcurrentHashMap<>();
  private final Set<Path> hinted = ConcurrentHashMap.newKeySet();
  private final WatchManager watch;
  private final Predicate<Path> wanted;
  private final Predicate<Path> heeds;
  private final Thread thread = new Thread(this::run, "board");
  private volatile boolean closed;

  /** A board of one root with the usual files. */
  static Board of(Path root, WatchSettings settings) {
    return new Board(places(root), List.of(FilePatterns.RESULTS), settings, path -> true);
  }

  static ScanTargets places(Path... roots) {
    return new ScanTargets(List.of(roots), List.of(), List.of());
  }

  /**
   * A board that is being watched when this returns.
   *
   * @param heeds the hints that are not thrown away
   */
  Board(ScanTargets places, List<String> results, WatchSettings settings, Predicate<Path> heeds) {
    FilePatterns names = new FilePatterns(results, List.of());
    this.wanted =
        path ->
            FilePatterns.isLog(path)
                || places.files().contains(path)
                || places.roots().stream().anyMatch(root -> names.isWanted(root, path));
    this.heeds = heeds;
    this.watch =
        new WatchManager(places, names, settings, dirty, Clock.systemUTC(), System::nanoTime);
    try {
      watch.start();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  WatchManager watching() {
    return watch;
  }

  Set<Path> files() {
    return known.keySet();
  }

  /** Every path that was ever hinted. */
  Set<Path> hinted() {
    return hinted;
  }

  private void run() {
    try {
      while (!closed) {
        boolean unused = dirty.awaitReady(Duration.ofMillis(100));
        Set<Path> taken = dirty.take();
        hinted.addAll(taken);
        taken.removeIf(path -> !heeds.test(path));
        taken.stream().filter(wanted).forEach(this::stamp);
        if (taken.stream().anyMatch(path -> !wanted.test(path))) {
          known.keySet().stream().filter(file -> isBelow(file, taken)).forEach(this::stamp);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isBelow(Path file, Set<Path> hinted) {
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (hinted.contains(above)) {
        return true;
      }
    }
    return false;
  }

  private void stamp(Path file) {
    try {
      Optional<FileStamp> stamp = Stamps.of(file);
      if (stamp.isPresent()) {
        known.put(file, stamp.get());
      } else if (watch.isAbsenceReal(file)) {
        known.remove(file);
      }
    } catch (IOException e) {
      // What was known stays.
    }
  }

  /** Waits until the board has exactly these files with the stamps they have now. */
  void awaitEquals(Supplier<Set<Path>> truth) {
    await(() -> known.equals(stamps(truth.get())), () -> difference(stamps(truth.get())));
  }

  /** Waits until the board equals the disk below a root without links. */
  void awaitEqualsDisk(Path root) {
    awaitEquals(() -> Disk.wantedFilesBelow(root));
  }

  void awaitProblem(Problem.Kind kind, String message) {
    await(
        () ->
            watch.problems().stream()
                .anyMatch(p -> p.kind() == kind && p.message().contains(message)),
        () -> kind + " " + message + " not in " + watch.problems());
  }

  void awaitNoProblem() {
    await(() -> watch.problems().isEmpty(), () -> watch.problems().toString());
  }

  static void await(Supplier<Boolean> condition, Supplier<String> otherwise) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; !condition.get(); i++) {
      assertThat(System.nanoTime() - end).as(otherwise).isNegative();
      try {
        Thread.sleep(Math.min(2 + i, 100));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private String difference(Map<Path, FileStamp> truth) {
    Set<Path> missing = new HashSet<>(truth.keySet());
    missing.removeAll(known.keySet());
    Set<Path> stale = new HashSet<>(known.keySet());
    stale.removeAll(truth.keySet());
    Set<Path> old = new HashSet<>(truth.keySet());
    old.removeIf(
        file -> !known.containsKey(file) || Objects.equals(truth.get(file), known.get(file)));
    return "missing " + few(missing) + ", stale " + few(stale) + ", old " + few(old);
  }

  private static String few(Set<Path> paths) {
    return paths.size() + " " + paths.stream().sorted().limit(5).toList();
  }

  private static Map<Path, FileStamp> stamps(Set<Path> files) {
    Map<Path, FileStamp> stamps = new TreeMap<>();
    for (Path file : files) {
      try {
        Stamps.of(file).ifPresent(stamp -> stamps.put(file, stamp));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return stamps;
  }

  @Override
  public void close() {
    closed = true;
    watch.close();
  }
}
