package org.papermetrics.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a part of a file that stays open when this is closed. */
final class FilePart extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long position;

  FilePart(FileChannel channel, long from, long to) {
    this.channel = channel;
    this.position = from;
    this.end = to;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    // Java copies what it reads from memory of the same size, which it keeps.
    long most = Math.min(end - position, ContentSums.PART_BYTES);
    int read = channel.read(ByteBuffer.wrap(to, offset, (int) Math.min(length, most)), position);
    if (read < 0) {
      throw new EOFException("The file has become shorter");
    }
    position += read;
    return read;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, end - position));
    position += skipped;
    return skipped;
  }
}
