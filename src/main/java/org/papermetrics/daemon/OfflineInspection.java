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
import org.papermetrics.diagnose.KnownFacts;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.RunIndex;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.SqliteStateStore;
import org.papermetrics.state.StateStore;
import org.papermetrics.watch.OneTimeScan;

/** Read-only dry run: the board a daemon with these settings would show ({@code doctor}). */
public final class OfflineInspection {
  private static final Duration SLOWEST_READ = Duration.ofSeconds(30);

  private final RunIndex index;
  private final OneTimeScan discovery;
  private final Explainer explainer;

  private OfflineInspection(RunIndex index, OneTimeScan discovery, Settings settings, Clock clock) {
    this.index = index;
    this.discovery = discovery;
    KnownFacts known = new KnownFacts(index::snapshot, path -> Optional.of(index.facts(path)));
    this.explainer = new Explainer(settings, known, false, clock);
  }

  /**
   * Looks.
   *
   * @param version of the program
   */
  public static OfflineInspection of(Settings settings, String version, Clock clock)
      throws InterruptedException {
    RunLoader.prepare();
    FilePatterns patterns = IndexFactory.wanted(settings);
    ScanTargets places =
        new ScanTargets(
            settings.checkpointDirs(), settings.logDirs(), IndexFactory.singleFiles(settings));
    OneTimeScan discovery = OneTimeScan.of(places, patterns, settings.watch().followLinks(), clock);
    RunIndex index =
        IndexFactory.index(
            settings,
            patterns,
            path -> discovery.unavailable().stream().anyMatch(path::startsWith),
            SLOWEST_READ,
            SLOWEST_READ,
            () -> {},
            RunIndex.NEVER,
            IndexFactory.start(settings, version, clock),
            clock);
    Set<Path> paths = new HashSet<>(discovery.files());
    index.restore(load(settings, version, clock), false, clock.instant());
    paths.addAll(index.unchecked());
    paths.add(settings.registry());
    List<Problem> problems = new ArrayList<>(discovery.problems());
    OneShotAggregation.lookUntilSettled(index, paths, problems, clock);
    return new OfflineInspection(index, discovery, settings, clock);
  }

  /** What an earlier daemon has saved; nothing where that cannot be read. */
  private static SavedState load(Settings settings, String version, Clock clock) {
    Path file = StatePersister.file(settings);
    if (!Files.isReadable(file)) {
      return SavedState.NOTHING;
    }
    try {
      Path directory = Files.createTempDirectory("paper-metrics-doctor");
      try {
        return load(copy(file, directory), IndexFactory.madeWith(settings, version, clock), clock);
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      return SavedState.NOTHING;
    }
  }

  private static SavedState load(Path copy, String madeWith, Clock clock) throws IOException {
    try (StateStore store = SqliteStateStore.open(copy, madeWith, clock).store()) {
      return store instanceof MemoryStateStore ? SavedState.NOTHING : store.load();
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
    return index.snapshot();
  }

  /** What was found on the disk. */
  public OneTimeScan discovery() {
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
}
