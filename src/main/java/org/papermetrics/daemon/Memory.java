package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.papermetrics.config.Settings;
import org.papermetrics.files.FileSystemKind;
import org.papermetrics.index.Composition;
import org.papermetrics.index.Legacy;
import org.papermetrics.index.Picture;
import org.papermetrics.model.Problem;
import org.papermetrics.state.Lineage;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.Opened;
import org.papermetrics.state.Remembered;
import org.papermetrics.state.SqliteStateStore;
import org.papermetrics.state.StateStore;
import org.papermetrics.watch.Hints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the daemon knows from its life before, and keeps for the next one. */
final class Memory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

  private final StateStore store;
  private final Keeper keeper;
  private final List<Problem> lasting;
  private NavigableMap<Long, byte[]> frames = Collections.emptyNavigableMap();

  private Memory(StateStore store, Keeper keeper, List<Problem> lasting) {
    this.store = store;
    this.keeper = keeper;
    this.lasting = lasting;
  }

  /** Opens the memory of a daemon with these settings: of each output directory its own. */
  static Memory open(Settings settings, String version, Clock clock) {
    Path directory = settings.stateDir();
    Path file = file(settings);
    Opened opened =
        SqliteStateStore.open(file, Composition.madeWith(settings, version, clock), clock);
    opened.notes().forEach(LOG::warn);
    sayWhereItIs(directory);
    boolean lost = opened.store() instanceof MemoryStateStore;
    List<Problem> lasting =
        opened.notes().stream()
            .filter(note -> lost)
            .map(note -> unwritable(file, note, clock.instant()))
            .toList();
    return new Memory(opened.store(), new Keeper(opened.store(), file.toString()), lasting);
  }

  /** Where a daemon with these settings keeps what it knows. */
  static Path file(Settings settings) {
    return settings
        .stateDir()
        .resolve("board-" + Composition.nameOf(settings.outputDir()) + ".sqlite");
  }

  private static void sayWhereItIs(Path directory) {
    try {
      FileSystemKind kind = FileSystemKind.of(directory);
      if (kind.notice() == FileSystemKind.Notice.POLL) {
        LOG.info(
            "The state directory {} is on a network file system ({}). That works; a local one, to be"
                + " chosen with state-dir, is faster and does not hang with the network.",
            directory,
            kind.type());
      }
    } catch (IOException e) {
      LOG.debug("The file system of {} cannot be told", directory, e);
    }
  }

  private static Problem unwritable(Path file, String note, Instant now) {
    return new Problem(Problem.Kind.STATE_UNWRITABLE, file.toString(), note, now);
  }

  /** Lets a picture go on from what was kept, and has everything looked at that it shows. */
  void restoreInto(Picture picture, Hints hints, Instant now) {
    Remembered was = keeper.recall();
    String epoch = picture.snapshot().epoch();
    boolean otherRegistry =
        was.lineage().filter(l -> !Composition.sameRegistry(l.epoch(), epoch)).isPresent();
    restore(picture, otherRegistry ? was.withoutRegistry() : was, was.lineage(), hints, now);
  }

  /**
   * Lets a picture go on where another of this process ended. Revisions go on only when what is
   * kept is the very board that pages have seen last.
   */
  void handOver(Legacy legacy, Picture picture, Hints hints, Instant now) {
    Optional<Lineage> told = legacy.remembered().lineage();
    Optional<Lineage> kept = keeper.recall().lineage().filter(l -> told.equals(Optional.of(l)));
    restore(picture, legacy.remembered(), kept, hints, now);
    picture.inherit(legacy);
  }

  private void restore(
      Picture picture, Remembered was, Optional<Lineage> kept, Hints hints, Instant now) {
    String epoch = picture.snapshot().epoch();
    boolean continues = kept.filter(l -> Composition.continues(l.epoch(), epoch)).isPresent();
    if (continues) {
      frames = was.frames();
    } else {
      keeper.startOver();
    }
    hints.markAll(picture.restore(was, continues, now));
  }

  /** The last changes before, for pages that are still open. */
  NavigableMap<Long, byte[]> frames() {
    return frames;
  }

  /** Keeps what changes from now on. */
  Keeper keeper() {
    return keeper;
  }

  /** What cannot be kept. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(lasting);
    problems.addAll(keeper.problem());
    return problems;
  }

  @Override
  public void close() {
    store.close();
  }
}
