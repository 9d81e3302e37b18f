package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.papermetrics.config.Settings;
import org.papermetrics.diagnose.Explainer;
import org.papermetrics.index.Composition;
import org.papermetrics.index.Dossier;
import org.papermetrics.index.Picture;
import org.papermetrics.layout.Wanted;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.scan.WatchedPlaces;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.Remembered;
import org.papermetrics.state.SqliteStateStore;
import org.papermetrics.state.StateStore;
import org.papermetrics.watch.Discovery;

/**
 * One look at everything, as a daemon with these settings would see it, that changes nothing: what
 * an earlier daemon has kept is read from a copy, and no run is registered.
 */
public final class Survey {
  private static final Duration SLOWEST_READ = Duration.ofSeconds(30);

  private final Picture picture;
  private final Discovery discovery;
  private final Explainer explainer;

  private Survey(
      Picture picture, Discovery discovery, Settings settings, Wanted wanted, Clock clock) {
    this.picture = picture;
    this.discovery = discovery;
    this.explainer = new Explainer(settings, wanted, new Known(picture), false, clock);
  }

  /**
   * Looks.
   *
   * @param version of the program
   */
  public static Survey of(Settings settings, String version, Clock clock)
      throws InterruptedException {
    RunLoader.prepare();
    Wanted wanted = Composition.wanted(settings);
    WatchedPlaces places =
        new WatchedPlaces(
            settings.checkpointDirs(), settings.logDirs(), Optional.of(settings.registry()));
    Discovery discovery = Discovery.of(places, wanted, settings.watch().followLinks(), clock);
    Picture picture =
        Composition.picture(
            settings,
            wanted,
            path -> discovery.unavailable().stream().anyMatch(path::startsWith),
            SLOWEST_READ,
            () -> {},
            Picture.NEVER,
            Composition.start(settings, version, clock),
            clock);
    Set<Path> paths = new HashSet<>(discovery.files());
    paths.addAll(picture.restore(recall(settings, version, clock), false, clock.instant()));
    paths.add(settings.registry());
    List<Problem> problems = new ArrayList<>(discovery.problems());
    Aggregation.lookUntilSettled(picture, paths, problems, clock);
    return new Survey(picture, discovery, settings, wanted, clock);
  }

  /** What an earlier daemon has kept; nothing where that cannot be read. */
  private static Remembered recall(Settings settings, String version, Clock clock) {
    Path file = Memory.file(settings);
    if (!Files.isReadable(file)) {
      return Remembered.NOTHING;
    }
    try {
      Path directory = Files.createTempDirectory("paper-metrics-doctor");
      try {
        return recall(copy(file, directory), Composition.madeWith(settings, version, clock), clock);
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      return Remembered.NOTHING;
    }
  }

  private static Remembered recall(Path copy, String madeWith, Clock clock) throws IOException {
    try (StateStore store = SqliteStateStore.open(copy, madeWith, clock).store()) {
      return store instanceof MemoryStateStore ? Remembered.NOTHING : store.recall();
    }
  }

  /** Copies the file with the journal beside it. */
  private static Path copy(Path file, Path directory) throws IOException {
    Path copy = directory.resolve("board.sqlite");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    Path journal = file.resolveSibling(file.getFileName() + "-wal");
    if (Files.exists(journal)) {
      Files.copy(journal, directory.resolve("board.sqlite-wal"));
    }
    return copy;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  /** The board as a daemon would show it. */
  public Snapshot board() {
    return picture.snapshot();
  }

  /** What was found on the disk. */
  public Discovery discovery() {
    return discovery;
  }

  /**
   * Explains why a path is on the board or is not.
   *
   * @param subject an absolute path, or the id of a run
   */
  public Explanation explain(String subject) {
    return explainer.explain(subject);
  }

  private record Known(Picture picture) implements Explainer.Known {
    @Override
    public Snapshot snapshot() {
      return picture.snapshot();
    }

    @Override
    public Optional<Dossier> of(Path path, Optional<FileStamp> results) {
      return Optional.of(picture.dossier(path, results));
    }
  }
}
