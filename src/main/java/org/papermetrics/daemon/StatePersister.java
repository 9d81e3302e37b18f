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
import org.papermetrics.files.FileSystemType;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.Legacy;
import org.papermetrics.index.RunIndex;
import org.papermetrics.model.Problem;
import org.papermetrics.state.BoardVersion;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.OpenedStore;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.SqliteStateStore;
import org.papermetrics.state.StateStore;
import org.papermetrics.watch.DirtyPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the state store, restores the index, saves changes. */
final class StatePersister implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatePersister.class);

  private final StateStore store;
  private final Keeper keeper;
  private final List<Problem> lasting;
  private NavigableMap<Long, byte[]> frames = Collections.emptyNavigableMap();

  private StatePersister(StateStore store, Keeper keeper, List<Problem> lasting) {
    this.store = store;
    this.keeper = keeper;
    this.lasting = lasting;
  }

  /** Opens the memory of a daemon with these settings: of each output directory its own. */
  static StatePersister open(Settings settings, String version, Clock clock) {
    Path directory = settings.stateDir();
    Path file = file(settings);
    OpenedStore opened =
        SqliteStateStore.open(file, IndexFactory.madeWith(settings, version, clock), clock);
    opened.notes().forEach(LOG::warn);
    sayWhereItIs(directory);
    boolean lost = opened.store() instanceof MemoryStateStore;
    List<Problem> lasting =
        opened.notes().stream()
            .filter(note -> lost)
            .map(note -> unwritable(file, note, clock.instant()))
            .toList();
    return new StatePersister(opened.store(), new Keeper(opened.store(), file.toString()), lasting);
  }

  /** Where a daemon with these settings keeps what it knows. */
  static Path file(Settings settings) {
    return settings
        .stateDir()
        .resolve("board-" + IndexFactory.nameOf(settings.outputDir()) + ".sqlite");
  }

  private static void sayWhereItIs(Path directory) {
    try {
      FileSystemType kind = FileSystemType.of(directory);
      if (kind.notice() == FileSystemType.Notice.POLL) {
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
  void restoreInto(RunIndex index, DirtyPaths dirty, Instant now) {
    SavedState was = keeper.recall();
    String epoch = index.snapshot().epoch();
    boolean otherRegistry =
        was.version().filter(l -> !IndexFactory.sameRegistry(l.epoch(), epoch)).isPresent();
    restore(index, otherRegistry ? was.withoutRegistry() : was, was.version(), dirty, now);
  }

  /**
   * Lets a picture go on where another of this process ended. Revisions go on only when what is
   * kept is the very board that pages have seen last.
   */
  void handOver(Legacy legacy, RunIndex index, DirtyPaths dirty, Instant now) {
    Optional<BoardVersion> told = legacy.saved().version();
    Optional<BoardVersion> kept =
        keeper.recall().version().filter(l -> told.equals(Optional.of(l)));
    restore(index, legacy.saved(), kept, dirty, now);
    index.inherit(legacy);
  }

  private void restore(
      RunIndex index, SavedState was, Optional<BoardVersion> kept, DirtyPaths dirty, Instant now) {
    String epoch = index.snapshot().epoch();
    boolean continues = kept.filter(l -> IndexFactory.continues(l.epoch(), epoch)).isPresent();
    if (continues) {
      frames = was.frames();
    } else {
      keeper.startOver();
    }
    dirty.markAll(index.restore(was, continues, now));
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
