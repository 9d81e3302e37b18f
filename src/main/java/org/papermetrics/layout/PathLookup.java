package org.papermetrics.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Finds the configured directory that contains a path, also through a real path. */
public final class PathLookup {
  private PathLookup() {}

  /**
   * A path as it is spelled below a configured directory.
   *
   * @param directory as configured
   * @param path starts with it
   */
  public record Place(Path directory, Path path) {}

  /**
   * The innermost directory that has the path, by its name or by where it really is. Nothing is
   * checked but the directories.
   */
  public static Optional<Place> of(Path path, Collection<Path> directories) {
    return innermost(path, directories)
        .map(directory -> new Place(directory, path))
        .or(() -> really(path, directories));
  }

  /** The innermost directory that a path is below, by its name. */
  static Optional<Path> innermost(Path path, Collection<Path> directories) {
    Path best = null;
    for (Path directory : directories) {
      if (path.startsWith(directory) && (best == null || directory.startsWith(best))) {
        best = directory;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Optional<Place> really(Path path, Collection<Path> directories) {
    for (Path directory : directories) {
      try {
        Path real = directory.toRealPath();
        if (path.startsWith(real)) {
          return Optional.of(new Place(directory, directory.resolve(real.relativize(path))));
        }
      } catch (IOException e) {
        // A directory that is not there has nothing.
      }
    }
    return Optional.empty();
  }
}
