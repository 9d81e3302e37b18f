package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.papermetrics.config.Settings;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.RunIndex;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Problem;
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
   * @param anyRootReadable whether at least one checkpoint root could be read
   */
  public record Result(Snapshot snapshot, boolean anyRootReadable) {}

  /**
   * Reads everything once. With a registry the checkpoint directories are not searched, unless
   * asked for.
   *
   * @param fullScan whether to search them in any case
   */
  public static Result run(Settings settings, boolean fullScan, Clock clock)
      throws InterruptedException {
    // What reading and writing need is loaded while the disk is searched.
    CompletableFuture<Void> ready = CompletableFuture.runAsync(RunLoader::prepare);
    FilePatterns patterns = IndexFactory.wanted(settings);
    boolean search = fullScan || !Files.exists(settings.registry());
    Set<Path> unreadable =
        settings.checkpointDirs().stream()
            .filter(root -> !Files.isReadable(root))
            .collect(Collectors.toSet());
    OneTimeScan discovery = discover(settings, patterns, search, clock);
    List<Problem> problems = new ArrayList<>(discovery.problems());
    if (!search) {
      unreadable.forEach(root -> problems.add(unreadable(root, clock.instant())));
    }
    RunIndex index =
        IndexFactory.index(
            settings,
            patterns,
            path -> unreadable.stream().anyMatch(path::startsWith),
            SLOWEST_READ,
            () -> {},
            Duration.ZERO,
            IndexFactory.start(settings, "", clock),
            clock);
    ready.join();
    lookUntilSettled(index, discovery.files(), problems, clock);
    if (!search && hasNoRegistry(index)) {
      // What the registry would have told is searched for, so that its fault hides no run.
      lookUntilSettled(index, discover(settings, patterns, true, clock).files(), problems, clock);
    }
    return new Result(index.snapshot(), unreadable.size() < settings.checkpointDirs().size());
  }

  private static OneTimeScan discover(
      Settings settings, FilePatterns patterns, boolean search, Clock clock) {
    ScanTargets places =
        new ScanTargets(
            search ? settings.checkpointDirs() : List.of(),
            settings.logDirs(),
            Optional.of(settings.registry()));
    return OneTimeScan.of(places, patterns, settings.watch().followLinks(), clock);
  }

  private static boolean hasNoRegistry(RunIndex index) {
    return index.snapshot().problems().stream()
        .anyMatch(problem -> problem.kind() == Problem.Kind.REGISTRY_UNREADABLE);
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

  private static Problem unreadable(Path root, Instant now) {
    return new Problem(
        Problem.Kind.ROOT_UNAVAILABLE,
        root.toString(),
        "The checkpoint directory cannot be read. Mount it, or correct checkpoint-dirs.",
        now);
  }
}
