package org.papermetrics.concurrent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task on its own thread, periodically and when woken. A turn that fails is repeated, unless
 * the whole process must end.
 */
public final class PeriodicTask {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

  private final Thread thread;
  private final CountDownLatch firstTurn = new CountDownLatch(1);
  private LongSupplier turn = () -> Long.MAX_VALUE;
  private Runnable end = () -> {};
  private String fault = "";
  private volatile boolean closed;

  public PeriodicTask(String name) {
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /**
   * Begins with the first turn.
   *
   * @param turn returns nanoseconds until the next turn
   * @param end called on the same thread after the last turn
   */
  public void start(LongSupplier turn, Runnable end) {
    this.turn = turn;
    this.end = end;
    thread.start();
  }

  /** Waits for the end of the first turn; false when it is not there in time. */
  public boolean awaitFirstTurn(Duration timeout) throws InterruptedException {
    return firstTurn.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether its thread has begun and not ended. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Makes a turn come now, or at once after the current one. */
  public void wake() {
    LockSupport.unpark(thread);
  }

  /** Lets no further turn begin. */
  public void close() {
    closed = true;
    wake();
  }

  /**
   * Waits for the end, but no longer than asked: a turn may hang with the file system.
   *
   * @return whether no turn is under way any more
   */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    thread.join(Math.max(1, timeout.toMillis()));
    return !thread.isAlive();
  }

  private void run() {
    try {
      while (!closed) {
        long wait = turn();
        firstTurn.countDown();
        if (wait > 0 && !closed) {
          LockSupport.parkNanos(this, wait);
        }
      }
    } finally {
      firstTurn.countDown();
      end.run();
    }
  }

  private long turn() {
    try {
      long wait = turn.getAsLong();
      if (!fault.isEmpty()) {
        LOG.info("\"{}\" works again.", thread.getName());
        fault = "";
      }
      return wait;
    } catch (Throwable e) {
      failed(e);
      return AFTER_FAULT.toNanos();
    }
  }

  private void failed(Throwable e) {
    Faults.endUnlessRepeatable(e);
    try {
      if (!fault.equals(e.toString())) {
        fault = e.toString();
        LOG.error("\"{}\" has failed and is repeated every second.", thread.getName(), e);
      }
    } catch (Throwable again) {
      // It cannot even be logged; the turn is repeated all the same.
      Faults.endUnlessRepeatable(again);
    }
  }
}
