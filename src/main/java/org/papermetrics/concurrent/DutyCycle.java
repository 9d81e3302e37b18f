package org.papermetrics.concurrent;

import java.time.Duration;

/**
 * How long to rest between looks that are repeated: so long that looking takes at most one part in
 * twenty of the time, however large the tree or slow the file system is.
 */
public final class DutyCycle {
  private static final int PARTS = 20;

  private final long shortest;
  private long before;

  /** Rests at least so long. */
  public DutyCycle(Duration shortest) {
    this.shortest = shortest.toNanos();
  }

  /**
   * The rest after a look, in nanoseconds. One look that took long by chance does not put off the
   * next.
   *
   * @param cost nanoseconds that the look took
   */
  public long restAfter(long cost) {
    long usual = Math.min(cost, before);
    before = cost;
    return Math.max(shortest, PARTS * usual);
  }
}
