package org.papermetrics.endtoend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads or processes bring about. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private Eventually() {}

  /** Something that may not hold yet. */
  interface Condition {
    /** Whether it holds now. */
    boolean holds() throws Exception;
  }

  /** Returns as soon as the condition holds, and fails when it does not for long. */
  static void holds(Condition condition, String what) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
