package org.papermetrics.daemon;

import java.nio.file.Path;
import java.util.Optional;
import org.papermetrics.concurrent.Faults;
import org.papermetrics.config.Settings;
import org.papermetrics.model.Snapshot;
import org.papermetrics.push.Hub;
import org.papermetrics.state.SavedState;

/**
 * The board that a daemon serves, and the settings it is of. When these change, another board takes
 * its place and goes on with its state.
 */
final class ServedBoard implements AutoCloseable {
  /** Makes a board, which does not run yet. */
  interface Maker {
    /**
     * Restores a board.
     *
     * @param unsaved the state of the board before, where that could not be saved
     * @param sent what open pages have of the board before; empty for the first one
     */
    Pipeline make(Settings settings, Optional<SavedState> unsaved, Optional<Snapshot> sent);
  }

  private final Maker maker;

  /** Replaced by one thread, read by several, as is the board. */
  private volatile Settings settings;

  private volatile Pipeline board;

  /** Restores the first board. */
  ServedBoard(Settings settings, Maker maker) {
    this.maker = maker;
    this.settings = settings;
    this.board = maker.make(settings, Optional.empty(), Optional.empty());
  }

  /** The one that is served now. */
  Pipeline now() {
    return board;
  }

  /** What it is of. */
  Settings settings() {
    return settings;
  }

  /**
   * Goes on with other settings, or with those before when these fail or cannot be used yet.
   *
   * @param pages told when they have to begin anew
   * @return a directory that is not mounted yet, so that nothing has changed
   */
  Optional<Path> change(Settings next, Hub pages) throws InterruptedException {
    if (!next.showTheSameAs(settings)) {
      Optional<Path> unmounted = board.unmounted(next);
      if (unmounted.isPresent()) {
        return unmounted;
      }
      Optional<SavedState> unsaved = board.end();
      try {
        replace(next, unsaved, pages);
      } catch (RuntimeException | Error e) {
        board.close();
        returnTo(unsaved, pages);
        throw e;
      }
    }
    settings = next;
    return Optional.empty();
  }

  /** Goes on with the settings in use; without any board there is nothing to go on with. */
  private void returnTo(Optional<SavedState> unsaved, Hub pages) throws InterruptedException {
    try {
      replace(settings, unsaved, pages);
    } catch (RuntimeException | Error e) {
      Faults.endProcess("after a change of the configuration no board could be started", e);
    }
  }

  /** The board before is shown until the next one takes its place, which restores its state. */
  private void replace(Settings next, Optional<SavedState> unsaved, Hub pages)
      throws InterruptedException {
    Snapshot sent = board.snapshot();
    board = maker.make(next, unsaved, Optional.of(sent));
    Snapshot start = board.snapshot();
    if (!start.epoch().equals(sent.epoch())) {
      pages.renew(start.epoch(), start.revision());
    }
    board.begin();
    board.awaitChecked();
  }

  @Override
  public void close() {
    board.close();
  }
}
