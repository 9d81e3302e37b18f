package org.papermetrics.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Token positions in rising order. Evaluations report every so many tokens, and then the first
 * position and the step say all.
 */
final class Positions {
  private final int size;
  private final int first;
  private final int step;

  /** All of them when the steps differ, else null. */
  private final int @Nullable [] uneven;

  private Positions(int size, int first, int step, int @Nullable [] uneven) {
    this.size = size;
    this.first = first;
    this.step = step;
    this.uneven = uneven;
  }

  /** The first {@code size} of the positions, copied where they are uneven. */
  static Positions of(int[] positions, int size) {
    int first = size > 0 ? positions[0] : 0;
    int step = size > 1 ? positions[1] - first : 0;
    for (int i = 2; i < size; i++) {
      if (positions[i] - positions[i - 1] != step) {
        return new Positions(size, first, step, Arrays.copyOf(positions, size));
      }
    }
    return new Positions(size, first, step, null);
  }

  /** What {@link #pack} has put there. */
  static Positions unpack(ByteBuffer in) {
    int size = in.getInt();
    int first = in.getInt();
    int step = in.getInt();
    if (size < 0 || size > in.remaining()) {
      throw new IllegalArgumentException("no number of positions: " + size);
    }
    if (in.get() == 0) {
      return new Positions(size, first, step, null);
    }
    int[] uneven = new int[size];
    for (int i = 0; i < size; i++) {
      uneven[i] = in.getInt();
    }
    return new Positions(size, first, step, uneven);
  }

  /** How many bytes {@link #pack} needs. */
  int packedSize() {
    return 3 * Integer.BYTES + 1 + (uneven == null ? 0 : Integer.BYTES * uneven.length);
  }

  /** Puts them into a buffer. */
  void pack(ByteBuffer out) {
    out.putInt(size).putInt(first).putInt(step).put((byte) (uneven == null ? 0 : 1));
    if (uneven != null) {
      for (int position : uneven) {
        out.putInt(position);
      }
    }
  }

  int size() {
    return size;
  }

  int get(int i) {
    return uneven == null ? first + i * step : uneven[i];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Positions positions
        && size == positions.size
        && first == positions.first
        && step == positions.step
        && Arrays.equals(uneven, positions.uneven);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * size + first) + step;
  }
}
