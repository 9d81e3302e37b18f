package org.papermetrics.aggregate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Python prints them, because people compare notes with their Python output. */
final class PythonNumber {
  private static final int MOST_DIGITS = 17;

  /**
   * No two decimals of so many digits are one double, so one that gives it back is the shortest.
   */
  private static final int CERTAIN_DIGITS = 15;

  private PythonNumber() {}

  /**
   * {@code str(number)} of Python: an integer without a point, a float with the fewest digits that
   * give the same number back, and an exponent below 1e-4 and from 1e16.
   */
  static String text(Number number) {
    return number instanceof Double value ? ofDouble(value) : number.toString();
  }

  private static String ofDouble(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      return (shortest.scale() > 0 ? shortest : shortest.setScale(1, RoundingMode.UNNECESSARY))
          .toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String size =
        (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return (value < 0 ? "-" : "") + mantissa + "e" + size;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (printed.precision() <= CERTAIN_DIGITS && Math.abs(value) >= Double.MIN_NORMAL) {
      return printed;
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (nearest.doubleValue() == value) {
        return nearest;
      }
      // A power of two has twice as much room away from zero as towards it.
      BigDecimal beyond = exact.round(new MathContext(digits, RoundingMode.UP));
      if (beyond.doubleValue() == value) {
        return beyond;
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
  }
}
