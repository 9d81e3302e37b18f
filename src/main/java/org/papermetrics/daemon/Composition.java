package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

  /** A board without runs, of a new epoch. */
  static Snapshot start(Settings settings, Clock clock) {
    return Snapshot.empty(
        UUID.randomUUID().toString(),
        0,
        clock.instant(),
        settings.checkpointDirs().stream().map(Path::toString).toList(),
        settings.metrics());
  }

  /**
   * A picture that has seen nothing yet.
   *
   * @param away whether nothing can be said of a missing file, because its file system is away
   * @param registersAfter how long the evaluation that wrote a result has time to register it
   *     itself
   */
  static Picture picture(
      Settings settings,
      Wanted wanted,
      Predicate<Path> away,
      Duration registersAfter,
      Snapshot start,
      Clock clock) {
    Ground ground = new Ground(settings.checkpointDirs(), settings.logDirs(), wanted, away);
    Roster roster =
        new Roster(settings.registry(), new RegistryFile(settings.registry(), clock), ground);
    return new Picture(
        roster,
        new RunMaker(settings.tags(), clock.getZone()),
        new Assembler(settings.baseline().orElse(null)),
        ground,
        registersAfter,
        start);
  }
}
