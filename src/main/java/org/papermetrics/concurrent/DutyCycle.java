package org.papermetrics.concurrent;

import java.time.Duration;

/** Rest between repeated scans so that they use at most a part of the time. */
public final class DutyCycle {
  private static final int USUAL_PARTS = 20;

  private final long shortest;
  private final int parts;
  private long before;

  /** Rests at least so long, and so that scans use at most 5 % of the time. */
  public DutyCycle(Duration shortest) {
    this(shortest, USUAL_PARTS);
  }

  /** Rests at least so long, and so many times as long as a scan takes. */
  public DutyCycle(Duration shortest, int parts) {
    this.shortest = shortest.toNanos();
    this.parts = parts;
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
    return Math.max(shortest, parts * usual);
  }
}
