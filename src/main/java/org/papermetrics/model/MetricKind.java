package org.papermetrics.model;

/** What a number in a results file can be. */
public enum MetricKind {
  /** Correct answers by questions. */
  SHARE("a number from 0 to 1"),
  /** Questions, samples or correct answers. */
  COUNT("a whole number of 0 or more"),
  /** Perplexity. */
  PERPLEXITY("a number above 1"),
  /** Loss in nats. */
  LOSS("a number above 0"),
  /** Of which nothing more is known. */
  NUMBER("a number");

  /** Beyond it, a double no longer tells one whole number from the next. */
  private static final double LARGEST_COUNT = 0x1p53;

  private final String words;

  MetricKind(String words) {
    this.words = words;
  }

  /** What is expected, in words. */
  public String words() {
    return words;
  }

  /** Whether a number can be one of this kind. */
  public boolean accepts(double value) {
    return switch (this) {
      case SHARE -> value >= 0 && value <= 1;
      case COUNT -> value >= 0 && value < LARGEST_COUNT && value == Math.rint(value);
      case PERPLEXITY -> value > 1 && Double.isFinite(value);
      case LOSS -> value > 0 && Double.isFinite(value);
      case NUMBER -> Double.isFinite(value);
    };
  }
}
