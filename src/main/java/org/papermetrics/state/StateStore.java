package org.papermetrics.state;

import java.io.IOException;

/**
 * Keeps what a restart must know. Used by one thread.
 *
 * <p>Everything here can be had again from the disk, but for what is no longer there: the last good
 * state of a run whose file is broken, what a person has removed, and how far open pages have come.
 */
public interface StateStore extends AutoCloseable {
  /**
   * What was kept last.
   *
   * @throws IOException when it cannot be read
   */
  SavedState recall() throws IOException;

  /**
   * Keeps an update whole or not at all. Once this returns, it is there however this program ends.
   *
   * @throws IOException when it cannot be kept; then nothing has changed
   */
  void keep(StateUpdate update) throws IOException;

  /** Ends the use. */
  @Override
  void close();
}
