package org.papermetrics.model;

import java.time.Duration;
import java.time.Instant;

/** Periods measured by a clock that may be set while they last. */
public final class Periods {
  private Periods() {}

  /**
   * Whether a period is over. Setting the clock, in either direction, ends it early: nothing waits
   * for a time that is an hour or a year away.
   *
   * @param began when it began, by the clock as it was then
   * @param now by the clock as it is now
   */
  public static boolean isOver(Duration period, Instant began, Instant now) {
    return Duration.between(began, now).abs().compareTo(period) >= 0;
  }
}
