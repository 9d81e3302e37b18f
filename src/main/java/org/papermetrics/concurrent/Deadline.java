package org.papermetrics.concurrent;

import java.time.Duration;

/** A deadline on a monotonic clock. */
public final class Deadline {
  private boolean set;
  private long at;

  public void setAt(long moment) {
    at = moment;
    set = true;
  }

  public void setAfter(long now, Duration wait) {
    setAt(now + wait.toNanos());
  }

  /** Makes it due earlier, if it would be later or never. */
  public void setAtLatest(long moment) {
    if (!set || moment - at < 0) {
      setAt(moment);
    }
  }

  public void clear() {
    set = false;
  }

  public boolean isSet() {
    return set;
  }

  public boolean isDue(long now) {
    return set && at - now <= 0;
  }

  /** Nanoseconds until it is due, at least 0; {@link Long#MAX_VALUE} for never. */
  public long remaining(long now) {
    return set ? Math.max(0, at - now) : Long.MAX_VALUE;
  }
}
