package org.papermetrics.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Loss and perplexity over token positions in one audio file, in rising order of position. Loss is
 * in nats per token, averaged by the evaluation over the tokens before the position.
 */
public final class Curve {
  /** Damaged bytes must not ask for all memory. */
  private static final int MOST_READ = 10_000_000;

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

  /** Writes the curve in a form that {@link #readFrom} understands; it deflates well. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(size());
    int before = 0;
    for (int position : positions) {
      out.writeInt(position - before);
      before = position;
    }
    for (double loss : losses) {
      out.writeDouble(loss);
    }
    for (double perplexity : perplexities) {
      out.writeDouble(perplexity);
    }
  }

  /**
   * Reads a curve that {@link #writeTo} wrote.
   *
   * @throws IOException when the bytes end early or are none of a curve
   */
  public static Curve readFrom(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MOST_READ) {
      throw new IOException("no curve has " + size + " points");
    }
    int[] positions = new int[size];
    double[] losses = new double[size];
    double[] perplexities = new double[size];
    int before = 0;
    for (int i = 0; i < size; i++) {
      positions[i] = before + in.readInt();
      before = positions[i];
    }
    for (int i = 0; i < size; i++) {
      losses[i] = in.readDouble();
    }
    for (int i = 0; i < size; i++) {
      perplexities[i] = in.readDouble();
    }
    Builder curve = new Builder();
    try {
      for (int i = 0; i < size; i++) {
        curve.add(positions[i], losses[i], perplexities[i]);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no curve has such points", e);
    }
    return curve.build();
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
