package org.papermetrics.config;

import java.time.Duration;

/**
 * How changes are noticed.
 *
 * @param mode by what
 * @param sweep time between two sweeps of everything, where events come
 * @param poll time between two polls where no events come; of a large tree, directories that have
 *     not changed for long are checked a part at each poll
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

  /** How often something is checked. */
  public Duration tick() {
    return sweep.compareTo(poll) < 0 ? sweep : poll;
  }
}
