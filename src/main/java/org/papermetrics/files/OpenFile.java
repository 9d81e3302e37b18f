package org.papermetrics.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.papermetrics.model.FileStamp;

/**
 * A file and all of its content at one moment. It is held open, so that it can still be told what
 * became of it when its name already leads to another file.
 */
public final class OpenFile implements Closeable {
  private final Path file;
  private final FileStamp stamp;
  private final FileChannel channel;
  private final byte[] content;

  private OpenFile(Path file, FileStamp stamp, FileChannel channel, byte[] content) {
    this.file = file;
    this.stamp = stamp;
    this.channel = channel;
    this.content = content;
  }

  /**
   * Reads a file.
   *
   * @param stamp of the file a moment ago
   * @return empty when it is another file by now, or was written to while it was read
   */
  public static Optional<OpenFile> read(Path file, FileStamp stamp) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    boolean whole = false;
    try {
      byte[] content = contentOf(channel, stamp.size() + 1);
      whole = Stamps.of(file).filter(stamp::equals).isPresent() && content.length == stamp.size();
      return whole
          ? Optional.of(new OpenFile(file, stamp, channel, content))
          : Optional.<OpenFile>empty();
    } finally {
      if (!whole) {
        channel.close();
      }
    }
  }

  public byte[] content() {
    return content;
  }

  public FileStamp stamp() {
    return stamp;
  }

  /** Whether the name still leads to this file and nobody has written to it. */
  public boolean isCurrent() throws IOException {
    // A rewrite of the same size within one tick of the clock leaves the stamp as it was.
    return !isOverwritten() && Stamps.of(file).filter(stamp::equals).isPresent();
  }

  /** Whether somebody has written to this file, wherever its name leads by now. */
  public boolean isOverwritten() throws IOException {
    return !Arrays.equals(contentOf(channel, content.length + 1L), content);
  }

  /** What is in this file now. */
  public byte[] contentNow() throws IOException {
    return contentOf(channel, channel.size());
  }

  private static byte[] contentOf(FileChannel channel, long limit) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(limit));
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // Reads on to the end or the limit.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
