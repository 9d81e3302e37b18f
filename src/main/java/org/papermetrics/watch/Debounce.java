package org.papermetrics.watch;

import java.time.Duration;

/**
 * When a path that keeps changing is worth looking at: after a short quiet time, or when it has
 * been changing for as long as anybody wants to wait.
 *
 * @param quiet time without a change after which a file is probably written
 * @param limit longest time from the first change, however many follow
 */
public record Debounce(Duration quiet, Duration limit) {
  /** What writers of small files need: most are done 10 ms after their last change. */
  public static final Debounce DEFAULT =
      new Debounce(Duration.ofMillis(10), Duration.ofMillis(100));

  /** Refuses times that could never pass in order. */
  public Debounce {
    if (quiet.isNegative() || limit.compareTo(quiet) < 0) {
      throw new IllegalArgumentException(
          "settling needs 0 <= quiet <= limit: " + quiet + " " + limit);
    }
  }

  /**
   * When a path has settled, in nanoseconds of the clock that the arguments are from.
   *
   * @param first its first change since it was last looked at
   * @param last its last change
   */
  public long settledAt(long first, long last) {
    // Only differences count: a nanosecond clock may overflow.
    return first + Math.min(last - first + quiet.toNanos(), limit.toNanos());
  }
}
