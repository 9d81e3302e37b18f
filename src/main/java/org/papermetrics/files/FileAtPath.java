package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.model.FileStamp;

/**
 * What is at a path where a regular file is expected, told by its inode alone: whoever opens a
 * named pipe or a device may wait for ever.
 */
public sealed interface FileAtPath {
  /** A regular file, directly or through links. */
  record Regular(FileStamp stamp) implements FileAtPath {}

  /** Nothing has this name. */
  record Nothing() implements FileAtPath {}

  /**
   * Something that is never opened.
   *
   * @param words half a sentence that follows the name: what it is
   */
  record Special(String words) implements FileAtPath {}

  /**
   * Checks what is at a path.
   *
   * @throws IOException when this cannot be determined
   */
  static FileAtPath of(Path path) throws IOException {
    try {
      Map<String, Object> a =
          Files.readAttributes(path, "unix:mode,size,lastModifiedTime,ctime,ino,dev");
      FileType type = FileType.of(Stamps.value(a, "mode", Integer.class));
      return type == FileType.REGULAR
          ? new Regular(
              new FileStamp(
                  Stamps.value(a, "dev", Long.class) + ":" + Stamps.value(a, "ino", Long.class),
                  Stamps.value(a, "size", Long.class),
                  Stamps.value(a, "lastModifiedTime", FileTime.class).toInstant(),
                  Stamps.value(a, "ctime", FileTime.class).toInstant()))
          : new Special(type.words());
    } catch (NoSuchFileException e) {
      return Files.isSymbolicLink(path) ? dangling(path) : new Nothing();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (isLoop(path)) {
        return new Special("is a symbolic link that leads back to itself");
      }
      // A path through a file ("Not a directory") names nothing; the JDK has no exception of its
      // own for it.
      if (throughAFile(path)) {
        return new Nothing();
      }
      throw e;
    }
  }

  private static FileAtPath dangling(Path link) throws IOException {
    try {
      return new Special(
          "is a symbolic link to " + Files.readSymbolicLink(link) + ", which does not exist");
    } catch (NoSuchFileException e) {
      return new Nothing();
    }
  }

  private static boolean isLoop(Path path) throws IOException {
    Path at = path;
    for (int i = 0; i < 41; i++) {
      if (!Files.isSymbolicLink(at)) {
        return false;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return true;
  }

  private static boolean throughAFile(Path path) {
    for (Path p = path.getParent(); p != null; p = p.getParent()) {
      if (Files.exists(p)) {
        return !Files.isDirectory(p);
      }
    }
    return false;
  }

  /**
   * That a file is larger than any that is read, as half a sentence that follows its name; empty
   * when it is not.
   */
  static Optional<String> tooLarge(long size, long most) {
    return size <= most
        ? Optional.empty()
        : Optional.of("is " + bytes(size, 1) + "; at most " + bytes(most, 0) + " are read");
  }

  private static String bytes(long size, int decimals) {
    int unit = size >= 1L << 30 ? 3 : size >= 1L << 20 ? 2 : 1;
    String name = unit == 3 ? " GB" : unit == 2 ? " MB" : " kB";
    return String.format(Locale.ROOT, "%." + decimals + "f", size / Math.pow(1024, unit)) + name;
  }
}
