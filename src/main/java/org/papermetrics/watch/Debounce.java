package org.papermetrics.watch;

import java.time.Duration;

/**
 * Debounce rule: quiet time, with a maximum delay.
 *
 * @param quiet time without a change after which a file is probably complete
 * @param limit maximum delay after the first change, however many follow
 */
public record Debounce(Duration quiet, Duration limit) {
  /** For small files: most are complete 10 ms after their last change. */
  public static final Debounce DEFAULT =
      new Debounce(Duration.ofMillis(10), Duration.ofMillis(100));

  /** Checks that 0 <= quiet <= limit. */
  public Debounce {
    if (quiet.isNegative() || limit.compareTo(quiet) < 0) {
      throw new IllegalArgumentException("not 0 <= quiet <= limit: " + quiet + " " + limit);
    }
  }

  /**
   * When a path is to be read, in nanoseconds of the clock of the arguments.
   *
   * @param first its first change since it was last read
   * @param last its last change
   */
  public long settledAt(long first, long last) {
    // Only differences are used, because a nanosecond clock may overflow.
    return first + Math.min(last - first + quiet.toNanos(), limit.toNanos());
  }
}
