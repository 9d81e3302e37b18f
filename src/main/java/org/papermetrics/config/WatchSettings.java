package org.papermetrics.config;

import java.time.Duration;

/**
 * How changes are noticed.
 *
 * @param mode by what
 * @param sweep time in which everything is looked at once, where events come; files that are as old
 *     as their directory says, once in five such times
 * @param poll time between two looks where no events come; what has not changed for long is looked
 *     at in turns when there is much of it
 * @param followLinks whether symbolic links below a checkpoint root that lead to directories
 *     outside of all roots are entered
 */
public record WatchSettings(Mode mode, Duration sweep, Duration poll, boolean followLinks) {
  /**
   * What serves a local disk and a network share: checkpoints are often kept on another disk and
   * linked, so links are followed.
   */
  public static final WatchSettings DEFAULT =
      new WatchSettings(Mode.AUTO, Duration.ofSeconds(60), Duration.ofSeconds(2), true);

  /** By what changes are noticed. */
  public enum Mode {
    /** By events where the file system has them, by polling where it may not. */
    AUTO,
    /** By events, whatever the file system says of itself. */
    EVENTS,
    /** By polling alone. */
    POLL
  }

  /** Refuses times that are not positive. */
  public WatchSettings {
    if (sweep.isNegative() || sweep.isZero() || poll.isNegative() || poll.isZero()) {
      throw new IllegalArgumentException(
          "watch.sweep and watch.poll must be longer than 0: " + sweep + ", " + poll);
    }
  }

  /** How often something is looked at. */
  public Duration tick() {
    return sweep.compareTo(poll) < 0 ? sweep : poll;
  }
}
