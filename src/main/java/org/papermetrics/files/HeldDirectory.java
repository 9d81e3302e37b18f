package org.papermetrics.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is held open while files in it are made and renamed, so that nobody can exchange
 * it for another one meanwhile. Where Java cannot hold directories open, its path is used.
 */
final class HeldDirectory implements Closeable {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;
  private final DirectoryStream<Path> stream;
  private final @Nullable SecureDirectoryStream<Path> held;

  private HeldDirectory(Path directory, DirectoryStream<Path> stream) {
    this.directory = directory;
    this.stream = stream;
    this.held = stream instanceof SecureDirectoryStream<Path> secure ? secure : null;
  }

  @SuppressWarnings("StreamResourceLeak") // closed with this object
  static HeldDirectory open(Path directory) throws IOException {
    return new HeldDirectory(directory, Files.newDirectoryStream(directory));
  }

  /** Makes a file that only this user may read and write. */
  FileChannel create(Path name) throws IOException {
    SeekableByteChannel channel;
    if (held != null) {
      channel = held.newByteChannel(name, NEW, PRIVATE);
    } else if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      channel = FileChannel.open(directory.resolve(name), NEW, PRIVATE);
    } else {
      channel = FileChannel.open(directory.resolve(name), NEW);
    }
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IOException("this file system has no file channels");
  }

  /** The attributes of a file, which is no link; null where the file system has none of POSIX. */
  @Nullable PosixFileAttributeView attributes(Path name) {
    return held != null
        ? held.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        : Files.getFileAttributeView(
            directory.resolve(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Renames a file; one that has the new name is replaced, and a link is replaced itself. */
  void rename(Path from, Path to) throws IOException {
    if (held != null) {
      held.move(from, held, to);
    } else {
      Files.move(
          directory.resolve(from),
          directory.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes a file if it is there. */
  void delete(Path name) throws IOException {
    try {
      if (held != null) {
        held.deleteFile(name);
      } else {
        Files.delete(directory.resolve(name));
      }
    } catch (NoSuchFileException e) {
      // It was renamed.
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
