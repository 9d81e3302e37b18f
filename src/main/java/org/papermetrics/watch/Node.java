package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * What one look at a directory says without listing it. As long as a node stays equal, nothing was
 * added to the directory or taken from it, except within one tick of the file system's clock.
 *
 * @param isDirectory whether it is one; else nothing but this counts
 * @param device the file system it is on
 * @param inode its number there
 * @param modified when an entry was last added or removed
 * @param changed the same, but nobody can set it back
 */
record Node(boolean isDirectory, long device, long inode, FileTime modified, FileTime changed) {
  private static final String ATTRIBUTES = "unix:isDirectory,dev,ino,lastModifiedTime,ctime";

  /** Looks at a name itself: a link is no directory. */
  static Node of(Path path) throws IOException {
    return read(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Looks at what a name leads to. */
  static Node following(Path path) throws IOException {
    return read(path);
  }

  private static Node read(Path path, LinkOption... options) throws IOException {
    Map<String, Object> a = Files.readAttributes(path, ATTRIBUTES, options);
    return new Node(
        value(a, "isDirectory", Boolean.class),
        value(a, "dev", Long.class),
        value(a, "ino", Long.class),
        value(a, "lastModifiedTime", FileTime.class),
        value(a, "ctime", FileTime.class));
  }

  private static <T> T value(Map<String, Object> attributes, String name, Class<T> type) {
    return Objects.requireNonNull(type.cast(attributes.get(name)), name);
  }

  /** Whether this is the same directory, whatever is in it by now. */
  boolean isSame(Node other) {
    return device == other.device && inode == other.inode && isDirectory == other.isDirectory;
  }
}
