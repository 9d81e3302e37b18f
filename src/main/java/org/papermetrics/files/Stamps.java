package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.papermetrics.model.FileStamp;

/** Takes the stamp of a file by looking at its inode; the file is never opened. */
public final class Stamps {
  private static final String UNIX = "unix:isRegularFile,size,lastModifiedTime,ctime,ino,dev";

  private Stamps() {}

  /**
   * The stamp of a regular file; links are followed.
   *
   * @return empty when there is no such file, or it is a directory, a pipe or a device
   * @throws IOException when it cannot be told whether there is one
   */
  public static Optional<FileStamp> of(Path file) throws IOException {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        Map<String, Object> a = Files.readAttributes(file, UNIX);
        if (!value(a, "isRegularFile", Boolean.class)) {
          return Optional.empty();
        }
        return Optional.of(
            new FileStamp(
                value(a, "dev", Long.class) + ":" + value(a, "ino", Long.class),
                value(a, "size", Long.class),
                value(a, "lastModifiedTime", FileTime.class).toInstant(),
                value(a, "ctime", FileTime.class).toInstant()));
      }
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      if (!a.isRegularFile()) {
        return Optional.empty();
      }
      Object key = a.fileKey();
      return Optional.of(
          new FileStamp(
              key == null ? "" : key.toString(),
              a.size(),
              a.lastModifiedTime().toInstant(),
              a.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (java.nio.file.FileSystemException e) {
      // A path through a file ("Not a directory") names nothing; the JDK has no exception of its
      // own for it.
      if (throughAFile(file)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The device of the file system that a path is on or would be on, by the nearest directory above
   * it that exists; empty where there are no such numbers.
   *
   * @throws IOException when it cannot be told
   */
  public static OptionalLong deviceAt(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return OptionalLong.empty();
    }
    for (Path p = path.getParent(); p != null; p = p.getParent()) {
      try {
        return OptionalLong.of((Long) Files.getAttribute(p, "unix:dev"));
      } catch (NoSuchFileException e) {
        // The next one above may be there.
      }
    }
    return OptionalLong.empty();
  }

  private static <T> T value(Map<String, Object> attributes, String name, Class<T> type) {
    return Objects.requireNonNull(type.cast(attributes.get(name)), name);
  }

  private static boolean throughAFile(Path file) {
    for (Path p = file.getParent(); p != null; p = p.getParent()) {
      if (Files.exists(p)) {
        return !Files.isDirectory(p);
      }
    }
    return false;
  }

  /** Whether something has this name, be it a dangling link. */
  public static boolean named(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
