package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.aggregate.SnapshotBuilder;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.config.Settings;
import org.papermetrics.layout.ConfiguredPaths;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.load.ReadRules;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.TagRule;
import org.papermetrics.registry.RegistryFile;

/** Creates the index and its parts from the settings (daemon and one-shot pass). */
public final class IndexFactory {
  private IndexFactory() {}

  /** Which files matter. */
  public static FilePatterns wanted(Settings settings) {
    return new FilePatterns(settings.discovery().results(), settings.discovery().exclude());
  }

  /**
   * A board without runs, of a new epoch. The epoch tells all settings that the board depends on,
   * so that an earlier one can be gone on from only when they are still the same.
   */
  public static Snapshot start(Settings settings, String version, Clock clock) {
    return Snapshot.empty(
        UUID.randomUUID()
            + "."
            + nameOf(settings.registry())
            + "."
            + shownWith(settings, version, clock),
        0,
        clock.instant(),
        settings.checkpointDirs().stream().map(Path::toString).toList(),
        settings.metrics());
  }

  private static String shownWith(Settings settings, String version, Clock clock) {
    return fingerprint(
        madeWith(settings, version, clock),
        settings.checkpointDirs(),
        settings.logDirs(),
        settings.baseline(),
        settings.watch().followLinks(),
        settings.discovery(),
        settings.metrics());
  }

  /** A new epoch of a board with the same settings. */
  public static String newEpochLike(String epoch) {
    return UUID.randomUUID() + epoch.substring(epoch.indexOf('.'));
  }

  /** Whether the boards of two epochs differ in nothing but what updates tell. */
  public static boolean continues(String epoch, String other) {
    return epoch.substring(epoch.indexOf('.')).equals(other.substring(other.indexOf('.')));
  }

  /** Whether the boards of two epochs have the same registry. */
  public static boolean sameRegistry(String epoch, String other) {
    return registryOf(epoch).equals(registryOf(other));
  }

  private static String registryOf(String epoch) {
    return epoch.substring(epoch.indexOf('.'), epoch.lastIndexOf('.'));
  }

  /** What the same files make the same runs with. */
  public static String madeWith(Settings settings, String version, Clock clock) {
    return fingerprint(version, settings.tags(), settings.metrics(), clock.getZone());
  }

  /** Reads the files of runs with these settings. */
  public static RunLoader loader(Settings settings) {
    return new RunLoader(
        new ReadRules(
            settings.checkpointDirs(),
            settings.metrics().stream().map(MetricDefinition::key).toList(),
            settings.tags().stream().map(TagRule::path).toList()),
        settings.metrics(),
        settings.tags());
  }

  /** The files that are watched apart from directories. */
  public static List<Path> singleFiles(Settings settings) {
    return List.of(settings.registry(), settings.outputDir().resolve(AnnotationsFile.NAME));
  }

  /** What people have noted on runs. */
  public static AnnotationsFile notes(Settings settings, Clock clock) {
    return new AnnotationsFile(settings.outputDir().resolve(AnnotationsFile.NAME), clock);
  }

  /** A short name for a path. */
  public static String nameOf(Path path) {
    return fingerprint(path);
  }

  private static String fingerprint(Object... parts) {
    return Integer.toHexString(Arrays.deepToString(parts).hashCode());
  }

  /**
   * An index that has seen nothing yet.
   *
   * @param away whether nothing can be said of a missing file, because its file system is away
   * @param timeout how long the index waits for files that do not answer
   * @param patience how long it waits for a change of the registry before it goes on
   * @param late called when something ends that it no longer waited for
   * @param registersAfter how long the evaluation that wrote a result has time to register it
   *     itself
   */
  public static RunIndex index(
      Settings settings,
      FilePatterns patterns,
      Predicate<Path> away,
      Duration timeout,
      Duration patience,
      Runnable late,
      Duration registersAfter,
      Snapshot start,
      Clock clock) {
    ConfiguredPaths paths =
        new ConfiguredPaths(
            settings.checkpointDirs(),
            settings.logDirs(),
            patterns,
            settings.watch().followLinks(),
            away);
    FileAccess access =
        FileAccess.of(paths, timeout, late, System::nanoTime).withPatience(patience);
    RunCatalog catalog =
        new RunCatalog(
            settings.registry(), new RegistryFile(settings.registry(), clock), paths, access);
    return new RunIndex(
        catalog,
        loader(settings),
        new RunMaker(settings.tags(), clock.getZone()),
        new SnapshotBuilder(settings.baseline().orElse(null)),
        paths,
        access,
        registersAfter,
        notes(settings, clock),
        clock.getZone(),
        settings.evaluations().stalledAfter(),
        start);
  }
}
