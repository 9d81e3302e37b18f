package org.papermetrics.concurrent;

import java.time.Duration;

/**
 * How long to wait between attempts: each time twice as long, up to a limit, and short again after
 * a long quiet time. Times are nanoseconds of one clock.
 */
public final class Backoff {
  private final long shortest;
  private final long longest;
  private final long quiet;
  private boolean attempted;
  private long last;
  private long gap;

  /**
   * No attempt yet.
   *
   * @param quiet time without an attempt after which the shortest wait is enough again
   */
  public Backoff(Duration shortest, Duration longest, Duration quiet) {
    this.shortest = shortest.toNanos();
    this.longest = longest.toNanos();
    this.quiet = quiet.toNanos();
    this.gap = this.shortest;
  }

  /** Whether the next attempt may be made. */
  public boolean allows(long now) {
    return remaining(now) == 0;
  }

  /** Nanoseconds until the next attempt may be made. */
  public long remaining(long now) {
    return attempted ? Math.max(0, last + gap - now) : 0;
  }

  /** Notes that an attempt ends now. */
  public void attempted(long now) {
    boolean calm = !attempted || now - last >= gap + quiet;
    gap = calm ? shortest : Math.min(longest, 2 * gap);
    attempted = true;
    last = now;
  }
}
