package org.papermetrics.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.papermetrics.model.Periods;

/**
 * Replaces whole files: whoever opens the file sees the old content or the new, never a part, also
 * after a power cut.
 */
public final class AtomicFile {
  /**
   * The end of every temporary name, so that leftovers can be recognised and are never taken for
   * data.
   */
  public static final String TEMPORARY_SUFFIX = ".paper-metrics-tmp";

  /** Nobody writes to a temporary file that has not changed for so long. */
  private static final Duration LEFT_OVER = Duration.ofMinutes(1);

  private static final int MOST_LINKS = 40;
  private static final FileAttribute<?> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final SecureRandom RANDOM = new SecureRandom();

  private AtomicFile() {}

  /** Writes the new content. */
  public interface Content {
    /** Writes all of it to the channel, which is at its start. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** What must still hold when the new file is complete. */
  public interface Condition {
    /** Looked at directly before the rename; false leaves the old file as it is. */
    boolean holds() throws IOException;
  }

  /**
   * Replaces the file with these bytes.
   *
   * @return false when the file already has exactly these bytes and was left alone
   * @throws IOException when it cannot be written; the old file is then untouched
   */
  public static boolean replace(Path file, byte[] content) throws IOException {
    if (Files.exists(file)
        && Files.size(file) == content.length
        && Arrays.equals(Files.readAllBytes(file), content)) {
      return false;
    }
    replace(file, bytes(content));
    return true;
  }

  /**
   * Replaces the file with what {@code content} writes: a temporary file beside it that only this
   * user may read, flushed to the device, renamed over it. Where the name is a symbolic link, see
   * {@link #target}. The permissions of an existing file stay, and its owner and group as far as
   * this user may give them; a new file gets those that the umask leaves.
   *
   * @throws IOException when it cannot be written; the old file is then untouched
   */
  public static void replace(Path file, Content content) throws IOException {
    replace(file, content, () -> true);
  }

  /**
   * The same for a file that others write too: renamed only if the condition holds when all else is
   * done, flushing to the device included, which can take long enough for others to write.
   *
   * @return whether it was replaced
   * @throws IOException when it cannot be written; the old file is then untouched
   */
  public static boolean replace(Path file, Content content, Condition condition)
      throws IOException {
    return replace(file, content, condition, false);
  }

  /**
   * The same for a file that only this user may read and write, whatever the umask and the old file
   * allow. Its directory, where it is missing, is made for this user alone.
   *
   * @throws IOException when it cannot be written; the old file is then untouched
   */
  public static void replacePrivate(Path file, Content content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(directory, PRIVATE_DIRECTORY);
    }
    replace(file, content, () -> true, true);
  }

  /** Content that is there already. */
  public static Content bytes(byte[] content) {
    return channel -> {
      OutputStream out = Channels.newOutputStream(channel);
      out.write(content);
    };
  }

  private static boolean replace(
      Path file, Content content, Condition condition, boolean onlyThisUser) throws IOException {
    Path target = target(file);
    Path directory = target.getParent();
    Path name = target.getFileName();
    if (directory == null || name == null) {
      throw new IOException(file + " has no parent directory");
    }
    Files.createDirectories(directory);
    Path temporary = temporaryFor(name);
    try (HeldDirectory held = HeldDirectory.open(directory)) {
      try {
        try (FileChannel channel = held.create(temporary)) {
          content.writeTo(channel);
          if (!onlyThisUser) {
            setPermissions(held, name, temporary);
          }
          channel.force(true);
        }
        if (!condition.holds()) {
          return false;
        }
        held.rename(temporary, name);
      } finally {
        held.delete(temporary);
      }
    }
    flushDirectory(directory);
    return true;
  }

  /**
   * The file that is written under a name: the name itself, or where it leads when it is a symbolic
   * link. A link is followed only if it, its target and the directories of both belong to the user
   * of this program; otherwise whoever else may write the directory could have any file of this
   * user overwritten.
   *
   * @throws ForeignLinkException when the name is a link that is not followed
   * @throws IOException when a link leads nowhere
   */
  public static Path target(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    for (int i = 0; Files.isSymbolicLink(path); i++) {
      if (i == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      requireOurs(file, path);
      path = path.resolveSibling(Files.readSymbolicLink(path));
      requireOurs(file, path);
    }
    return path;
  }

  private static void requireOurs(Path file, Path path) throws IOException {
    if (!Ownership.isOurs(path)) {
      throw new ForeignLinkException(file, path);
    }
    Path directory = path.getParent();
    if (directory != null && !Ownership.isOurs(directory.toRealPath())) {
      throw new ForeignLinkException(file, directory);
    }
  }

  /**
   * Makes {@code copy} the same file as {@code file}: a hard link where the file system allows,
   * else a copy. A link of this user in its place is replaced.
   *
   * @throws ForeignLinkException when {@code copy} is a link of another user
   */
  public static void linkOrCopy(Path file, Path copy) throws IOException {
    if (Files.isSymbolicLink(copy)) {
      if (!Ownership.isOurs(copy)) {
        throw new ForeignLinkException(copy, copy);
      }
    } else if (Files.exists(copy) && Files.isSameFile(file, copy)) {
      return;
    }
    Path temporary = copy.toAbsolutePath().resolveSibling(temporaryFor(copy.getFileName()));
    try {
      try {
        Files.createLink(temporary, target(file));
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(file, temporary);
      }
      Files.move(
          temporary, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Removes the temporary files that killed programs have left in a directory, as far as that is
   * possible. Those that have changed within the last minute are left to their writers.
   */
  public static void removeLeftovers(Path directory, Instant now) {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(directory, ".*" + TEMPORARY_SUFFIX)) {
      for (Path leftover : leftovers) {
        if (Periods.isOver(LEFT_OVER, Files.getLastModifiedTime(leftover).toInstant(), now)) {
          Files.deleteIfExists(leftover);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They take space and do no other harm; the next start tries again.
    }
  }

  private static Path temporaryFor(Path name) {
    byte[] unique = new byte[12];
    RANDOM.nextBytes(unique);
    String start = FileNameEncoding.isText(name) ? "." + name : "";
    return name.resolveSibling(start + "." + HexFormat.of().formatHex(unique) + TEMPORARY_SUFFIX);
  }

  /** Gives the new file the permissions of the old one, or those that the umask leaves. */
  private static void setPermissions(HeldDirectory directory, Path old, Path fresh)
      throws IOException {
    PosixFileAttributeView view = directory.attributes(fresh);
    PosixFileAttributeView before = directory.attributes(old);
    if (view == null || before == null) {
      return;
    }
    PosixFileAttributes had;
    try {
      had = before.readAttributes();
    } catch (NoSuchFileException e) {
      view.setPermissions(Umask.permissionsOfNewFiles());
      return;
    }
    PosixFileAttributes has = view.readAttributes();
    if (!has.group().equals(had.group())) {
      whereAllowed(() -> view.setGroup(had.group()));
    }
    if (!has.owner().equals(had.owner())) {
      whereAllowed(() -> view.setOwner(had.owner()));
    }
    view.setPermissions(had.permissions());
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void whereAllowed(Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      // Only root gives files away, and nobody to a group of others: the content matters more.
    }
  }

  private static void flushDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some file systems cannot flush a directory; the rename itself has succeeded.
    }
  }
}
