package org.papermetrics.layout;

import java.io.IOException;
import java.nio.file.Path;

/** Classifies a path: log, results file, watched, reached by a link, unavailable. */
public interface PathClassifier {
  /** Whether this is an evaluation log in a log directory. */
  boolean isLog(Path path);

  /** Whether this is a results file below a checkpoint root, as discovery is configured. */
  boolean isResults(Path path);

  /** Whether a search of the checkpoint roots comes upon these results; checks the disk. */
  boolean isFound(Path results);

  /**
   * Whether this is a file below a checkpoint root whose changes the root's watch sees: one that
   * counts by its name, in a directory that is not passed over.
   */
  boolean isWatched(Path path);

  /** Whether the path leads through a symbolic link below its root; checks the disk. */
  boolean isReachedByLink(Path path);

  /**
   * Where a directory really is: below a checkpoint root as a search of that root comes upon it.
   *
   * @throws IOException when it is not there, or this cannot be determined
   */
  Path reallyAt(Path directory) throws IOException;

  /** Whether a path, as it is written, is below a checkpoint root. */
  boolean isBelowRoot(String path);

  /** The directory whose files are reached, or hang, together with this one. */
  Path laneOf(Path path);

  /** Whether the file system that holds this path is away, so that nothing can be said of it. */
  boolean isAway(Path path);
}
