package org.papermetrics.model;

import java.util.Arrays;

/**
 * Loss and perplexity over token positions in one audio file, in rising order of position. Loss is
 * in nats per token, averaged by the evaluation over the tokens before the position.
 */
public final class Curve {
  private final int[] positions;
  private final double[] losses;
  private final double[] perplexities;

  private Curve(int[] positions, double[] losses, double[] perplexities) {
    this.positions = positions;
    this.losses = losses;
    this.perplexities = perplexities;
  }

  /** The number of points. */
  public int size() {
    return positions.length;
  }

  /** The token position of point {@code i}. */
  public int position(int i) {
    return positions[i];
  }

  /** The loss of point {@code i}, finite, in nats per token. */
  public double loss(int i) {
    return losses[i];
  }

  /** The perplexity of point {@code i}, finite. */
  public double perplexity(int i) {
    return perplexities[i];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Curve curve
        && Arrays.equals(positions, curve.positions)
        && Arrays.equals(losses, curve.losses)
        && Arrays.equals(perplexities, curve.perplexities);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(positions) + Arrays.hashCode(perplexities);
  }

  @Override
  public String toString() {
    return "Curve of " + size() + " points";
  }

  /** Collects the points of one audio file. */
  public static final class Builder {
    private int[] positions = new int[48];
    private double[] losses = new double[48];
    private double[] perplexities = new double[48];
    private int size;

    /**
     * Whether a point at this position would not be beyond the last one, so that another file
     * begins.
     */
    public boolean startsAnotherFile(int position) {
      return size > 0 && position <= positions[size - 1];
    }

    /** The number of points so far. */
    public int size() {
      return size;
    }

    /** Adds a point beyond the last one; both values must be finite. */
    public void add(int position, double loss, double perplexity) {
      if (startsAnotherFile(position)) {
        throw new IllegalArgumentException(
            "position " + position + " is not beyond " + positions[size - 1]);
      }
      if (!Double.isFinite(loss) || !Double.isFinite(perplexity)) {
        throw new IllegalArgumentException("a point has a finite loss and perplexity");
      }
      if (size == positions.length) {
        positions = Arrays.copyOf(positions, size * 2);
        losses = Arrays.copyOf(losses, size * 2);
        perplexities = Arrays.copyOf(perplexities, size * 2);
      }
      positions[size] = position;
      losses[size] = loss;
      perplexities[size] = perplexity;
      size++;
    }

    /** The curve of the points so far; more may be added afterwards without changing it. */
    public Curve build() {
      return new Curve(
          Arrays.copyOf(positions, size),
          Arrays.copyOf(losses, size),
          Arrays.copyOf(perplexities, size));
    }
  }
}
