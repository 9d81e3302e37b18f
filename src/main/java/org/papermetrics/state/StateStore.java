package org.papermetrics.state;

import java.io.IOException;

/**
 * Saves state that survives a restart. Used by one thread.
 *
 * <p>All of it can be read from disk again, but for what is no longer there: the last good state of
 * a run whose file is broken, the runs that persons have removed, and the version of the board that
 * open pages have.
 */
public interface StateStore extends AutoCloseable {
  /**
   * What was saved last.
   *
   * @throws IOException when it cannot be read
   */
  SavedState load() throws IOException;

  /**
   * Saves an update whole or not at all. Once this returns, it survives the end of this program,
   * however that comes.
   *
   * @throws IOException when it cannot be saved; then nothing has changed
   */
  void save(StateUpdate update) throws IOException;

  /** Ends the use. */
  @Override
  void close();
}
