package org.papermetrics.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.papermetrics.concurrent.Backoff;
import org.papermetrics.concurrent.Duty;
import org.papermetrics.concurrent.Timer;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.model.Timing;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.Sweep;
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
final class RootWatch {
  /** So that a directory that is made and filled is looked at once. */
  private static final Duration NAMES_WAIT = Duration.ofMillis(10);

  private static final Duration MISSING_CHECK = Duration.ofSeconds(1);

  /** Links are followed by looking at everything, which is done once in so many rounds. */
  private static final int LINKS_EVERY = 5;

  private final Scope scope;
  private final WatchContext context;
  private final RootStatus status;
  private final Inbox inbox;
  private final Sweeper sweeper;
  private final Watcher watcher;
  private final Looks looks;
  private final Duty duty;
  private final Backoff resyncs =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(60));
  private final Backoff retries =
      new Backoff(Duration.ofSeconds(60), Duration.ofMinutes(30), Duration.ofMinutes(30));

  private final Timer startAt = new Timer();
  private final Timer namesAt = new Timer();
  private final Timer pollAt = new Timer();
  private final Timer linksAt = new Timer();
  private final Trust trust = new Trust();
  private Optional<String> unavailable;
  private Optional<Instant> lastSweep = Optional.empty();
  private volatile Timing sweeps = Timing.NONE;

  /**
   * Not begun; the first turn begins.
   *
   * @param changed called when the state has changed
   * @param wake makes another turn come at once
   */
  RootWatch(Scope scope, WatchContext context, Runnable changed, Runnable wake) {
    this(scope, context, Generation::start, changed, wake);
  }

  RootWatch(
      Scope scope, WatchContext context, Watcher.Starter starter, Runnable changed, Runnable wake) {
    WatchSettings settings = context.settings();
    this.scope = scope;
    this.context = context;
    this.status = new RootStatus(scope, context.nanos(), changed);
    this.inbox = new Inbox(context.hints(), wake);
    this.sweeper = new Sweeper(scope, context.links(), context.clock(), status::progress);
    this.watcher = new Watcher(scope, context, starter, inbox, status::progress);
    this.looks = new Looks(scope, context, inbox, sweeper, watcher, trust);
    this.duty = new Duty(settings.tick());
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
    List<CompletableFuture<Void>> requests = inbox.takeRequests();
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
    boolean lost = inbox.isLost() && resyncs.allows(now());
    if (lost || (isIncomplete() && retries.allows(now())) || trust.mayTryAgain(now())) {
      resync();
    }
    if (isThere()) {
      lookAtNames();
    }
    if (isThere() && sweepRequested) {
      sweep(Effort.FULL);
    }
    if (isThere() && linksAt.isDue(now())) {
      linksAt.setAfter(now(), context.settings().sweep().multipliedBy(LINKS_EVERY));
      looks.checkLinks();
    }
    if (isThere() && pollAt.isDue(now())) {
      long before = now();
      poll();
      pollAt.setAt(now() + duty.restAfter(now() - before));
    }
  }

  private long untilNextTurn(long now) {
    if (!isThere()) {
      return startAt.remaining(now);
    }
    long next = Math.min(pollAt.remaining(now), linksAt.remaining(now));
    next = Math.min(next, namesAt.remaining(now));
    if (inbox.isLost()) {
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
    inbox.forgetLoss();
    trust.pardon();
    if (trust.mayTryAgain(now())) {
      trust.tryAgain();
    }
    if (sweep(Effort.FULL)) {
      watcher.restart(!trust.isGiven());
      if (watcher.isRunning()) {
        sweep(Effort.QUICK);
      }
    }
    if (begins) {
      pollAt.setAfter(now(), context.settings().tick());
      linksAt.setAfter(now(), context.settings().sweep().multipliedBy(LINKS_EVERY));
    } else {
      resyncs.attempted(now());
    }
    if (isIncomplete()) {
      retries.attempted(now());
    }
  }

  private void lookAtNames() {
    if (!namesAt.isSet() && inbox.hasNames()) {
      namesAt.setAfter(now(), NAMES_WAIT);
    }
    if (namesAt.isDue(now())) {
      namesAt.clear();
      looks.atNames();
      looks.takeUnavailable().ifPresent(this::leave);
    }
  }

  private void poll() {
    boolean wantsSweep = looks.poll();
    looks.takeUnavailable().ifPresent(this::leave);
    if (looks.takeEnd()) {
      lastSweep = Optional.of(context.clock().instant());
    }
    if (isThere() && wantsSweep) {
      sweep(Effort.QUICK);
    }
  }

  /** Looks at everything; false when the root is not there. */
  private boolean sweep(Effort effort) {
    looks.beginSweep();
    long began = now();
    Sweep sweep = sweeper.sweep(effort);
    sweeps = sweeps.plus(now() - began);
    if (sweep.unavailable().isPresent()) {
      leave(sweep.unavailable().get());
      return false;
    }
    trust.pardon();
    unavailable = Optional.empty();
    lastSweep = Optional.of(context.clock().instant());
    watcher.update(sweeper);
    if (watcher.isRunning() && watcher.isReplaced()) {
      inbox.lost();
    }
    // First the state, so that whoever looks at a missing file knows that its root is there.
    publish();
    looks.mark(sweep);
    looks.markUnseen();
    return true;
  }

  private void leave(String reason) {
    unavailable = Optional.of(reason);
    watcher.stop();
    startAt.setAfter(now(), MISSING_CHECK);
    publish();
  }

  private void publish() {
    status.publish(
        new RootState(
            scope,
            watcher.needsPolling(),
            unavailable,
            sweeper.troubles(),
            watcher.unwatched(),
            watcher.failure(),
            trust.isGiven(),
            lastSweep,
            sweeper.root()));
  }

  private long now() {
    return context.nanos().getAsLong();
  }

  /** How it stands; may be asked by any thread. */
  RootStatus status() {
    return status;
  }

  /** The looks at everything so far; may be asked by any thread. */
  Timing sweeps() {
    return sweeps;
  }

  /** What the watcher says goes here; may be called by any thread. */
  Signals signals() {
    return inbox;
  }

  /** Asks for a full sweep; completes when its hints are marked or the root is not there. */
  CompletableFuture<Void> requestSweep() {
    return inbox.requestSweep();
  }

  /** Ends the watcher. Called by the thread that turns, or when there is none. */
  void close() {
    watcher.stop();
    inbox.takeRequests().forEach(request -> request.complete(null));
  }
}
