package org.papermetrics.model;

import java.time.Duration;

/**
 * How often something was done, and how long that took together.
 *
 * @param count never negative
 * @param total of all together
 */
public record Timing(long count, Duration total) {
  /** It was never done. */
  public static final Timing NONE = new Timing(0, Duration.ZERO);

  /** Done once more, for so many nanoseconds. */
  public Timing plus(long nanos) {
    return new Timing(count + 1, total.plusNanos(nanos));
  }
}
