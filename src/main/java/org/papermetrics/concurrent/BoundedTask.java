package org.papermetrics.concurrent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task at a time on its own thread and waits up to a timeout; a late task keeps running.
 * Used by one thread.
 */
public final class BoundedTask {
  private final String name;
  private final Duration timeout;
  private final Runnable late;
  private @Nullable FutureTask<?> underWay;

  /**
   * Does nothing yet.
   *
   * @param timeout how long to wait
   * @param late called, on the other thread, when something ends that was not waited for
   */
  public BoundedTask(String name, Duration timeout, Runnable late) {
    this.name = name;
    this.timeout = timeout;
    this.late = late;
  }

  /** Whether something that was not waited for is still under way. */
  public boolean isBusy() {
    return underWay != null && !underWay.isDone();
  }

  /**
   * Does something and gives its outcome; empty when it takes too long, or when something else is
   * still under way and this was not begun.
   */
  public <T> Optional<T> attempt(Callable<T> work) {
    return isBusy() ? Optional.empty() : await(start(work), timeout);
  }

  /**
   * Begins something, to be waited for no longer than this.
   *
   * @return what was begun; empty when something else is still under way, and this was not begun
   */
  public <T> Optional<Future<T>> begin(Callable<T> work, Duration patience) {
    if (isBusy()) {
      return Optional.empty();
    }
    Handover<T> task = start(work);
    await(task, patience);
    return Optional.of(task);
  }

  private <T> Handover<T> start(Callable<T> work) {
    Handover<T> task = new Handover<>(work);
    underWay = task;
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (Throwable refused) {
      underWay = null;
      throw refused;
    }
    return task;
  }

  private static <T> Optional<T> await(Handover<T> task, Duration patience) {
    try {
      return Optional.of(task.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return task.leave() ? Optional.empty() : outcome(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  /** What something that has ended came to. */
  public static <T> Optional<T> outcome(Future<T> task) {
    try {
      return Optional.of(task.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }

  /** Knows whether somebody still waits when it ends. */
  private final class Handover<T> extends FutureTask<T> {
    private boolean left;
    private boolean ended;

    private Handover(Callable<T> work) {
      super(work);
    }

    /** Nobody waits any more; false when it has ended meanwhile. */
    private synchronized boolean leave() {
      left = !ended;
      return left;
    }

    @Override
    protected void done() {
      boolean tell;
      synchronized (this) {
        ended = true;
        tell = left;
      }
      if (tell) {
        late.run();
      }
    }
  }
}
