package org.papermetrics.logs;

import java.nio.charset.StandardCharsets;

/**
 * A number on a line of a log, with the place of its last printed digit. Used again for every line.
 */
final class LogNumber {
  private static final int MOST_EXACT_DIGITS = 16;
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  /** A little more than half, because what was rounded was itself a rounded number. */
  private static final double ROUNDED = 0.51;

  private static final double TOLERANCE = 1e-3;

  /** What stands where a number may be. */
  enum Kind {
    /** A number, up to something that ends it. */
    NUMBER,
    /** The beginning of a number that goes on as none, so that it may be another one. */
    CUT,
    /** {@code nan} or {@code inf}. */
    NOT_FINITE,
    /** Something else. */
    NONE
  }

  private int end;
  private double value;
  private double unit;

  /** Reads what begins at {@code from} and ends before {@code to} at the latest. */
  Kind read(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isOfNumber(bytes[at])) {
      at++;
    }
    end = at;
    if (!startsNumber(bytes, from, at)) {
      return isNotFinite(bytes, from, to) ? Kind.NOT_FINITE : Kind.NONE;
    }
    // Nobody prints a point without digits after it.
    return isEnd(bytes, at, to)
            && bytes[at - 1] != '.'
            && (simple(bytes, from, at) || any(bytes, from, at))
        ? Kind.NUMBER
        : Kind.CUT;
  }

  /** Where the number that was read ends. */
  int end() {
    return end;
  }

  /** The number; may be infinite where the log has more than a number can hold. */
  double value() {
    return value;
  }

  /** Whether two numbers are a loss and its perplexity, as exactly as they are printed. */
  static boolean areLossAndPerplexity(LogNumber loss, LogNumber perplexity) {
    if (!(loss.value > 0 && perplexity.value > 1 && Double.isFinite(perplexity.value))) {
      return false;
    }
    double slack = ROUNDED * loss.unit + TOLERANCE;
    double off = ROUNDED * perplexity.unit;
    return Math.log(perplexity.value + off) >= loss.value - slack
        && Math.log(Math.max(0, perplexity.value - off)) <= loss.value + slack;
  }

  /** Makes this the perplexity of a loss. */
  void setExponentialOf(LogNumber loss) {
    value = Math.exp(loss.value);
    unit = 0;
  }

  private static boolean startsNumber(byte[] bytes, int from, int end) {
    int at = from;
    if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    if (at < end && bytes[at] == '.') {
      at++;
    }
    return at < end && isDigit(bytes[at]);
  }

  private static boolean isNotFinite(byte[] bytes, int from, int to) {
    int at = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
    if (to - at < 3) {
      return false;
    }
    String word = new String(bytes, at, 3, StandardCharsets.US_ASCII);
    return word.equalsIgnoreCase("nan") || word.equalsIgnoreCase("inf");
  }

  /** Whether what stands here ends a number; anything else may be more of it. */
  private static boolean isEnd(byte[] bytes, int at, int to) {
    return isSpace(bytes, at, to)
        || bytes[at] == '|'
        || bytes[at] == ')'
        || bytes[at] == ']'
        || (bytes[at] == ',' && isSpace(bytes, at + 1, to));
  }

  private static boolean isSpace(byte[] bytes, int at, int to) {
    return at == to || bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r');
  }

  /**
   * Digits with at most one point, few enough that digits and power of ten are exact doubles, so
   * that their quotient is the nearest one; false for every other text.
   */
  private boolean simple(byte[] bytes, int from, int to) {
    long digits = 0;
    int decimals = -1;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '.' && decimals < 0) {
        decimals = 0;
      } else if (isDigit(b)) {
        digits = digits * 10 + (b - '0');
        decimals += decimals < 0 ? 0 : 1;
      } else {
        return false;
      }
    }
    if (to - from > MOST_EXACT_DIGITS) {
      return false;
    }
    double power = POWERS_OF_TEN[Math.max(0, decimals)];
    value = digits / power;
    unit = 1 / power;
    return true;
  }

  private boolean any(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    int mantissa = e < 0 ? text.length() : e;
    int point = text.indexOf('.');
    try {
      value = Double.parseDouble(text);
      int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
      unit = Math.pow(10, (double) exponent - (point < 0 ? 0 : mantissa - point - 1));
      return true;
    } catch (NumberFormatException malformed) {
      return false;
    }
  }

  private static boolean isOfNumber(byte b) {
    return isDigit(b) || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
