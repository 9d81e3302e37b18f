package org.papermetrics.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.papermetrics.model.FileStamp;

/**
 * A file that people and other programs rewrite too, in place and without a lock. It is replaced
 * only if it is then still what was read; other processes of this program are kept out by a lock on
 * the file that is replaced.
 */
public final class SharedFile {
  private final Path file;
  private final long most;

  /**
   * Names the file, which need not exist.
   *
   * @param most bytes that it may have to be read
   */
  public SharedFile(Path file, long most) {
    this.file = file.toAbsolutePath();
    this.most = most;
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /**
   * The stamp of the file as it is now; empty when there is none.
   *
   * @throws UnreadableFileException when something that is no file of usable size has its name
   */
  public Optional<FileStamp> stamp() throws UnreadableFileException {
    FileAtPath found;
    try {
      found = FileAtPath.of(file);
    } catch (IOException e) {
      throw new UnreadableFileException(e);
    }
    if (found instanceof FileAtPath.Special special) {
      throw new UnreadableFileException(special.words());
    }
    if (!(found instanceof FileAtPath.Regular regular)) {
      return Optional.empty();
    }
    Optional<String> tooLarge = FileAtPath.tooLarge(regular.stamp().size(), most);
    if (tooLarge.isPresent()) {
      throw new UnreadableFileException(tooLarge.get());
    }
    return Optional.of(regular.stamp());
  }

  /**
   * Reads the file.
   *
   * @param stamp of the file a moment ago
   * @return empty when it is gone or another by now, or was written to while it was read
   */
  public Optional<OpenFile> open(FileStamp stamp) throws UnreadableFileException {
    try {
      return OpenFile.read(file, stamp);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UnreadableFileException(e);
    }
  }

  /**
   * Whether the file has exactly this content.
   *
   * @param stamp of the file a moment ago
   */
  public boolean holds(FileStamp stamp, ContentSums content) throws IOException {
    try {
      return OpenFile.holds(file, stamp, content);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Makes the file where there is none.
   *
   * @return false when there is one by now
   */
  public boolean create(AtomicFile.Content content) throws IOException {
    return AtomicFile.replace(file, content, () -> Stamps.of(file).isEmpty());
  }

  /**
   * Replaces the file.
   *
   * @param content which may be made of what is read
   * @return false when it is no longer what was read, or is being replaced by another process
   */
  public boolean replace(OpenFile read, AtomicFile.Content content) throws IOException {
    // The lock ends when any channel to this file is closed, so none is in between.
    try (FileChannel locked =
        FileChannel.open(
            AtomicFile.target(file), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      return lock(locked) && AtomicFile.replace(file, content, read::isCurrent);
    } catch (NoSuchFileException | EOFException e) {
      return false;
    }
  }

  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // A file system without locks: the last check before the rename must do.
      return true;
    }
  }
}
