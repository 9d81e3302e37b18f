package org.papermetrics.cli.bench;

import java.util.Locale;

/** What a number of the table counts. */
enum Unit {
  MILLIS("ms", 1),
  PERCENT("%", 2),
  MEGABYTES("MB", 0);

  private static final double LARGE = 100;
  private static final double SMALL = 1;

  private final String symbol;
  private final int decimals;

  Unit(String symbol, int decimals) {
    this.symbol = symbol;
    this.decimals = decimals;
  }

  /** A number with its unit, with as many digits as mean something. */
  String text(double number) {
    int digits = decimals;
    if (this == MILLIS) {
      digits = number >= LARGE ? 0 : number >= SMALL ? 1 : 2;
    }
    return String.format(Locale.ROOT, "%,." + digits + "f ", number) + symbol;
  }
}
