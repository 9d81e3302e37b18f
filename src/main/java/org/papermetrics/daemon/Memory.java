package org.papermetrics.daemon;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.Remembered;
import org.papermetrics.state.StateStore;
import org.papermetrics.watch.Hints;

/** What the daemon knows from its life before, and keeps for the next one. */
final class Memory implements AutoCloseable {
  private final StateStore store;
  private final Keeper keeper;
  private NavigableMap<Long, byte[]> frames = Collections.emptyNavigableMap();

  private Memory(StateStore store, Keeper keeper) {
    this.store = store;
    this.keeper = keeper;
  }

  /** Opens the memory of a daemon with these settings. */
  static Memory open(Settings settings, String version, Clock clock) {
    StateStore store = new MemoryStateStore();
    return new Memory(store, new Keeper(store, settings.stateDir().toString()));
  }

  /**
   * Lets a picture go on from what was kept, and has everything looked at that it shows.
   *
   * @return the board to go on from
   */
  Snapshot restoreInto(Picture picture, Hints hints, Instant now) {
    Remembered was = keeper.recall();
    String epoch = picture.snapshot().epoch();
    boolean continues =
        was.lineage().filter(l -> Composition.continues(l.epoch(), epoch)).isPresent();
    if (continues) {
      frames = was.frames();
    } else {
      keeper.startOver();
    }
    hints.markAll(picture.restore(was, continues, now));
    return picture.snapshot();
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
    return keeper.problem();
  }

  @Override
  public void close() {
    store.close();
  }
}
