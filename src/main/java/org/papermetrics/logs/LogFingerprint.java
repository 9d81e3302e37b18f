package org.papermetrics.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprint of a log's first bytes and of those before the read offset, to detect a rewritten
 * log. While it is read these are bytes; afterwards a digest will do.
 */
final class LogFingerprint {
  /** So many bytes are checked in each place, where there are so many. */
  static final int LENGTH = 256;

  /** What remains of landmarks: a digest of either. */
  record Digests(long head, long before) {
    /** Of a log of which nothing was read. */
    static final Digests NOTHING = new LogFingerprint(new byte[0], new byte[0]).digests();
  }

  private byte[] head;
  private byte[] before;

  private LogFingerprint(byte[] head, byte[] before) {
    this.head = head;
    this.before = before;
  }

  /** Those of a log of which nothing was read. */
  static LogFingerprint none() {
    return new LogFingerprint(new byte[0], new byte[0]);
  }

  /** Those of a log that was read up to a place; null when it is not that log any more. */
  static @Nullable LogFingerprint find(FileChannel channel, long place, Digests expected)
      throws IOException {
    if (channel.size() < place) {
      return null;
    }
    int length = (int) Math.min(LENGTH, place);
    LogFingerprint found =
        new LogFingerprint(bytes(channel, 0, length), bytes(channel, place - length, length));
    return found.digests().equals(expected) ? found : null;
  }

  /** The bytes at a place; zeros where there are none. */
  static byte[] bytes(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(length);
    int n = 0;
    while (found.hasRemaining() && n >= 0) {
      n = channel.read(found, from + found.position());
    }
    return found.array();
  }

  /** The first bytes of the buffer were passed. */
  void pass(byte[] buffer, int used) {
    if (head.length < LENGTH) {
      int more = Math.min(used, LENGTH - head.length);
      byte[] longer = Arrays.copyOf(head, head.length + more);
      System.arraycopy(buffer, 0, longer, head.length, more);
      head = longer;
    }
    if (used >= LENGTH) {
      before = Arrays.copyOfRange(buffer, used - LENGTH, used);
    } else if (used > 0) {
      int keep = Math.min(before.length, LENGTH - used);
      byte[] joined = new byte[keep + used];
      System.arraycopy(before, before.length - keep, joined, 0, keep);
      System.arraycopy(buffer, 0, joined, keep, used);
      before = joined;
    }
  }

  Digests digests() {
    return new Digests(digest(head), digest(before));
  }

  private static long digest(byte[] bytes) {
    Checksum one = new CRC32C();
    Checksum other = new CRC32();
    one.update(bytes, 0, bytes.length);
    other.update(bytes, 0, bytes.length);
    return one.getValue() << 32 | other.getValue();
  }
}
