package org.papermetrics.model;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Numbers in a row, kept exactly. Evaluations print at most four decimals, so each number is kept
 * as a whole number of the last decimal that the row has, less the least of them, in as few bytes
 * as the largest needs. A row with a number of more decimals is kept as doubles.
 */
final class Decimals {
  /** The units of a row without decimals, with one, and so on. */
  private static final double[] PER_UNIT = {1, 10, 100, 1e3, 1e4};

  private final byte[] bytes;
  private final int least;
  private final byte decimals;
  private final byte width;

  private Decimals(byte[] bytes, int least, int decimals, int width) {
    this.bytes = bytes;
    this.least = least;
    this.decimals = (byte) decimals;
    this.width = (byte) width;
  }

  /** The first {@code size} of the values, copied. */
  static Decimals of(double[] values, int size) {
    int decimals = 0;
    while (!haveDecimals(values, size, decimals)) {
      if (++decimals == PER_UNIT.length) {
        return ofDoubles(values, size);
      }
    }
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, units(values[i], decimals));
      most = Math.max(most, units(values[i], decimals));
    }
    int width = 1;
    while (width < Integer.BYTES && (long) most - least >= 1L << (width * Byte.SIZE)) {
      width++;
    }
    byte[] bytes = new byte[size * width];
    for (int i = 0; i < size; i++) {
      put(bytes, i, width, units(values[i], decimals) - least);
    }
    return new Decimals(bytes, least, decimals, width);
  }

  private static Decimals ofDoubles(double[] values, int size) {
    byte[] bytes = new byte[size * Double.BYTES];
    for (int i = 0; i < size; i++) {
      put(bytes, i, Double.BYTES, Double.doubleToRawLongBits(values[i]));
    }
    return new Decimals(bytes, 0, 0, Double.BYTES);
  }

  /** As many numbers as {@link #pack} has put there. */
  static Decimals unpack(ByteBuffer in, int size) {
    int decimals = in.get();
    int width = in.get();
    if (decimals < 0
        || decimals >= PER_UNIT.length
        || width < 1
        || (width > Integer.BYTES && width != Double.BYTES)) {
      throw new IllegalArgumentException("no numbers of " + decimals + ", " + width);
    }
    int least = in.getInt();
    byte[] bytes = new byte[size * width];
    in.get(bytes);
    return new Decimals(bytes, least, decimals, width);
  }

  /** How many bytes {@link #pack} needs. */
  int packedSize() {
    return 2 * Byte.BYTES + Integer.BYTES + bytes.length;
  }

  /** Puts the numbers into a buffer, but not how many they are. */
  void pack(ByteBuffer out) {
    out.put(decimals).put(width).putInt(least).put(bytes);
  }

  double get(int i) {
    long number = 0;
    for (int b = i * width; b < (i + 1) * width; b++) {
      number = (number << Byte.SIZE) | Byte.toUnsignedInt(bytes[b]);
    }
    return width == Double.BYTES
        ? Double.longBitsToDouble(number)
        : (least + number) / PER_UNIT[decimals];
  }

  private static void put(byte[] bytes, int i, int width, long number) {
    for (int b = 0; b < width; b++) {
      bytes[i * width + b] = (byte) (number >> ((width - 1 - b) * Byte.SIZE));
    }
  }

  private static int units(double value, int decimals) {
    return (int) Math.rint(value * PER_UNIT[decimals]);
  }

  private static boolean haveDecimals(double[] values, int size, int decimals) {
    for (int i = 0; i < size; i++) {
      double kept = units(values[i], decimals) / PER_UNIT[decimals];
      if (Double.doubleToRawLongBits(kept) != Double.doubleToRawLongBits(values[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    // The same numbers are always kept in the same way.
    return other instanceof Decimals numbers
        && least == numbers.least
        && decimals == numbers.decimals
        && width == numbers.width
        && Arrays.equals(bytes, numbers.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + least;
  }
}
