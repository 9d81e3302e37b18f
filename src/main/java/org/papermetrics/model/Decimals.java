package org.papermetrics.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in a row, kept exactly. Evaluations print at most four decimals, so each number is kept
 * as so many ten-thousandths in half the memory of a double, unless one of them is not such a
 * number.
 */
final class Decimals {
  private static final double UNIT = 1e4;
  private static final double[] NONE = {};

  private final int @Nullable [] units;
  private final double[] plain;

  private Decimals(int @Nullable [] units, double[] plain) {
    this.units = units;
    this.plain = plain;
  }

  /** The first {@code size} of the values, copied. */
  static Decimals of(double[] values, int size) {
    int[] units = new int[size];
    for (int i = 0; i < size; i++) {
      units[i] = (int) Math.rint(values[i] * UNIT);
      if (Double.doubleToRawLongBits(units[i] / UNIT) != Double.doubleToRawLongBits(values[i])) {
        return new Decimals(null, Arrays.copyOf(values, size));
      }
    }
    return new Decimals(units, NONE);
  }

  /** As many numbers as {@link #pack} has put there. */
  static Decimals unpack(ByteBuffer in, int size) {
    if (in.get() == 0) {
      double[] plain = new double[size];
      for (int i = 0; i < size; i++) {
        plain[i] = in.getDouble();
      }
      return new Decimals(null, plain);
    }
    int[] units = new int[size];
    for (int i = 0; i < size; i++) {
      units[i] = in.getInt();
    }
    return new Decimals(units, NONE);
  }

  /** How many bytes {@link #pack} needs. */
  int packedSize() {
    return 1 + (units == null ? Double.BYTES * plain.length : Integer.BYTES * units.length);
  }

  /** Puts the numbers into a buffer, but not how many they are. */
  void pack(ByteBuffer out) {
    out.put((byte) (units == null ? 0 : 1));
    if (units == null) {
      for (double number : plain) {
        out.putDouble(number);
      }
    } else {
      for (int number : units) {
        out.putInt(number);
      }
    }
  }

  double get(int i) {
    return units == null ? plain[i] : units[i] / UNIT;
  }

  @Override
  public boolean equals(Object other) {
    // The same numbers are always kept in the same way.
    return other instanceof Decimals decimals
        && Arrays.equals(units, decimals.units)
        && Arrays.equals(plain, decimals.plain);
  }

  @Override
  public int hashCode() {
    return units == null ? Arrays.hashCode(plain) : Arrays.hashCode(units);
  }
}
