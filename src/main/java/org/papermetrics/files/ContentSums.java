package org.papermetrics.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Checksums of the parts of a content, to tell whether and from where on another content differs
 * without keeping it. Each has 64 bits, of two cyclic redundancy checks whose polynomials have no
 * common factor, so one change in 10<sup>19</sup> is missed.
 */
public final class ContentSums {
  /** The size of the parts. */
  public static final int PART_BYTES = 1 << 16;

  private final int partBytes;
  private final long size;
  private final long[] sums;

  private ContentSums(int partBytes, long size, long[] sums) {
    this.partBytes = partBytes;
    this.size = size;
    this.sums = sums;
  }

  /** Those of all that a stream has. */
  public static ContentSums of(InputStream content) throws IOException {
    Summing summing = new Summing();
    byte[] part = new byte[PART_BYTES];
    int read;
    while ((read = content.read(part)) >= 0) {
      summing.add(part, 0, read);
    }
    return summing.sums();
  }

  /** How many bytes the content has. */
  public long size() {
    return size;
  }

  /** How many bytes at the start of both contents are known to be the same. */
  public long sameBytes(ContentSums other) {
    if (equals(other)) {
      return size;
    }
    int different = Arrays.mismatch(sums, other.sums);
    int same = different < 0 ? sums.length : different;
    // The last part of either may be the start of one of the other.
    return Math.min((long) same * partBytes, Math.min(size, other.size) / partBytes * partBytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContentSums that
        && size == that.size
        && partBytes == that.partBytes
        && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  /** Makes checksums of a content that comes in pieces of any size. */
  public static final class Summing {
    private final int partBytes;
    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();
    private long[] sums = new long[16];
    private long size;

    /** Has seen nothing. */
    public Summing() {
      this(PART_BYTES);
    }

    /**
     * Has seen nothing.
     *
     * @param partBytes size of the parts
     */
    public Summing(int partBytes) {
      this.partBytes = partBytes;
    }

    /** The next piece. */
    public void add(byte[] bytes, int from, int to) {
      int position = from;
      while (position < to) {
        int piece = (int) Math.min(to - position, partBytes - size % partBytes);
        first.update(bytes, position, piece);
        second.update(bytes, position, piece);
        position += piece;
        size += piece;
        if (size % partBytes == 0) {
          endPart((int) (size / partBytes) - 1);
        }
      }
    }

    private void endPart(int index) {
      if (index == sums.length) {
        sums = Arrays.copyOf(sums, 2 * index);
      }
      sums[index] = sum();
      first.reset();
      second.reset();
    }

    private long sum() {
      return first.getValue() << Integer.SIZE | second.getValue();
    }

    /** Those of what has come so far. */
    public ContentSums sums() {
      int whole = (int) (size / partBytes);
      boolean rest = size % partBytes > 0;
      long[] all = Arrays.copyOf(sums, rest ? whole + 1 : whole);
      if (rest) {
        all[whole] = sum();
      }
      return new ContentSums(partBytes, size, all);
    }
  }
}
