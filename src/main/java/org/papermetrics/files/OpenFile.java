package org.papermetrics.files;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.papermetrics.model.FileStamp;

/**
 * A file as it was at one moment. It is held open, so that it can still be told what became of it
 * when its name already leads to another file. Its content is not kept: whoever reads it asks
 * afterwards whether it is still current.
 */
public final class OpenFile implements ByteSource, Closeable {
  private final Path file;
  private final FileStamp stamp;
  private final FileChannel channel;
  private final ContentSums sums;

  private OpenFile(Path file, FileStamp stamp, FileChannel channel, ContentSums sums) {
    this.file = file;
    this.stamp = stamp;
    this.channel = channel;
    this.sums = sums;
  }

  /**
   * Opens a file and reads it once.
   *
   * @param stamp of the file a moment ago
   * @return empty when it is another file by now, or was written to while it was read
   */
  public static Optional<OpenFile> read(Path file, FileStamp stamp) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    Optional<OpenFile> open = Optional.empty();
    try {
      Optional<ContentSums> sums = sumsOf(channel, stamp.size());
      if (sums.isPresent() && Stamps.of(file).filter(stamp::equals).isPresent()) {
        open = Optional.of(new OpenFile(file, stamp, channel, sums.get()));
      }
      return open;
    } finally {
      if (open.isEmpty()) {
        channel.close();
      }
    }
  }

  @Override
  public long size() {
    return stamp.size();
  }

  @Override
  public InputStream part(long from, long to) {
    return new FilePart(channel, from, to);
  }

  /** All of it; empty when it has changed since. */
  public Optional<byte[]> content() throws IOException {
    byte[] now = contentNow();
    boolean same = ContentSums.of(new ByteArrayInputStream(now)).equals(sums);
    return same ? Optional.of(now) : Optional.empty();
  }

  /** What is in this file now, wherever its name leads. */
  public byte[] contentNow() throws IOException {
    long size = channel.size();
    try (InputStream all = part(0, size)) {
      return all.readNBytes(Math.toIntExact(size));
    }
  }

  /** Checksums of its content. */
  public ContentSums sums() {
    return sums;
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
    return sumsOf(channel, sums.size()).filter(sums::equals).isEmpty();
  }

  /**
   * Whether a file has exactly this content.
   *
   * @param stamp of the file a moment ago
   */
  static boolean holds(Path file, FileStamp stamp, ContentSums content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return sumsOf(channel, content.size()).filter(content::equals).isPresent()
          && Stamps.of(file).filter(stamp::equals).isPresent();
    }
  }

  /** Empty when the file has not as many bytes. */
  private static Optional<ContentSums> sumsOf(FileChannel channel, long size) throws IOException {
    try (InputStream all = new FilePart(channel, 0, size)) {
      ContentSums sums = ContentSums.of(all);
      boolean isEnd = channel.read(ByteBuffer.allocate(1), size) < 0;
      return isEnd ? Optional.of(sums) : Optional.<ContentSums>empty();
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
