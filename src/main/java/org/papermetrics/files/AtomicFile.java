package org.papermetrics.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

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
    replace(
        file,
        channel -> {
          OutputStream out = Channels.newOutputStream(channel);
          out.write(content);
        });
    return true;
  }

  /**
   * Replaces the file with what {@code content} writes: a temporary file beside it, flushed to the
   * device, renamed over it. A symbolic link stays one and its target is replaced; the permissions
   * of an existing file stay, and its owner and group as far as this user may give them.
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
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null) {
      throw new IOException(file + " has no parent directory");
    }
    Files.createDirectories(directory);
    Path temporary = temporaryBeside(target);
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        keepPermissions(target, temporary);
        channel.force(true);
      }
      if (!condition.holds()) {
        return false;
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    flushDirectory(directory);
    return true;
  }

  /**
   * Makes {@code copy} the same file as {@code file}: a hard link where the file system allows,
   * else a copy.
   */
  public static void linkOrCopy(Path file, Path copy) throws IOException {
    if (Files.exists(copy) && Files.isSameFile(file, copy)) {
      return;
    }
    Path temporary = temporaryBeside(copy.toAbsolutePath());
    try {
      try {
        Files.createLink(temporary, file);
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
        if (Files.getLastModifiedTime(leftover).toInstant().isBefore(now.minus(LEFT_OVER))) {
          Files.deleteIfExists(leftover);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They take space and do no other harm; the next start tries again.
    }
  }

  private static Path temporaryBeside(Path target) {
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return target.resolveSibling("." + target.getFileName() + "." + unique + TEMPORARY_SUFFIX);
  }

  private static void keepPermissions(Path old, Path fresh) throws IOException {
    try {
      if (Files.exists(old)) {
        PosixFileAttributes had = Files.readAttributes(old, PosixFileAttributes.class);
        PosixFileAttributeView view =
            Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        PosixFileAttributes has = view.readAttributes();
        if (!has.group().equals(had.group())) {
          whereAllowed(() -> view.setGroup(had.group()));
        }
        if (!has.owner().equals(had.owner())) {
          whereAllowed(() -> view.setOwner(had.owner()));
        }
        view.setPermissions(had.permissions());
      }
    } catch (UnsupportedOperationException e) {
      // A file system without permissions has none to keep.
    }
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
