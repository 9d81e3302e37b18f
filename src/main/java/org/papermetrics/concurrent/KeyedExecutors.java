package org.papermetrics.concurrent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.papermetrics.model.Timing;

/**
 * Runs file I/O on a small thread pool per root directory, with a timeout, so that a hung file
 * system blocks only its own pool. What gets no answer in time is given up, and nothing more is
 * asked of that directory until it answers. Used by one thread.
 */
public final class KeyedExecutors {
  private static final int THREADS = 2;
  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Function<Path, Path> laneOf;
  private final Duration timeout;
  private final LongSupplier nanos;
  private final Map<Path, Lane> lanes = new HashMap<>();
  private final LongAdder looks = new LongAdder();
  private final LongAdder lookNanos = new LongAdder();
  private final Progress progress;

  /**
   * Has no threads yet.
   *
   * @param laneOf the directory whose files hang together
   * @param timeout how long nothing may come back from a directory before it is given up
   * @param nanos a clock in nanoseconds that never goes back
   */
  public KeyedExecutors(Function<Path, Path> laneOf, Duration timeout, LongSupplier nanos) {
    this.laneOf = laneOf;
    this.timeout = timeout;
    this.nanos = nanos;
    this.progress = new Progress(nanos);
  }

  /**
   * One task that reads files.
   *
   * @param path the file, or one that lies beside
   * @param read what to do; nobody waits for it when it takes too long, so it changes nothing
   */
  public record Task<T>(Path path, Callable<T> read) {}

  /** The checks so far that got an answer; may be asked by any thread. */
  public Timing timing() {
    return new Timing(looks.sum(), Duration.ofNanos(lookNanos.sum()));
  }

  /** Made by every answer, and by whoever uses the answers. */
  public Progress progress() {
    return progress;
  }

  /** Does one check; empty when there is no answer. */
  public <T> Optional<T> ask(Path path, Callable<T> read) {
    return all(List.of(new Task<>(path, read))).get(0);
  }

  /**
   * Does several checks side by side, with the answers in their order; empty where there is none.
   */
  public <T> List<Optional<T>> all(List<Task<T>> tasks) {
    List<Answer<T>> answers = new ArrayList<>(tasks.size());
    for (Task<T> task : tasks) {
      Lane lane = lanes.computeIfAbsent(laneOf.apply(task.path()), Lane::new);
      answers.add(new Answer<>(lane, lane.begin(task.read())));
    }
    return answers.stream().map(answer -> answer.lane().await(answer.future())).toList();
  }

  private record Answer<T>(Lane lane, Optional<Future<T>> future) {}

  private final class Lane {
    private final ThreadPoolExecutor threads;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long progressAt;
    private boolean givenUp;

    private Lane(Path directory) {
      threads =
          new ThreadPoolExecutor(
              THREADS,
              THREADS,
              LINGER.toMillis(),
              TimeUnit.MILLISECONDS,
              new LinkedBlockingQueue<>(),
              work -> {
                Thread thread = new Thread(work, "read " + directory);
                thread.setDaemon(true);
                return thread;
              });
      threads.allowCoreThreadTimeOut(true);
    }

    private <T> Optional<Future<T>> begin(Callable<T> read) {
      if (givenUp && underWay.get() > 0) {
        return Optional.empty();
      }
      givenUp = false;
      progressAt = nanos.getAsLong();
      return Optional.of(
          threads.submit(
              () -> {
                underWay.incrementAndGet();
                long began = nanos.getAsLong();
                try {
                  return read.call();
                } finally {
                  progressAt = nanos.getAsLong();
                  progress.made();
                  looks.increment();
                  lookNanos.add(progressAt - began);
                  underWay.decrementAndGet();
                }
              }));
    }

    private <T> Optional<T> await(Optional<Future<T>> future) {
      while (future.isPresent() && (!givenUp || future.get().isDone())) {
        try {
          return Optional.of(future.get().get(GLANCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          giveUpWhenNothingComes();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          giveUp();
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
      }
      return Optional.empty();
    }

    private void giveUpWhenNothingComes() {
      if (nanos.getAsLong() - progressAt > timeout.toNanos()) {
        giveUp();
      }
    }

    private void giveUp() {
      givenUp = true;
      threads.getQueue().clear();
    }
  }
}
