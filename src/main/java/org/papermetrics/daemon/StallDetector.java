package org.papermetrics.daemon;

import java.time.Duration;

/**
 * Tells whether work that should go on has stopped, from a number that grows as long as it goes on.
 * Thread-safe.
 */
final class StallDetector {
  private final Duration patience;
  private long last = Long.MIN_VALUE;
  private long since;

  /**
   * Has seen nothing yet.
   *
   * @param patience how long the number may stay the same
   */
  StallDetector(Duration patience) {
    this.patience = patience;
  }

  /**
   * Whether the number has stayed the same for too long.
   *
   * @param progress the number now
   * @param now nanoseconds of a clock that never goes back
   */
  synchronized boolean isStalled(long progress, long now) {
    if (progress != last) {
      last = progress;
      since = now;
    }
    return now - since >= patience.toNanos();
  }
}
