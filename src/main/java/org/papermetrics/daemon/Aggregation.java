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
import org.papermetrics.index.Composition;
import org.papermetrics.index.Picture;
import org.papermetrics.layout.Wanted;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.scan.WatchedPlaces;
import org.papermetrics.watch.Discovery;
import org.papermetrics.write.DataFile;

/** One pass over all runs, without watching. */
public final class Aggregation {
  private static final Duration SHORTEST_AGE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration SLOWEST_READ = Duration.ofMinutes(10);

  private Aggregation() {}

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
    Wanted wanted = Composition.wanted(settings);
    boolean search = fullScan || !Files.exists(settings.registry());
    Set<Path> unreadable =
        settings.checkpointDirs().stream()
            .filter(root -> !Files.isReadable(root))
            .collect(Collectors.toSet());
    Discovery discovery = discover(settings, wanted, search, clock);
    List<Problem> problems = new ArrayList<>(discovery.problems());
    if (!search) {
      unreadable.forEach(root -> problems.add(unreadable(root, clock.instant())));
    }
    Picture picture =
        Composition.picture(
            settings,
            wanted,
            path -> unreadable.stream().anyMatch(path::startsWith),
            SLOWEST_READ,
            () -> {},
            Duration.ZERO,
            Composition.start(settings, "", clock),
            clock);
    ready.join();
    lookUntilSettled(picture, discovery.files(), problems, clock);
    if (!search && hasNoRegistry(picture)) {
      // What the registry would have told is searched for, so that its fault hides no run.
      lookUntilSettled(picture, discover(settings, wanted, true, clock).files(), problems, clock);
    }
    return new Result(picture.snapshot(), unreadable.size() < settings.checkpointDirs().size());
  }

  private static Discovery discover(Settings settings, Wanted wanted, boolean search, Clock clock) {
    WatchedPlaces places =
        new WatchedPlaces(
            search ? settings.checkpointDirs() : List.of(),
            settings.logDirs(),
            Optional.of(settings.registry()));
    return Discovery.of(places, wanted, settings.watch().followLinks(), clock);
  }

  private static boolean hasNoRegistry(Picture picture) {
    return picture.snapshot().problems().stream()
        .anyMatch(problem -> problem.kind() == Problem.Kind.REGISTRY_UNREADABLE);
  }

  /** A file that is being written at this moment is waited for, some seconds at most. */
  static void lookUntilSettled(
      Picture picture, Collection<Path> files, List<Problem> problems, Clock clock)
      throws InterruptedException {
    Instant until = clock.instant().plus(PATIENCE);
    Collection<Path> paths = files;
    do {
      Map<Path, Duration> again =
          new HashMap<>(picture.look(paths, problems, clock.instant()).again());
      again.values().removeIf(delay -> delay.compareTo(SHORTEST_AGE) >= 0);
      paths = clock.instant().isBefore(until) ? again.keySet() : List.of();
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
