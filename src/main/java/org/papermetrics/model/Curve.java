package org.papermetrics.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Loss and perplexity over token positions in one audio file, in rising order of position. Loss is
 * in nats per token, averaged by the evaluation over the tokens before the position.
 */
public final class Curve {
  /** Bytes of a packed loss and perplexity, at least. */
  private static final int SMALLEST_POINT = 2 * Byte.BYTES;

  private final Positions positions;
  private final Decimals losses;
  private final Decimals perplexities;

  private Curve(Positions positions, Decimals losses, Decimals perplexities) {
    this.positions = positions;
    this.losses = losses;
    this.perplexities = perplexities;
  }

  /** The number of points. */
  public int size() {
    return positions.size();
  }

  /** The token position of point {@code i}. */
  public int position(int i) {
    return positions.get(i);
  }

  /** The loss of point {@code i}, finite, in nats per token. */
  public double loss(int i) {
    return losses.get(i);
  }

  /** The perplexity of point {@code i}, finite. */
  public double perplexity(int i) {
    return perplexities.get(i);
  }

  /** The curve in bytes, for {@link #unpacked}, which is quicker than reading digits. */
  public byte[] packed() {
    int size = positions.packedSize() + losses.packedSize() + perplexities.packedSize();
    ByteBuffer out = ByteBuffer.allocate(size);
    positions.pack(out);
    losses.pack(out);
    perplexities.pack(out);
    return out.array();
  }

  /**
   * The curve of these bytes.
   *
   * @throws IllegalArgumentException when they are not those of a curve
   */
  public static Curve unpacked(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      Positions positions = Positions.unpack(in);
      if (positions.size() > in.remaining() / SMALLEST_POINT) {
        throw new IllegalArgumentException("fewer bytes than a curve has");
      }
      Decimals losses = Decimals.unpack(in, positions.size());
      Decimals perplexities = Decimals.unpack(in, positions.size());
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("more bytes than a curve has");
      }
      return new Curve(positions, losses, perplexities);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("fewer bytes than a curve has", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Curve curve
        && positions.equals(curve.positions)
        && losses.equals(curve.losses)
        && perplexities.equals(curve.perplexities);
  }

  @Override
  public int hashCode() {
    return 31 * positions.hashCode() + perplexities.hashCode();
  }

  @Override
  public String toString() {
    return "Curve of " + size() + " points";
  }

  /** Collects the points of one audio file. */
  public static final class Builder {
    private int[] positions;
    private double[] losses;
    private double[] perplexities;
    private int size;

    /** Begins without a point. */
    public Builder() {
      this(48);
    }

    private Builder(int expected) {
      positions = new int[expected];
      losses = new double[expected];
      perplexities = new double[expected];
    }

    /** Resumes from a curve, which stays as it is. */
    public static Builder from(Curve curve) {
      Builder builder = new Builder(curve.size() + 48);
      for (int i = 0; i < curve.size(); i++) {
        builder.add(curve.position(i), curve.loss(i), curve.perplexity(i));
      }
      return builder;
    }

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
        positions = Arrays.copyOf(positions, size * 2 + 1);
        losses = Arrays.copyOf(losses, size * 2 + 1);
        perplexities = Arrays.copyOf(perplexities, size * 2 + 1);
      }
      positions[size] = position;
      losses[size] = loss;
      perplexities[size] = perplexity;
      size++;
    }

    /** The curve of the points so far; more may be added afterwards without changing it. */
    public Curve build() {
      return new Curve(
          Positions.of(positions, size),
          Decimals.of(losses, size),
          Decimals.of(perplexities, size));
    }
  }
}
