package org.papermetrics.files;

import java.nio.file.Path;

/** Paths to be kept by the ten thousand. */
public final class CompactPath {
  private CompactPath() {}

  /**
   * An equal path without what a path keeps once it was asked for it: its text, and where its names
   * begin, which together need more memory than the path itself. The path is asked for nothing.
   */
  public static Path of(Path path) {
    Path copy = path.resolve("name").getParent();
    return copy == null ? path : copy;
  }
}
