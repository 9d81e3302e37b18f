package org.papermetrics.scan;

import java.nio.file.Path;
import org.papermetrics.layout.FilePatterns;

/** A directory to watch, with the files in it and the directories below it that are relevant. */
public sealed interface Scope {
  /** The directory as configured; every reported path starts with it. */
  Path path();

  /** Whether the directories below it are watched too. */
  default boolean isDeep() {
    return false;
  }

  /** Whether links to directories are entered. */
  default boolean followsLinks() {
    return false;
  }

  /** Whether a file in a watched directory is relevant, by its path. */
  boolean wants(Path file);

  /** Whether a directory below it is entered, by its path. */
  default boolean enters(Path directory) {
    return false;
  }

  /** A checkpoint root with everything below it. */
  record Checkpoints(Path path, FilePatterns patterns, boolean followsLinks) implements Scope {
    @Override
    public boolean isDeep() {
      return true;
    }

    @Override
    public boolean wants(Path file) {
      return patterns.isWanted(path, file);
    }

    @Override
    public boolean enters(Path directory) {
      return !patterns.isExcluded(path, directory);
    }
  }

  /** A log directory: the logs in it, not those in directories below it. */
  record Logs(Path path) implements Scope {
    @Override
    public boolean wants(Path file) {
      return FilePatterns.isLog(file);
    }
  }

  /** One file, watched through its directory, because replacing it creates a new file. */
  record SingleFile(Path path, Path file) implements Scope {
    static SingleFile of(Path file) {
      Path directory = file.getParent();
      if (directory == null) {
        throw new IllegalArgumentException(file + " is a directory");
      }
      return new SingleFile(directory, file);
    }

    @Override
    public boolean wants(Path other) {
      return other.equals(file);
    }
  }
}
