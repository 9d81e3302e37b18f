package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.papermetrics.config.Settings;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.RunIndex;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Problem;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Snapshot;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.watch.OneTimeScan;
import org.papermetrics.write.DataFile;

/** One pass over all runs without watching ({@code aggregate}). */
public final class OneShotAggregation {
  private static final Duration SHORTEST_AGE = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(6);
  private static final Duration SLOWEST_READ = Duration.ofMinutes(10);

  private OneShotAggregation() {}

  /**
   * What a pass came to.
   *
   * @param anyRootReadable whether at least one checkpoint root could be read; if not, there are
   *     only problems, and nothing is to be written
   * @param searched whether the checkpoint directories were searched, instead of reading only what
   *     the registry names
   */
  public record Result(Snapshot snapshot, boolean anyRootReadable, boolean searched) {}

  /**
   * Reads everything once. With a registry the checkpoint directories are not searched, unless
   * asked for.
   *
   * @param fullScan whether to search them in any case
   * @param former the data file that the result is to replace, whose runs stay where nothing can be
   *     said of them; one that is missing or is none is ignored
   * @param progress is given how far the reading is, which any thread may ask, when it begins
   */
  public static Result run(
      Settings settings,
      boolean fullScan,
      Optional<Path> former,
      Consumer<Supplier<ReadProgress>> progress,
      Clock clock)
      throws InterruptedException {
    // What reading and writing need is loaded while the disk is searched.
    CompletableFuture<Void> ready = CompletableFuture.runAsync(RunLoader::prepare);
    boolean searched = fullScan || !Files.exists(settings.registry());
    List<Path> roots = settings.checkpointDirs();
    OneTimeScan found = scan(settings, searched ? roots : doubtful(roots), clock);
    if (found.unavailable().containsAll(roots)) {
      return new Result(withoutRuns(settings, found.problems(), clock), false, searched);
    }
    RunIndex index = index(settings, below(found.unavailable()), Duration.ZERO, clock);
    ready.join();
    progress.accept(index::readProgress);
    lookUntilSettled(index, found.files(), found.problems(), clock);
    if (!searched && KeptRuns.hasNoRegistry(index)) {
      // What the registry would have told is searched for, so that its fault hides no run.
      searched = true;
      found = scan(settings, roots, clock);
      lookUntilSettled(index, found.files(), found.problems(), clock);
    }
    FormerDataFile before = new FormerDataFile(former);
    Snapshot runs = new KeptRuns(settings, found, searched, before, clock).board(index);
    Snapshot all = new KeptCurves(settings, found, before, clock).board(runs);
    // No board is served of it that an epoch could tell from others: equal files give equal bytes.
    return new Result(all.at("", 0), true, searched);
  }

  /** The roots that cannot be read, as far as that can be told without reading them. */
  private static List<Path> doubtful(List<Path> roots) {
    return roots.stream()
        .filter(
            root ->
                !Files.isDirectory(root) || !Files.isReadable(root) || !Files.isExecutable(root))
        .toList();
  }

  private static Snapshot withoutRuns(Settings settings, List<Problem> problems, Clock clock) {
    Snapshot empty = IndexFactory.start(settings, "", clock);
    return Snapshot.of(
        empty.epoch(),
        empty.revision(),
        empty.at(),
        empty.roots(),
        empty.metrics(),
        List.of(),
        null,
        problems,
        List.of());
  }

  /** Scans roots, and in any case the log directories and for the registry. */
  static OneTimeScan scan(Settings settings, List<Path> roots, Clock clock) {
    return OneTimeScan.of(
        new ScanTargets(roots, settings.logDirs(), IndexFactory.singleFiles(settings)),
        IndexFactory.wanted(settings),
        settings.watch().followLinks(),
        clock);
  }

  /** Whether a path is below one of these. */
  static Predicate<Path> below(Collection<Path> directories) {
    return path -> directories.stream().anyMatch(path::startsWith);
  }

  /** An index that has read nothing yet, and waits for slow files. */
  static RunIndex index(
      Settings settings, Predicate<Path> away, Duration registersAfter, Clock clock) {
    return IndexFactory.index(
        settings,
        IndexFactory.wanted(settings),
        away,
        SLOWEST_READ,
        SLOWEST_READ,
        () -> {},
        registersAfter,
        IndexFactory.start(settings, "", clock),
        clock);
  }

  /** A file that is being written at this moment is waited for, some seconds at most. */
  static void lookUntilSettled(
      RunIndex index, Collection<Path> files, List<Problem> problems, Clock clock)
      throws InterruptedException {
    long began = System.nanoTime();
    Collection<Path> paths = files;
    do {
      Map<Path, Duration> again =
          new HashMap<>(index.update(paths, problems, clock.instant()).again());
      again.values().removeIf(delay -> delay.compareTo(SHORTEST_AGE) >= 0);
      boolean late = System.nanoTime() - began >= TIMEOUT.toNanos();
      paths = late ? List.of() : again.keySet();
      if (!paths.isEmpty()) {
        Thread.sleep(again.values().iterator().next().toMillis());
      }
    } while (!paths.isEmpty());
  }

  /** Writes the data file of a result, and the same again under its second name. */
  public static void write(Result result, Path data, Clock clock) throws IOException {
    try (DataFile file = new DataFile(data, Optional.of(DataFile.twinOf(data)), clock.getZone())) {
      file.write(result.snapshot());
    }
  }
}
