package org.papermetrics.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Loss along three recordings of different length, as an evaluation prints it: every 1000 tokens,
 * the loss with four decimals, the perplexity with two. The loss rises where the context outgrows
 * what the model was trained on, the less the better the model holds a long context.
 */
record DemoCurves(List<List<Point>> files) {
  private static final int[] POINTS = {44, 43, 41};
  private static final int SPACING = 1000;
  private static final int REST = 1688;
  private static final double BEST_START = 5.85;
  private static final double FAILING = 2.0;
  private static final double FAILS_AT = 13_000;
  private static final double FAILS_WITHIN = 3_500;

  /**
   * One printed position.
   *
   * @param position in tokens
   * @param loss in nats per token
   * @param perplexity its exponential
   */
  record Point(int position, double loss, double perplexity) {
    /** Rounds as the logs print. */
    static Point of(int position, double loss) {
      double printed = Math.round(loss * 1e4) / 1e4;
      return new Point(position, printed, Math.round(Math.exp(printed) * 100) / 100.0);
    }
  }

  /**
   * Invents the curves of a model.
   *
   * @param quality from 0 to 1
   * @param longContext from 0, the loss fails, to 1, it stays flat
   */
  static DemoCurves of(double quality, double longContext, RandomGenerator random) {
    List<List<Point>> files = new ArrayList<>();
    for (int points : POINTS) {
      double level = BEST_START + 0.1 * (1 - quality) + 0.05 * random.nextGaussian();
      double rise = FAILING * (1 - longContext) * (1 + 0.04 * random.nextGaussian());
      files.add(file(points, level, rise, random));
    }
    return new DemoCurves(List.copyOf(files));
  }

  private static List<Point> file(int points, double level, double rise, RandomGenerator random) {
    List<Point> file = new ArrayList<>(points);
    double drift = 0;
    for (int i = 1; i <= points; i++) {
      int position = i * SPACING;
      // What is said changes slowly, so neighbours stray together.
      drift = 0.7 * drift + 0.03 * random.nextGaussian();
      double failed = 1 / (1 + Math.exp((FAILS_AT - position) / FAILS_WITHIN));
      file.add(Point.of(position, level + rise * failed + drift));
    }
    return List.copyOf(file);
  }

  /** Tokens in all recordings; positions after the last printed one count too. */
  int tokens() {
    return files.stream().mapToInt(List::size).sum() * SPACING + REST;
  }

  /** Mean perplexity of the recordings at a position. */
  double perplexityAt(int position) {
    return files.stream()
        .mapToDouble(file -> file.get(position / SPACING - 1).perplexity())
        .average()
        .orElseThrow();
  }

  /** Least-squares slope of the loss over all points, in nats per token. */
  double slope() {
    List<Point> all = files.stream().flatMap(List::stream).toList();
    double meanPosition = all.stream().mapToInt(Point::position).average().orElseThrow();
    double meanLoss = all.stream().mapToDouble(Point::loss).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (Point point : all) {
      double distance = point.position() - meanPosition;
      covariance += distance * (point.loss() - meanLoss);
      variance += distance * distance;
    }
    return covariance / variance;
  }
}
