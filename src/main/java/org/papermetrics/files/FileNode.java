package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A file or directory as its inode describes it. Kept for everything below the roots, and so in a
 * few numbers; a {@link org.papermetrics.model.FileStamp} is of a regular file and is saved. As
 * long as the node of a directory stays equal, nothing was added to the directory or taken from it;
 * as long as that of a file does, nothing was written to it; except within one tick of the file
 * system's clock. Times are nanoseconds since 1970.
 *
 * @param kind what it is
 * @param device the file system it is on
 * @param inode its number there
 * @param size bytes of a file, else 0
 * @param modified when an entry was last added or removed, or a byte written
 * @param changed the same, but nobody can set it back
 */
public record FileNode(Kind kind, long device, long inode, long size, long modified, long changed) {
  /** A file that is there but cannot be read. */
  public static final FileNode UNKNOWN = new FileNode(Kind.FILE, -1, -1, -1, 0, 0);

  private static final String ATTRIBUTES = "unix:mode,size,dev,ino,lastModifiedTime,ctime";
  private static final int TYPE = 0xF000;
  private static final int TYPE_DIRECTORY = 0x4000;
  private static final int TYPE_FILE = 0x8000;
  private static final LinkOption[] NOFOLLOW = {LinkOption.NOFOLLOW_LINKS};
  private static final LinkOption[] FOLLOW = {};

  /** What a name stands for. */
  enum Kind {
    DIRECTORY,
    FILE,
    /** A link, a pipe, a device. */
    OTHER
  }

  /** Of the name itself: a link is no directory. */
  public static FileNode of(Path path) throws IOException {
    return read(path, NOFOLLOW);
  }

  /** Of what the name leads to. */
  public static FileNode following(Path path) throws IOException {
    return read(path, FOLLOW);
  }

  private static FileNode read(Path path, LinkOption... options) throws IOException {
    Map<String, Object> a = Files.readAttributes(path, ATTRIBUTES, options);
    int type = Stamps.value(a, "mode", Integer.class) & TYPE;
    Kind kind =
        type == TYPE_DIRECTORY ? Kind.DIRECTORY : type == TYPE_FILE ? Kind.FILE : Kind.OTHER;
    return new FileNode(
        kind,
        Stamps.value(a, "dev", Long.class),
        Stamps.value(a, "ino", Long.class),
        kind == Kind.FILE ? Stamps.value(a, "size", Long.class) : 0,
        nanos(Stamps.value(a, "lastModifiedTime", FileTime.class)),
        nanos(Stamps.value(a, "ctime", FileTime.class)));
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  public boolean isFile() {
    return kind == Kind.FILE;
  }

  /** Whether this is the same directory, whatever is in it by now. */
  public boolean isSame(FileNode other) {
    return device == other.device && inode == other.inode && kind == other.kind;
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
