package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps two daemons from writing one output directory. Ends with the process, however that ends.
 */
final class OutputLock implements AutoCloseable {
  private static final String NAME = ".paper-metrics.lock";

  private final FileChannel channel;

  private OutputLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of an output directory, which is made when it is not there.
   *
   * @return empty when another process has it
   * @throws IOException when the directory cannot be made or written
   */
  static Optional<OutputLock> take(Path outputDir) throws IOException {
    Files.createDirectories(outputDir);
    FileChannel channel =
        FileChannel.open(
            outputDir.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new OutputLock(channel));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
