package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.papermetrics.model.FileStamp;

/** Reads the stamps of files from their inodes; the files are never opened. */
public final class Stamps {
  private Stamps() {}

  /**
   * The stamp of a regular file; links are followed.
   *
   * @return empty when there is no such file, or it is a directory, a pipe or a device
   * @throws IOException when it cannot be determined whether there is one
   */
  public static Optional<FileStamp> of(Path file) throws IOException {
    return FileAtPath.of(file) instanceof FileAtPath.Regular regular
        ? Optional.of(regular.stamp())
        : Optional.empty();
  }

  /**
   * The device of the file system that a path is on or would be on, by the nearest directory above
   * it that exists.
   *
   * @throws IOException when it cannot be determined
   */
  public static OptionalLong deviceAt(Path path) throws IOException {
    for (Path p = path.getParent(); p != null; p = p.getParent()) {
      try {
        return OptionalLong.of((Long) Files.getAttribute(p, "unix:dev"));
      } catch (NoSuchFileException e) {
        // The next one above may be there.
      }
    }
    return OptionalLong.empty();
  }

  static <T> T value(Map<String, Object> attributes, String name, Class<T> type) {
    return Objects.requireNonNull(type.cast(attributes.get(name)), name);
  }

  /** Whether something has this name, be it a dangling link. */
  public static boolean named(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
