package org.papermetrics.export;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers are written: rounded half up, from counts where there are counts, as on the page. */
final class Numbers {
  /** As many digits as a double has for certain: 0.5345 · 1000 is 534.5. */
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_UP);

  private static final double SCIENTIFIC = 1e6;

  private Numbers() {}

  /** A number with so many decimals. */
  static String fixed(double value, int decimals) {
    BigDecimal rounded =
        new BigDecimal(value).round(DIGITS).setScale(decimals, RoundingMode.HALF_UP);
    return rounded.toPlainString();
  }

  /** A quotient of whole numbers with so many decimals. */
  static String quotient(BigInteger numerator, BigInteger denominator, int decimals) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** Correct answers in percent. */
  static String percent(long correct, long samples) {
    return quotient(hundred(correct), BigInteger.valueOf(samples), 1);
  }

  /** The difference of two shares of correct answers in points, with its sign. */
  static String points(long correct, long samples, long otherCorrect, long otherSamples) {
    BigInteger numerator =
        hundred(correct)
            .multiply(BigInteger.valueOf(otherSamples))
            .subtract(hundred(otherCorrect).multiply(BigInteger.valueOf(samples)));
    BigInteger denominator = BigInteger.valueOf(samples).multiply(BigInteger.valueOf(otherSamples));
    return signed(quotient(numerator, denominator, 1));
  }

  /** The same number with a plus where it is above 0. */
  static String signed(String number) {
    return number.startsWith("-") || !number.matches(".*[1-9].*") ? number : "+" + number;
  }

  /** A perplexity with one decimal, thousands grouped. */
  static String perplexity(double value) {
    return value >= SCIENTIFIC
        ? String.format(Locale.ROOT, "%.2e", value).replaceFirst("e\\+0?", "e+")
        : grouped(fixed(value, 1));
  }

  /** A decimal number with the thousands of its whole part grouped. */
  static String grouped(String number) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    return String.format(Locale.ROOT, "%,d", new BigInteger(whole))
        + number.substring(whole.length());
  }

  private static BigInteger hundred(long number) {
    return BigInteger.valueOf(number).multiply(BigInteger.valueOf(100));
  }
}
