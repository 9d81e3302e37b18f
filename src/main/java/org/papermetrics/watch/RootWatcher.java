package org.papermetrics.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.papermetrics.concurrent.Backoff;
import org.papermetrics.concurrent.Deadline;
import org.papermetrics.concurrent.DutyCycle;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.model.Timing;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.SweepResult;
import org.papermetrics.scan.Sweeper;
import org.papermetrics.scan.Sweeper.Effort;

/**
 * Watches one root for as long as the program runs: while it is there, while it is missing, when it
 * comes back, and whatever the watcher loses.
 *
 * <p>Events mark paths at once, on the library's thread. All else happens in {@link #turn}, on one
 * thread: names that came or went are looked at, what has no events is polled, everything is swept
 * from time to time, and after a loss the watcher is replaced between two sweeps: the first brings
 * the news early, the second finds what happened while nobody listened.
 */
final class RootWatcher {
  /** So that a directory that is made and filled is looked at once. */
  private static final Duration NAMES_WAIT = Duration.ofMillis(10);

  private static final Duration MISSING_CHECK = Duration.ofSeconds(1);

  /**
   * Where everything is polled, only links need sweeps; they seldom change, and a sweep of a
   * network share holds up the polls.
   */
  private static final int SWEEPS_LEFT_OUT = 5;

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
  private final Backoff resyncs =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(60));
  private final Backoff retries =
      new Backoff(Duration.ofSeconds(60), Duration.ofMinutes(30), Duration.ofMinutes(30));

  private final Deadline startAt = new Deadline();
  private final Deadline namesAt = new Deadline();
  private final Deadline pollAt = new Deadline();
  private final Deadline sweepAt = new Deadline();
  private Optional<String> unavailable;
  private Optional<Instant> lastSweep = Optional.empty();
  private volatile Timing sweeps = Timing.NONE;

  /**
   * Not begun; the first turn begins.
   *
   * @param changed called when the state has changed
   * @param wake makes another turn come at once
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
    this.sweepDuty = new DutyCycle(settings.sweep());
    this.unavailable = status.state().unavailable();
    startAt.setAt(now());
  }

  /**
   * Does what is due.
   *
   * @return nanoseconds until the next turn, unless something wakes it before
   */
  long turn() {
    status.beginLook();
    List<CompletableFuture<Void>> requests = queue.takeRequests();
    try {
      if (isThere()) {
        work(!requests.isEmpty());
      } else if (startAt.isDue(now()) || !requests.isEmpty()) {
        resync();
      }
    } catch (RuntimeException e) {
      // A fault in here must not end the watching: it is shown, and everything begins anew.
      leave("of a fault in this program: " + e);
    }
    publish();
    requests.forEach(request -> request.complete(null));
    status.endLook();
    return untilNextTurn(now());
  }

  private void work(boolean sweepRequested) {
    boolean lost = queue.isLost() && resyncs.allows(now());
    if (lost || (isIncomplete() && retries.allows(now()))) {
      resync();
    }
    if (isThere()) {
      lookAtNames();
    }
    if (isThere() && sweepRequested) {
      sweep(Effort.FULL);
    }
    if (isThere() && pollAt.isDue(now())) {
      long before = now();
      poll();
      pollAt.setAt(now() + pollDuty.restAfter(now() - before));
    }
    if (isThere() && sweepAt.isDue(now())) {
      sweepInTime();
    }
  }

  private long untilNextTurn(long now) {
    if (!isThere()) {
      return startAt.remaining(now);
    }
    long next = Math.min(pollAt.remaining(now), sweepAt.remaining(now));
    next = Math.min(next, namesAt.remaining(now));
    if (queue.isLost()) {
      next = Math.min(next, resyncs.remaining(now));
    }
    return isIncomplete() ? Math.min(next, retries.remaining(now)) : next;
  }

  private boolean isThere() {
    return unavailable.isEmpty();
  }

  private boolean isIncomplete() {
    return watcher.isIncomplete(sweeper.troubles().keySet());
  }

  /** Looks at everything and makes a new watcher; also begins, when the root was not there. */
  private void resync() {
    boolean begins = !isThere();
    queue.forgetLoss();
    if (sweep(Effort.FULL)) {
      watcher.restart();
      if (watcher.isRunning()) {
        sweep(Effort.QUICK);
      }
    }
    if (begins) {
      pollAt.setAfter(now(), context.settings().tick());
    } else {
      resyncs.attempted(now());
    }
    if (isIncomplete()) {
      retries.attempted(now());
    }
  }

  private void lookAtNames() {
    if (!namesAt.isSet() && queue.hasNames()) {
      namesAt.setAfter(now(), NAMES_WAIT);
    }
    if (namesAt.isDue(now())) {
      namesAt.clear();
      scans.scanNames();
      scans.takeUnavailable().ifPresent(this::leave);
    }
  }

  private void poll() {
    boolean needsSweep = scans.poll();
    scans.takeUnavailable().ifPresent(this::leave);
    if (scans.takeRoundComplete()) {
      lastSweep = Optional.of(context.clock().instant());
    }
    if (isThere() && needsSweep) {
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

  /** Looks at everything; false when the root is not there. */
  private boolean sweep(Effort effort) {
    scans.beginSweep();
    long began = now();
    SweepResult result = sweeper.sweep(effort);
    long cost = now() - began;
    sweeps = sweeps.plus(cost);
    if (result.unavailable().isPresent()) {
      leave(result.unavailable().get());
      return false;
    }
    unavailable = Optional.empty();
    lastSweep = Optional.of(context.clock().instant());
    watcher.update(sweeper);
    sweepAt.setAt(now() + Math.max(sweepDuty.restAfter(cost), sweepInterval().toNanos()));
    if (watcher.isRunning() && watcher.isReplaced()) {
      queue.lost();
    }
    // First the state, so that whoever looks at a missing file knows that its root is there.
    publish();
    scans.mark(result);
    scans.markUnconfirmed();
    return true;
  }

  private void leave(String reason) {
    unavailable = Optional.of(reason);
    watcher.stop();
    startAt.setAfter(now(), MISSING_CHECK);
    publish();
  }

  private void publish() {
    boolean differs = !unavailable.equals(status.state().unavailable());
    status.publish(
        new RootState(
            scope,
            watcher.needsPolling(),
            unavailable,
            sweeper.troubles(),
            watcher.unwatched(),
            watcher.failure(),
            lastSweep,
            sweeper.root()));
    if (differs && scope instanceof Scope.SingleFile single) {
      // Its reader must say that it cannot be read now, or read it again.
      context.dirty().markAll(List.of(single.file()));
    }
  }

  private long now() {
    return context.nanos().getAsLong();
  }

  /** How it stands; may be asked by any thread. */
  RootStateHolder status() {
    return status;
  }

  /** The looks at everything so far; may be asked by any thread. */
  Timing sweeps() {
    return sweeps;
  }

  /** What the watcher says goes here; may be called by any thread. */
  WatchListener signals() {
    return queue;
  }

  /** Asks for a full sweep; completes when its hints are marked or the root is not there. */
  CompletableFuture<Void> requestSweep() {
    return queue.requestSweep();
  }

  /** Ends the watcher. Called by the thread that turns, or when there is none. */
  void close() {
    watcher.stop();
    queue.takeRequests().forEach(request -> request.complete(null));
  }
}
