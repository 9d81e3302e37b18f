package org.papermetrics.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The prefix perplexities of a run. That at a position is the exponential of the mean, over the
 * audio files, of the loss there, which is over all tokens before it; it exists where all of the
 * files have that position. Losses are taken from perplexities, which have more digits.
 */
public final class PrefixPerplexities {
  /** The positions that are always asked for. */
  public static final List<Integer> POSITIONS = List.of(8000, 16000, 24000);

  private final double[] at;
  private final int lastPosition;
  private final double atLast;

  private PrefixPerplexities(double[] at, int lastPosition, double atLast) {
    this.at = at;
    this.lastPosition = lastPosition;
    this.atLast = atLast;
  }

  /** Those of a run with these curves, one for each audio file. */
  public static PrefixPerplexities of(List<Curve> files) {
    double[] at = POSITIONS.stream().mapToDouble(position -> mean(files, position)).toArray();
    OptionalInt last = lastCommonPosition(files);
    return last.isPresent()
        ? new PrefixPerplexities(at, last.getAsInt(), mean(files, last.getAsInt()))
        : new PrefixPerplexities(at, 0, Double.NaN);
  }

  /** The prefix perplexity at a position; empty unless all files have it. */
  public static OptionalDouble at(List<Curve> files, int position) {
    return present(mean(files, position));
  }

  /** The last position that all audio files have; empty when there is none. */
  public static OptionalInt lastCommonPosition(List<Curve> files) {
    if (!files.isEmpty()) {
      Curve first = files.get(0);
      for (int i = first.size() - 1; i >= 0; i--) {
        if (!Double.isNaN(mean(files, first.position(i)))) {
          return OptionalInt.of(first.position(i));
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Those that exist at the positions that are always asked for, by position. */
  public Map<Integer, Double> byPosition() {
    Map<Integer, Double> values = new TreeMap<>();
    for (int i = 0; i < at.length; i++) {
      if (!Double.isNaN(at[i])) {
        values.put(POSITIONS.get(i), at[i]);
      }
    }
    return values;
  }

  /** The last position that all audio files have; empty without a curve. */
  public OptionalInt lastPosition() {
    return lastPosition == 0 ? OptionalInt.empty() : OptionalInt.of(lastPosition);
  }

  /** The prefix perplexity at the last position. */
  public OptionalDouble atLast() {
    return present(atLast);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrefixPerplexities that
        && Arrays.equals(at, that.at)
        && lastPosition == that.lastPosition
        && Double.compare(atLast, that.atLast) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(at) + Double.hashCode(atLast);
  }

  private static OptionalDouble present(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The prefix perplexity at a position; not a number unless all files have it. */
  private static double mean(List<Curve> files, int position) {
    double sum = 0;
    for (Curve file : files) {
      int i = indexOf(file, position);
      // A perplexity of 1 or less is no result. The data file of the same runs has the same bytes
      // on every machine, so the functions are those that are exact to the last bit.
      if (i < 0 || file.perplexity(i) <= 1) {
        return Double.NaN;
      }
      sum += StrictMath.log(file.perplexity(i));
    }
    return files.isEmpty() ? Double.NaN : StrictMath.exp(sum / files.size());
  }

  private static int indexOf(Curve curve, int position) {
    int low = 0;
    int high = curve.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = curve.position(middle);
      if (found == position) {
        return middle;
      }
      if (found < position) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
