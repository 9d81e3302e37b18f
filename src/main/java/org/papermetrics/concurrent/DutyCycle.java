package org.papermetrics.concurrent;

import java.time.Duration;

/** Rest between repeated scans so that they use at most 5 % of the time. */
public final class DutyCycle {
  private static final int PARTS = 20;

  private final long shortest;
  private long before;

  /** Rests at least so long. */
  public DutyCycle(Duration shortest) {
    this.shortest = shortest.toNanos();
  }

  /**
   * The rest after a check, in nanoseconds. One check that took long by chance does not put off the
   * next.
   *
   * @param cost nanoseconds that the check took
   */
  public long restAfter(long cost) {
    long usual = Math.min(cost, before);
    before = cost;
    return Math.max(shortest, PARTS * usual);
  }
}
