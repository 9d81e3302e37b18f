package org.papermetrics.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits, with a deadline, for what other threads or processes bring about. */
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private Eventually() {}

  /** Something that may not hold yet. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it holds now. */
    boolean holds() throws Exception;
  }

  /** Returns as soon as the condition holds, and fails when it does not before the deadline. */
  public static void holds(Condition condition, String what) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
