package org.papermetrics.watch;

import java.nio.file.Path;

/**
 * Callbacks of an event watcher: file changed, name changed, events lost. Called by the library's
 * threads; every call returns at once.
 */
interface WatchListener {
  /** A relevant file may have changed. */
  void fileChanged(Path file);

  /**
   * A name that is no relevant file was added or removed: a directory, a link, or another file.
   *
   * @param isDirectory whether it certainly is or was a directory
   */
  void nameChanged(Path path, boolean isDirectory);

  /** Some events were lost, and further ones may be. */
  void lost();
}
