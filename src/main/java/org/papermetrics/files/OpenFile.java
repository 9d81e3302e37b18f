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
  private static final int PART_BYTES = 1 << 16;

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
      byte[] content = contentOf(channel, stamp.size());
      whole =
          content.length == stamp.size()
              && isEnd(channel, content.length)
              && Stamps.of(file).filter(stamp::equals).isPresent();
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
    return !holds(channel, content);
  }

  /**
   * Whether a file has exactly this content.
   *
   * @param stamp of the file a moment ago
   */
  static boolean holds(Path file, FileStamp stamp, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return holds(channel, content) && Stamps.of(file).filter(stamp::equals).isPresent();
    }
  }

  /** Compared part by part, because the file may be large and is compared often. */
  private static boolean holds(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(PART_BYTES);
    int compared = 0;
    while (channel.read(part.clear(), compared) > 0) {
      int end = compared + part.position();
      if (end > content.length
          || !Arrays.equals(part.array(), 0, part.position(), content, compared, end)) {
        return false;
      }
      compared = end;
    }
    return compared == content.length;
  }

  /** What is in this file now. */
  public byte[] contentNow() throws IOException {
    return contentOf(channel, channel.size());
  }

  private static byte[] contentOf(FileChannel channel, long size) throws IOException {
    byte[] content = new byte[Math.toIntExact(size)];
    int end = 0;
    while (end < content.length) {
      // Java copies what it reads from memory of the same size, which it keeps.
      int part = Math.min(PART_BYTES, content.length - end);
      int read = channel.read(ByteBuffer.wrap(content, end, part), end);
      if (read < 0) {
        break;
      }
      end += read;
    }
    return end == content.length ? content : Arrays.copyOf(content, end);
  }

  private static boolean isEnd(FileChannel channel, long position) throws IOException {
    return channel.read(ByteBuffer.allocate(1), position) < 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
