package org.papermetrics.watch;

import java.time.Duration;

/** A moment on a nanosecond clock at which something is due, or never. */
final class Timer {
  private boolean set;
  private long at;

  void setAt(long moment) {
    at = moment;
    set = true;
  }

  void setAfter(long now, Duration wait) {
    setAt(now + wait.toNanos());
  }

  void clear() {
    set = false;
  }

  boolean isSet() {
    return set;
  }

  boolean isDue(long now) {
    return set && at - now <= 0;
  }

  /** Nanoseconds until it is due, at least 0; {@link Long#MAX_VALUE} for never. */
  long remaining(long now) {
    return set ? Math.max(0, at - now) : Long.MAX_VALUE;
  }
}
