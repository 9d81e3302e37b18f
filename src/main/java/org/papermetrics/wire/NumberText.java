package org.papermetrics.wire;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * ASCII text under construction, made for the long lists of points that most of a data file is.
 * Numbers get the fewest digits that give the same number back.
 */
final class NumberText {
  /** Logs have four decimals at most; such numbers are whole after this. */
  private static final double SCALE = 10_000;

  private static final int DECIMALS = 4;

  /**
   * Up to here a number with four decimals has at most 15 digits, and no two such are one double.
   */
  private static final double LARGEST_SCALED = 1e11;

  private byte[] bytes;
  private int size;

  NumberText(int expectedSize) {
    bytes = new byte[expectedSize];
  }

  int size() {
    return size;
  }

  boolean endsWith(char ascii) {
    return size > 0 && bytes[size - 1] == ascii;
  }

  NumberText add(byte[] ascii) {
    room(ascii.length);
    System.arraycopy(ascii, 0, bytes, size, ascii.length);
    size += ascii.length;
    return this;
  }

  /** Adds a part of another text. */
  NumberText add(NumberText other, int from, int to) {
    room(to - from);
    System.arraycopy(other.bytes, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  NumberText add(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  NumberText add(long number) {
    if (number < 0) {
      return add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }
    room(20);
    int digits = digits(number);
    long rest = number;
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /** Adds a finite number. */
  NumberText add(double number) {
    double scaled = number * SCALE;
    if (scaled >= 0 && scaled < LARGEST_SCALED) {
      long whole = Math.round(scaled);
      if (whole / SCALE == number && (whole > 0 || 1 / number > 0)) {
        return addDecimals(whole);
      }
    }
    return add(NumberOutput.toString(number, true).getBytes(StandardCharsets.US_ASCII));
  }

  private NumberText addDecimals(long tenThousandths) {
    add(tenThousandths / (long) SCALE).add('.');
    long rest = tenThousandths % (long) SCALE;
    room(DECIMALS);
    for (int i = DECIMALS - 1; i >= 0; i--) {
      bytes[size + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    int used = DECIMALS;
    while (used > 1 && bytes[size + used - 1] == '0') {
      used--;
    }
    size += used;
    return this;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long n = number; n >= 10; n /= 10) {
      digits++;
    }
    return digits;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
