package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.config.Settings;
import org.papermetrics.files.FileSystemType;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.RunIndex;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Timing;
import org.papermetrics.state.BoardVersion;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.OpenedStore;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.SqliteStateStore;
import org.papermetrics.state.StateStore;
import org.papermetrics.state.StateUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores an index from the state store and saves its changes there. What could not be saved is
 * not lost as long as the daemon runs: everything is saved anew until that succeeds. Used by one
 * thread, but for {@link #problems} and {@link #commits}.
 */
final class StatePersister implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatePersister.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final StateStore store;
  private final String place;
  private final List<Problem> lasting;
  private NavigableMap<Long, byte[]> frames = Collections.emptyNavigableMap();
  private boolean saveAll;
  private Instant failedAt = Instant.EPOCH;
  private volatile @Nullable Problem problem;
  private volatile Timing commits = Timing.NONE;

  private StatePersister(StateStore store, String place, List<Problem> lasting) {
    this.store = store;
    this.place = place;
    this.lasting = lasting;
  }

  /**
   * Has saved nothing yet.
   *
   * @param place where the store is, for people
   */
  StatePersister(StateStore store, String place) {
    this(store, place, List.of());
  }

  /** Opens the store of a daemon with these settings; each output directory has its own. */
  static StatePersister open(Settings settings, String version, Clock clock) {
    Path directory = settings.stateDir();
    Path file = file(settings);
    OpenedStore opened =
        SqliteStateStore.open(file, IndexFactory.madeWith(settings, version, clock), clock);
    opened.notes().forEach(LOG::warn);
    logNetworkFileSystem(directory);
    boolean inMemory = opened.store() instanceof MemoryStateStore;
    List<Problem> lasting =
        opened.notes().stream()
            .filter(note -> inMemory)
            .map(note -> unwritable(file.toString(), note, clock.instant()))
            .toList();
    return new StatePersister(opened.store(), file.toString(), lasting);
  }

  /** The state file of a daemon with these settings. */
  static Path file(Settings settings) {
    return settings
        .stateDir()
        .resolve("board-" + IndexFactory.nameOf(settings.outputDir()) + ".sqlite");
  }

  private static void logNetworkFileSystem(Path directory) {
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
      LOG.debug("The file system of {} is unknown", directory, e);
    }
  }

  private static Problem unwritable(String place, String message, Instant now) {
    return new Problem(Problem.Kind.STATE_UNWRITABLE, place, message, now);
  }

  /** What was saved last; nothing when it cannot be read. */
  SavedState load() {
    try {
      return store.load();
    } catch (IOException e) {
      LOG.warn("The state in {} cannot be read ({}); everything is read from disk.", place, e);
      return SavedState.NOTHING;
    }
  }

  /**
   * Restores an index. Revisions go on only from the board that pages have.
   *
   * @param unsaved what the board before could not save; empty when all is in the store
   * @param sent the board that pages have; empty when no board was before in this process
   */
  void restoreInto(
      RunIndex index, Optional<SavedState> unsaved, Optional<Snapshot> sent, Instant now) {
    SavedState saved = unsaved.orElseGet(this::load);
    String epoch = index.snapshot().epoch();
    Optional<BoardVersion> version = saved.version();
    boolean otherRegistry =
        version.filter(v -> !IndexFactory.sameRegistry(v.epoch(), epoch)).isPresent();
    boolean continues =
        version
            .filter(v -> IndexFactory.continues(v.epoch(), epoch))
            .filter(v -> sent.filter(s -> !isVersion(v, s)).isEmpty())
            .isPresent();
    if (continues) {
      frames = saved.frames();
    }
    saveAll = !continues || unsaved.isPresent();
    index.restore(otherRegistry ? saved.withoutRegistry() : saved, continues, now);
  }

  private static boolean isVersion(BoardVersion version, Snapshot board) {
    return version.epoch().equals(board.epoch()) && version.revision() == board.revision();
  }

  /** The last changes before, for pages that are still open. */
  NavigableMap<Long, byte[]> frames() {
    return frames;
  }

  /**
   * Saves what has changed; when that is everything, only once everything is read.
   *
   * @param newFrames what pages are about to be sent, by revision
   * @param complete whether all that was there at the start is read or checked
   * @return false when it could not be saved, so that revisions cannot go on after a restart
   */
  boolean save(RunIndex index, Map<Long, byte[]> newFrames, boolean complete, Instant now) {
    boolean later = !Periods.isOver(RETRY, failedAt, now) || index.isBehind() || !complete;
    if (saveAll && later) {
      return false;
    }
    boolean whole = saveAll;
    // Until it has succeeded: an update that is taken from the index and not saved is lost to it.
    saveAll = true;
    try {
      StateUpdate update = index.toSave(whole, newFrames);
      if (!update.isEmpty()) {
        long began = System.nanoTime();
        store.save(update);
        commits = commits.plus(System.nanoTime() - began);
      }
      saveAll = false;
      problem = null;
      return true;
    } catch (IOException e) {
      failedAt = now;
      if (problem == null) {
        LOG.warn("What a restart must know cannot be saved in {}: {}", place, e.getMessage());
        problem =
            unwritable(
                place,
                "What a restart must know cannot be saved: "
                    + e.getMessage()
                    + ". The board is right as long as the daemon runs. Make space, or choose"
                    + " another state-dir.",
                now);
      }
      return false;
    }
  }

  /**
   * Saves what has changed before another board of this process takes the place of this one.
   *
   * @return all that the store does not have then; empty when it has everything
   */
  Optional<SavedState> saveLast(RunIndex index, Instant now) {
    failedAt = Instant.EPOCH;
    if (!(store instanceof MemoryStateStore) && save(index, Map.of(), true, now)) {
      return Optional.empty();
    }
    MemoryStateStore memory = new MemoryStateStore();
    memory.save(index.toSave(true, Map.of()));
    return Optional.of(memory.load().toBeReadAgain());
  }

  /** What was saved so far; may be asked by any thread. */
  Timing commits() {
    return commits;
  }

  /** That nothing can be saved at present; may be asked by any thread. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(lasting);
    Optional.ofNullable(problem).ifPresent(problems::add);
    return problems;
  }

  @Override
  public void close() {
    store.close();
  }
}
