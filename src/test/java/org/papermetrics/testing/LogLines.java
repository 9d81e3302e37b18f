package org.papermetrics.testing;

/** Lines of evaluation logs. */
public final class LogLines {
  private LogLines() {}

  /** A point, as a line with its newline; the perplexity is that of the loss. */
  public static String point(int position, double loss) {
    return "Position " + position + ": Loss " + loss + " | PPL " + Math.exp(loss) + "\n";
  }

  /** The points of one audio file, at 1000, 2000 … */
  public static String points(int n, double loss) {
    StringBuilder points = new StringBuilder();
    for (int i = 1; i <= n; i++) {
      points.append(point(i * 1000, loss));
    }
    return points.toString();
  }
}
