package org.papermetrics.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.papermetrics.concurrent.Backoff;
import org.papermetrics.concurrent.Deadline;
import org.papermetrics.concurrent.DutyCycle;
import org.papermetrics.concurrent.Faults;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.model.Timing;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.SweepResult;
import org.papermetrics.scan.Sweeper;
import org.papermetrics.scan.Sweeper.Effort;

/**
 * Watches one root: events, polls, sweeps, and whether the root itself is available.
 *
 * <p>Events mark paths at once, on the library's thread. Everything else happens in {@link
 * #runOnce}, on one thread: names that were added or removed are scanned, directories without
 * events are polled, everything is swept at intervals, and after lost events the watcher is
 * replaced between two sweeps: the first finds the changes early, the second finds those that
 * happened while there was no watcher.
 */
final class RootWatcher {
  /**
   * Where nothing is polled, only every so many polls it is checked that the root is still the
   * directory that is watched: that it was moved, or another one mounted there, is no event.
   */
  private static final int POLLS_LEFT_OUT = 5;

  /** So that a directory that is created and filled is scanned once. */
  private static final Duration NAMES_DELAY = Duration.ofMillis(10);

  private static final Duration UNAVAILABLE_CHECK = Duration.ofSeconds(1);

  /**
   * Where everything is polled, only links need sweeps; they seldom change, and a sweep of a
   * network share holds up the polls.
   */
  private static final int SWEEPS_LEFT_OUT = 5;

  /**
   * Where events are reported, sweeps only find what the system has failed to report. Those that
   * take longer than this come less often in proportion: with the usual interval of a minute they
   * take half a thousandth of the time at most.
   */
  private static final Duration CHEAP_SWEEP = Duration.ofMillis(30);

  /** However long a sweep takes, the next one comes after so long. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /** Once in so many sweeps every directory is listed, also those that seem unchanged. */
  private static final int FULL_SWEEP_EVERY = 60;

  private final Scope scope;
  private final WatchContext context;
  private final RootStateHolder status;
  private final RootEventQueue queue;
  private final Sweeper sweeper;
  private final Watcher watcher;
  private final PartialScans scans;
  private final DutyCycle pollDuty;
  private final DutyCycle sweepDuty;
  private final DutyCycle eventDuty;
  private final Backoff resyncs =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(60));
  private final Backoff retries =
      new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofMinutes(30));

  private final CountDownLatch scanned = new CountDownLatch(1);
  private final Deadline startAt = new Deadline();
  private final Deadline namesAt = new Deadline();
  private final Deadline pollAt = new Deadline();
  private final Deadline sweepAt = new Deadline();
  private long pollRest;
  private Optional<String> unavailable;
  private Optional<Instant> lastSweep = Optional.empty();
  private volatile Timing sweeps = Timing.NONE;

  /**
   * Creates a watcher that starts with its first {@link #runOnce}.
   *
   * @param changed called after each change of the state
   * @param wake makes the next iteration begin at once
   */
  RootWatcher(Scope scope, WatchContext context, Runnable changed, Runnable wake) {
    this(scope, context, EventSession::start, changed, wake);
  }

  RootWatcher(
      Scope scope, WatchContext context, Watcher.Starter starter, Runnable changed, Runnable wake) {
    WatchSettings settings = context.settings();
    this.scope = scope;
    this.context = context;
    this.status = new RootStateHolder(scope, context.nanos(), changed);
    this.queue = new RootEventQueue(context.dirty(), wake);
    this.sweeper = new Sweeper(scope, context.symlinks(), context.clock(), status::progress);
    this.watcher = new Watcher(scope, context, starter, queue, status::progress);
    this.scans = new PartialScans(scope, context, queue, sweeper, watcher);
    this.pollDuty = new DutyCycle(settings.tick());
    this.pollRest = settings.tick().toNanos();
    this.sweepDuty = new DutyCycle(settings.sweep());
    this.eventDuty = new DutyCycle(settings.sweep(), (int) settings.sweep().dividedBy(CHEAP_SWEEP));
    this.unavailable = status.state().unavailable();
    startAt.setAt(now());
  }

  /**
   * Runs one iteration: everything that is due.
   *
   * @return nanoseconds until the next iteration, unless it is woken earlier
   */
  long runOnce() {
    status.beginIteration();
    List<CompletableFuture<Void>> requests = queue.takeRequests();
    try {
      if (isAvailable()) {
        work(!requests.isEmpty());
      } else if (startAt.isDue(now()) || !requests.isEmpty()) {
        resync();
      }
    } catch (Throwable e) {
      // An internal error must not end the watching: it is shown, and everything starts again.
      Faults.endUnlessRepeatable(e);
      becomeUnavailable("of an internal error: " + e);
    }
    publish();
    scanned.countDown();
    requests.forEach(request -> request.complete(null));
    status.endIteration();
    return untilNext(now());
  }

  private void work(boolean sweepRequested) {
    boolean lost = queue.isLost() && resyncs.allows(now());
    if (lost || (isIncomplete() && retries.allows(now()))) {
      resync();
    }
    if (isAvailable()) {
      scanNames();
    }
    if (isAvailable() && sweepRequested) {
      sweep(Effort.FULL);
    }
    if (isAvailable() && pollAt.isDue(now())) {
      long before = now();
      poll();
      pollRest = pollDuty.restAfter(now() - before);
      pollAt.setAt(now() + pollRest * POLLS_LEFT_OUT);
    }
    if (isAvailable() && sweepAt.isDue(now())) {
      sweepInTime();
    }
    if (!scans.isIdle()) {
      pollAt.setAtLatest(now() + pollRest);
    }
  }

  private long untilNext(long now) {
    if (!isAvailable()) {
      return startAt.remaining(now);
    }
    long next = Math.min(pollAt.remaining(now), sweepAt.remaining(now));
    next = Math.min(next, namesAt.remaining(now));
    if (queue.isLost()) {
      next = Math.min(next, resyncs.remaining(now));
    }
    return isIncomplete() ? Math.min(next, retries.remaining(now)) : next;
  }

  private boolean isAvailable() {
    return unavailable.isEmpty();
  }

  private boolean isIncomplete() {
    return watcher.isIncomplete(sweeper.unreadable().keySet());
  }

  /** Sweeps everything and starts a new watcher; also at the start, and when the root is back. */
  private void resync() {
    boolean wasUnavailable = !isAvailable();
    queue.forgetLoss();
    watcher.prepare();
    boolean available = sweep(Effort.FULL);
    scanned.countDown();
    if (available) {
      watcher.restart(sweeper::unchanged);
      if (watcher.isRunning()) {
        sweep(Effort.QUICK);
      }
    }
    if (wasUnavailable) {
      pollAt.setAfter(now(), context.settings().tick());
    } else {
      resyncs.attempted(now());
    }
    if (isIncomplete()) {
      retries.attempted(now());
    }
  }

  private void scanNames() {
    if (!namesAt.isSet() && queue.hasNames()) {
      namesAt.setAfter(now(), NAMES_DELAY);
    }
    if (namesAt.isDue(now())) {
      namesAt.clear();
      scans.scanNames();
      scans.takeUnavailable().ifPresent(this::becomeUnavailable);
    }
  }

  private void poll() {
    boolean needsSweep = scans.poll();
    scans.takeUnavailable().ifPresent(this::becomeUnavailable);
    if (scans.takeRoundComplete()) {
      lastSweep = Optional.of(context.clock().instant());
    }
    if (isAvailable() && needsSweep) {
      sweep(Effort.QUICK);
    }
  }

  private void sweepInTime() {
    if (watcher.pollsEverything() && !sweeper.tree().hasLinks()) {
      sweepAt.setAfter(now(), sweepInterval());
    } else {
      boolean isFull = sweeps.count() % FULL_SWEEP_EVERY == FULL_SWEEP_EVERY - 1;
      boolean unused = sweep(isFull ? Effort.FULL : Effort.QUICK);
    }
  }

  private Duration sweepInterval() {
    int times = watcher.pollsEverything() ? SWEEPS_LEFT_OUT : 1;
    return context.settings().sweep().multipliedBy(times);
  }

  private long restAfterSweep(long cost) {
    long rest = sweepDuty.restAfter(cost);
    return watcher.pollsEverything()
        ? rest
        : Math.max(rest, Math.min(eventDuty.restAfter(cost), LONGEST_REST.toNanos()));
  }

  /** Scans everything; false if the root is unavailable. */
  private boolean sweep(Effort effort) {
    scans.beginSweep();
    long began = now();
    SweepResult result = sweeper.sweep(effort);
    long cost = now() - began;
    sweeps = sweeps.plus(cost);
    if (result.unavailable().isPresent()) {
      becomeUnavailable(result.unavailable().get());
      return false;
    }
    unavailable = Optional.empty();
    lastSweep = Optional.of(context.clock().instant());
    watcher.update(sweeper);
    sweepAt.setAt(now() + Math.max(restAfterSweep(cost), sweepInterval().toNanos()));
    if (watcher.isRunning() && watcher.isReplaced()) {
      queue.lost();
    }
    // The state first, so that a reader of a missing file knows that its root is available.
    publish();
    scans.mark(result);
    scans.markUnconfirmed();
    return true;
  }

  private void becomeUnavailable(String reason) {
    unavailable = Optional.of(reason);
    watcher.stop();
    startAt.setAfter(now(), UNAVAILABLE_CHECK);
    publish();
  }

  private void publish() {
    boolean differs = !unavailable.equals(status.state().unavailable());
    status.publish(
        new RootState(
            scope,
            watcher.needsPolling(),
            unavailable,
            sweeper.unreadable(),
            watcher.unwatched(),
            watcher.failure(),
            lastSweep,
            sweeper.root()));
    if (differs && scope instanceof Scope.SingleFile single) {
      // Its reader must report that it cannot be read, or read it again.
      context.dirty().markAll(List.of(single.file()));
    }
  }

  private long now() {
    return context.nanos().getAsLong();
  }

  /** Waits until every file was marked, or none can be; false when that takes longer. */
  boolean awaitScanned(Duration timeout) throws InterruptedException {
    return scanned.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The state. Thread-safe. */
  RootStateHolder status() {
    return status;
  }

  /** Number and duration of the sweeps so far. Thread-safe. */
  Timing sweeps() {
    return sweeps;
  }

  /** Receives the events of the watcher. Thread-safe. */
  WatchListener listener() {
    return queue;
  }

  /** Requests a full sweep; completes when its changes are marked or the root is unavailable. */
  CompletableFuture<Void> requestSweep() {
    return queue.requestSweep();
  }

  /** Stops the watcher. Called by the thread of {@link #runOnce}, or when it has ended. */
  void close() {
    watcher.stop();
    queue.takeRequests().forEach(request -> request.complete(null));
  }
}
