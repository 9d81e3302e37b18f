package org.papermetrics.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The LibriLight long-context evaluation of one run: one curve for each audio file. Everything else
 * that is shown of it (all points, mean, median, prefix perplexities) follows from these curves.
 */
public final class Progression {
  /** A run without long-context points. */
  public static final Progression EMPTY = new Progression(List.of());

  private final List<Curve> files;
  private final PrefixPerplexities prefix;

  /**
   * An evaluation over these files.
   *
   * @param files one curve for each audio file, in the order the evaluation took them; none of them
   *     empty
   */
  public Progression(List<Curve> files) {
    this.files = List.copyOf(files);
    if (files.stream().anyMatch(f -> f.size() == 0)) {
      throw new IllegalArgumentException("a curve has at least one point");
    }
    this.prefix = PrefixPerplexities.of(this.files);
  }

  /** One evaluated point: token position, loss in nats per token, perplexity. */
  public record Point(int position, double loss, double perplexity) {}

  /**
   * Means over the audio files that reach a position, with sample standard deviations (0 for a
   * single file).
   */
  public record MeanPoint(
      int position,
      double loss,
      double perplexity,
      double lossStd,
      double perplexityStd,
      int samples) {}

  /** Medians over the audio files that reach a position. */
  public record MedianPoint(int position, double loss, double perplexity, int samples) {}

  /** One curve for each audio file, in the order the evaluation took them. */
  public List<Curve> files() {
    return files;
  }

  /** The prefix perplexities, which are worked out once. */
  public PrefixPerplexities prefix() {
    return prefix;
  }

  /** The last position of each audio file. */
  public List<Integer> ends() {
    return files.stream().map(file -> file.position(file.size() - 1)).toList();
  }

  /** Whether there is no point at all. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** All points in rising order of position; at one position in the order of the audio files. */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    forEachPosition(
        (position, losses, perplexities, n) -> {
          for (int i = 0; i < n; i++) {
            points.add(new Point(position, losses[i], perplexities[i]));
          }
        });
    return points;
  }

  /** Mean and sample standard deviation at each position. */
  public List<MeanPoint> mean() {
    List<MeanPoint> means = new ArrayList<>();
    forEachPosition(
        (position, losses, perplexities, n) -> {
          double loss = mean(losses, n);
          double perplexity = mean(perplexities, n);
          means.add(
              new MeanPoint(
                  position,
                  loss,
                  perplexity,
                  deviation(losses, n, loss),
                  deviation(perplexities, n, perplexity),
                  n));
        });
    return means;
  }

  /** Median at each position. */
  public List<MedianPoint> median() {
    List<MedianPoint> medians = new ArrayList<>();
    forEachPosition(
        (position, losses, perplexities, n) ->
            medians.add(new MedianPoint(position, median(losses, n), median(perplexities, n), n)));
    return medians;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Progression that && files.equals(that.files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  @Override
  public String toString() {
    return "Progression of " + files;
  }

  private interface AtPosition {
    /** The first {@code n} values of each array belong to the position; the arrays are reused. */
    void accept(int position, double[] losses, double[] perplexities, int n);
  }

  private void forEachPosition(AtPosition action) {
    int[] next = new int[files.size()];
    double[] losses = new double[files.size()];
    double[] perplexities = new double[files.size()];
    while (true) {
      int position = Integer.MAX_VALUE;
      boolean any = false;
      for (int f = 0; f < next.length; f++) {
        if (next[f] < files.get(f).size()) {
          any = true;
          position = Math.min(position, files.get(f).position(next[f]));
        }
      }
      if (!any) {
        return;
      }
      int n = 0;
      for (int f = 0; f < next.length; f++) {
        Curve file = files.get(f);
        if (next[f] < file.size() && file.position(next[f]) == position) {
          losses[n] = file.loss(next[f]);
          perplexities[n++] = file.perplexity(next[f]++);
        }
      }
      action.accept(position, losses, perplexities, n);
    }
  }

  private static double mean(double[] values, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i];
    }
    return sum / n;
  }

  private static double deviation(double[] values, int n, double mean) {
    if (n < 2) {
      return 0;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(squares / (n - 1));
  }

  private static double median(double[] values, int n) {
    double[] sorted = Arrays.copyOf(values, n);
    Arrays.sort(sorted);
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
