package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file or directory as its inode describes it. Kept for everything below the roots, and so in a
 * few numbers; a {@link org.papermetrics.model.FileStamp} is of a regular file and is saved. As
 * long as the node of a directory stays equal, nothing was added to the directory or taken from it;
 * as long as that of a file does, nothing was written to it; except within one tick of the file
 * system's clock. Times are nanoseconds since 1970.
 *
 * @param type what it is
 * @param device the file system it is on
 * @param inode its number there
 * @param size bytes of a file, else 0
 * @param modified when an entry was last added or removed, or a byte written
 * @param changed the same, but nobody can set it back
 */
public record FileNode(
    FileType type, long device, long inode, long size, long modified, long changed) {
  /** A file that is there but cannot be read. */
  public static final FileNode UNKNOWN = new FileNode(FileType.REGULAR, -1, -1, -1, 0, 0);

  private static final String ATTRIBUTES = "unix:mode,size,dev,ino,lastModifiedTime,ctime";
  private static final LinkOption[] NOFOLLOW = {LinkOption.NOFOLLOW_LINKS};
  private static final LinkOption[] FOLLOW = {};

  /** Of the name itself: a link is no directory. */
  public static FileNode of(Path path) throws IOException {
    return read(path, NOFOLLOW);
  }

  /** Of what the name leads to. */
  public static FileNode following(Path path) throws IOException {
    return read(path, FOLLOW);
  }

  /**
   * Of whatever is at a path where a file is expected: of what the name leads to, or of the name
   * itself where it leads nowhere; empty when nothing has the name.
   */
  public static Optional<FileNode> anything(Path path) {
    try {
      return Optional.of(following(path));
    } catch (IOException leadsNowhere) {
      try {
        return Optional.of(of(path));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IOException e) {
        return Stamps.named(path) ? Optional.of(UNKNOWN) : Optional.empty();
      }
    }
  }

  private static FileNode read(Path path, LinkOption... options) throws IOException {
    Map<String, Object> a = Files.readAttributes(path, ATTRIBUTES, options);
    FileType type = FileType.of(Stamps.value(a, "mode", Integer.class));
    return new FileNode(
        type,
        Stamps.value(a, "dev", Long.class),
        Stamps.value(a, "ino", Long.class),
        type == FileType.REGULAR ? Stamps.value(a, "size", Long.class) : 0,
        nanos(Stamps.value(a, "lastModifiedTime", FileTime.class)),
        nanos(Stamps.value(a, "ctime", FileTime.class)));
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  public boolean isFile() {
    return type == FileType.REGULAR;
  }

  /** Whether this is the same directory, whatever is in it by now. */
  public boolean isSame(FileNode other) {
    return device == other.device && inode == other.inode && type == other.type;
  }

  /**
   * Whether a directory seems to be as it was, by its modification time alone. Costs less than a
   * whole look.
   *
   * @param mayBeLink whether the directory counts although the last name is a link
   */
  public boolean seemsUnchanged(Path directory, boolean mayBeLink) throws IOException {
    BasicFileAttributes a =
        Files.readAttributes(directory, BasicFileAttributes.class, mayBeLink ? FOLLOW : NOFOLLOW);
    return a.isDirectory() && isDirectory() && nanos(a.lastModifiedTime()) == modified;
  }
}
