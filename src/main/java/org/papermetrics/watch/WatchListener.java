package org.papermetrics.watch;

import java.nio.file.Path;

/** What a watcher can say. Called by the library's threads; every call returns at once. */
interface WatchListener {
  /** A wanted file may have changed. */
  void fileChanged(Path file);

  /**
   * Something that is no wanted file came or went: a directory, a link, or a file nobody wants.
   *
   * @param isDirectory whether it certainly is or was a directory
   */
  void nameChanged(Path path, boolean isDirectory);

  /** Some changes were not told, and further ones may not be. */
  void lost();
}
