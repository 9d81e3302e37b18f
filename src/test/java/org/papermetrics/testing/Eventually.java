package org.papermetrics.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads or processes bring about, or checks that they do not. */
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

  /** Fails as soon as the condition no longer holds; returns when it has held for so long. */
  public static void stays(Condition condition, Duration time, String what) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    do {
      if (!condition.holds()) {
        throw new AssertionError("no longer so: " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    } while (System.nanoTime() < end);
  }
}
