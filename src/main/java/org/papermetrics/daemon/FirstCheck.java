package org.papermetrics.daemon;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.papermetrics.index.RunIndex;
import org.papermetrics.watch.DirtyPaths;

/**
 * Follows how all that is there at the start is read, or compared with what was saved. First come
 * the files that the scans find, then those that were known and that no scan has found.
 */
final class FirstCheck {
  /** When no mark comes for so long, all that the scans have found was taken. */
  static final Duration QUIET = Duration.ofMillis(150);

  /** So long after the scans files may go on changing before all counts as checked. */
  private static final Duration CATCH_UP = Duration.ofSeconds(5);

  /** So long after the scans a file system may not answer before all counts as checked. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private final DirtyPaths dirty;
  private final RunIndex index;
  private final Runnable whenOver;
  private final LongSupplier nanos;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean scanned;
  private OptionalLong lastMarks = OptionalLong.empty();

  /**
   * Waits for the scans.
   *
   * @param whenOver called once, on the thread that calls {@link #afterTurn}
   * @param nanos a clock in nanoseconds that never goes back
   */
  FirstCheck(DirtyPaths dirty, RunIndex index, Runnable whenOver, LongSupplier nanos) {
    this.dirty = dirty;
    this.index = index;
    this.whenOver = whenOver;
    this.nanos = nanos;
    index.beginStart();
  }

  /** Every file that is there was marked. May be called by any thread. */
  void scanned() {
    scanned = true;
    dirty.wake();
  }

  /** Whether all that was there at the start is read or checked. May be asked by any thread. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits until it is over; false when that takes longer. */
  boolean await(Duration longest) throws InterruptedException {
    return over.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * The writer has taken the marks that there were.
   *
   * @param waited whether there was something to take within {@link #QUIET}
   */
  void afterTurn(boolean waited) {
    if (!scanned || isOver()) {
      return;
    }
    long now = nanos.getAsLong();
    if (lastMarks.isEmpty()) {
      dirty.markAll(index.unchecked());
      lastMarks = OptionalLong.of(now);
      return;
    }
    long since = now - lastMarks.getAsLong();
    boolean settled = (!waited || since > CATCH_UP.toNanos()) && !index.isBehind();
    if ((settled && index.isAllChecked()) || since > LATE.toNanos()) {
      index.endOfStart();
      whenOver.run();
      over.countDown();
      // What has waited for this is saved now.
      dirty.wake();
    }
  }
}
