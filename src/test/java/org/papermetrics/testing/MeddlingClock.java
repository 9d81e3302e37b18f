package org.papermetrics.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still, and does something whenever it is asked for the time. */
public final class MeddlingClock extends Clock {
  private final Instant now;
  private final Meddling meddling;

  /** What it does. */
  public interface Meddling {
    /** Does it. */
    void happen() throws Exception;
  }

  public MeddlingClock(Instant now, Meddling meddling) {
    this.now = now;
    this.meddling = meddling;
  }

  @Override
  public Instant instant() {
    try {
      meddling.happen();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
