package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Predicate;
import org.papermetrics.aggregate.Assembler;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.watch.Wanted;

/** The parts that the daemon and a single pass put together alike. */
final class Composition {
  private Composition() {}

  /** Which files matter. */
  static Wanted wanted(Settings settings) throws SettingsException {
    try {
      return new Wanted(settings.discovery().results(), settings.discovery().exclude());
    } catch (IllegalArgumentException e) {
      throw new SettingsException("discovery: " + e.getMessage());
    }
  }

  /**
   * A board without runs, of a new epoch. The epoch tells what pages fetch only once, so that an
   * earlier one can be gone on from only when that is still the same.
   */
  static Snapshot start(Settings settings, String version, Clock clock) {
    return Snapshot.empty(
        newEpoch(
            fingerprint(
                madeWith(settings, version, clock), settings.checkpointDirs(), settings.metrics())),
        0,
        clock.instant(),
        settings.checkpointDirs().stream().map(Path::toString).toList(),
        settings.metrics());
  }

  /** A new epoch of a board with the same settings. */
  static String newEpochLike(String epoch) {
    return newEpoch(settingsOf(epoch));
  }

  /** Whether the boards of two epochs differ in nothing but what updates tell. */
  static boolean continues(String epoch, String other) {
    return settingsOf(epoch).equals(settingsOf(other));
  }

  private static String newEpoch(String settings) {
    return UUID.randomUUID() + "." + settings;
  }

  private static String settingsOf(String epoch) {
    return epoch.substring(epoch.lastIndexOf('.') + 1);
  }

  /** What the same files make the same runs with. */
  static String madeWith(Settings settings, String version, Clock clock) {
    return fingerprint(version, settings.tags(), clock.getZone());
  }

  /** A short name for a directory. */
  static String nameOf(Path directory) {
    return fingerprint(directory);
  }

  private static String fingerprint(Object... parts) {
    return Integer.toHexString(Arrays.deepToString(parts).hashCode());
  }

  /**
   * A picture that has seen nothing yet.
   *
   * @param away whether nothing can be said of a missing file, because its file system is away
   * @param patience how long the picture waits for files that do not answer
   * @param late called when something ends that it no longer waited for
   * @param registersAfter how long the evaluation that wrote a result has time to register it
   *     itself
   */
  static Picture picture(
      Settings settings,
      Wanted wanted,
      Predicate<Path> away,
      Duration patience,
      Runnable late,
      Duration registersAfter,
      Snapshot start,
      Clock clock) {
    Ground ground = new Ground(settings.checkpointDirs(), settings.logDirs(), wanted, away);
    Access access = Access.of(ground, patience, late, System::nanoTime);
    Roster roster =
        new Roster(
            settings.registry(), new RegistryFile(settings.registry(), clock), ground, access);
    return new Picture(
        roster,
        new RunMaker(settings.tags(), clock.getZone()),
        new Assembler(settings.baseline().orElse(null)),
        ground,
        access,
        registersAfter,
        start);
  }
}
