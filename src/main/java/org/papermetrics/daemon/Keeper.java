package org.papermetrics.daemon;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.index.RunIndex;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Timing;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.StateStore;
import org.papermetrics.state.StateUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a restart must know. What could not be kept is not lost as long as the daemon runs: it
 * is tried again, as a whole, until it succeeds. Used by one thread, but for {@link #problem} and
 * {@link #commits}.
 */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final StateStore store;
  private final String place;
  private boolean owesAll;
  private Instant retryAt = Instant.MIN;
  private volatile @Nullable Problem problem;
  private volatile Timing commits = Timing.NONE;

  /**
   * Has kept nothing yet.
   *
   * @param place where the store is, for people
   */
  Keeper(StateStore store, String place) {
    this.store = store;
    this.place = place;
  }

  /** What an earlier daemon has left; nothing when it cannot be read. */
  SavedState recall() {
    try {
      return store.load();
    } catch (IOException e) {
      LOG.warn("What was kept in {} cannot be read ({}); all is read from disk.", place, e);
      owesAll = true;
      return SavedState.NOTHING;
    }
  }

  /** The next time, everything is kept anew. */
  void startOver() {
    owesAll = true;
  }

  /**
   * Keeps what has changed.
   *
   * @param frames what pages are about to be told, by revision
   * @return false when it could not be kept, so that revisions cannot be counted on after a restart
   */
  boolean keep(RunIndex index, Map<Long, byte[]> frames, Instant now) {
    if (owesAll && (now.isBefore(retryAt) || index.isBehind())) {
      return false;
    }
    try {
      StateUpdate update = index.toKeep(owesAll, frames);
      if (!update.isEmpty()) {
        long began = System.nanoTime();
        store.save(update);
        commits = commits.plus(System.nanoTime() - began);
      }
      owesAll = false;
      problem = null;
      return true;
    } catch (IOException e) {
      owesAll = true;
      retryAt = now.plus(RETRY);
      if (problem == null) {
        LOG.warn("What a restart must know cannot be kept in {}: {}", place, e.getMessage());
        problem = unwritable(e, now);
      }
      return false;
    }
  }

  /** What was kept so far; may be asked by any thread. */
  Timing commits() {
    return commits;
  }

  private Problem unwritable(IOException e, Instant now) {
    return new Problem(
        Problem.Kind.STATE_UNWRITABLE,
        place,
        "What a restart must know cannot be kept: "
            + e.getMessage()
            + ". The board is right as long as the daemon runs. Make space, or choose another"
            + " state-dir.",
        now);
  }

  /** That nothing can be kept at present; may be asked by any thread. */
  List<Problem> problem() {
    return Optional.ofNullable(problem).stream().toList();
  }
}
