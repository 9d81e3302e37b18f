package org.papermetrics.concurrent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** When work that should go on has last done so. Thread-safe. */
public final class Progress {
  private final LongSupplier nanos;
  private final AtomicLong last;

  /**
   * Progress is made now.
   *
   * @param nanos a clock in nanoseconds that never goes back
   */
  public Progress(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = new AtomicLong(nanos.getAsLong());
  }

  /** Progress is made now. */
  public void made() {
    last.accumulateAndGet(nanos.getAsLong(), (before, now) -> now - before > 0 ? now : before);
  }

  /** There is nothing to do, and no progress is expected, until {@link #resume} or for so long. */
  public void pause(Duration longest) {
    last.set(nanos.getAsLong() + longest.toNanos());
  }

  /** There is something to do from now on. */
  public void resume() {
    last.set(nanos.getAsLong());
  }

  /** For how long there was none; negative while none is expected. */
  public Duration missing() {
    return Duration.ofNanos(nanos.getAsLong() - last.get());
  }
}
