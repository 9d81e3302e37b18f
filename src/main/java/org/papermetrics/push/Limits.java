package org.papermetrics.push;

import java.time.Duration;

/**
 * What the pages may cost.
 *
 * @param frames changes that are kept for pages that come back or are slow
 * @param bytes total size of the changes that are kept
 * @param frameBytes the largest change that is sent as such; after a larger one pages must fetch
 *     everything again, which is compressed and can be slow without stalling
 * @param stall how long one frame may be under way before its page is given up
 * @param ping how often a page is asked whether it is there
 * @param silence how long a page may say nothing before it is given up
 * @param tick how often is looked whether one of these times has passed
 */
record Limits(
    int frames,
    int bytes,
    int frameBytes,
    Duration stall,
    Duration ping,
    Duration silence,
    Duration tick) {

  /** What the daemon uses. */
  static final Limits DEFAULT =
      new Limits(
          4096,
          1024 * 1024,
          256 * 1024,
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1));

  /** Refuses limits under which nothing could be sent. */
  Limits {
    if (frames < 1 || frameBytes < 1 || bytes < frameBytes) {
      throw new IllegalArgumentException("the log holds at least one frame: " + bytes);
    }
    if (stall.isNegative() || stall.isZero() || ping.isNegative() || ping.isZero()) {
      throw new IllegalArgumentException("times are positive: " + stall + ", " + ping);
    }
    if (silence.compareTo(ping) <= 0) {
      throw new IllegalArgumentException("a page is asked before it is given up: " + silence);
    }
  }
}
