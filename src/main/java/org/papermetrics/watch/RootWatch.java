package org.papermetrics.watch;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.papermetrics.watch.Sweeper.Effort;

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

  /** One sweep in so many trusts nothing. */
  private static final int FULL_EVERY = 5;

  private final Scope scope;
  private final WatchContext context;
  private final RootStatus status;
  private final Inbox inbox;
  private final Sweeper sweeper;
  private final Watcher watcher;
  private final Unseen unseen = new Unseen();
  private final Duty duty;
  private final Backoff resyncs =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(60));
  private final Backoff retries =
      new Backoff(Duration.ofSeconds(60), Duration.ofMinutes(30), Duration.ofMinutes(30));

  private final Timer startAt = new Timer();
  private final Timer namesAt = new Timer();
  private final Timer pollAt = new Timer();
  private final Timer sweepAt = new Timer();
  private long sweeps;
  private boolean sweepAtPoll;
  private Optional<String> unavailable;
  private Optional<Instant> lastSweep = Optional.empty();

  /**
   * Not begun; the first turn begins.
   *
   * @param changed called when the state has changed
   * @param wake makes another turn come at once
   */
  RootWatch(Scope scope, WatchContext context, Runnable changed, Runnable wake) {
    this.scope = scope;
    this.context = context;
    this.status = new RootStatus(scope, context.nanos(), changed);
    this.inbox = new Inbox(context.hints(), wake);
    this.sweeper = new Sweeper(scope, context.links(), context.clock(), status::progress);
    this.watcher = new Watcher(scope, context, inbox, status::progress);
    this.duty = new Duty(context.settings().poll());
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
    if (lost || (isIncomplete() && retries.allows(now()))) {
      resync();
    }
    if (isThere()) {
      lookAtNames();
    }
    if (isThere() && (sweepRequested || sweepAt.isDue(now()))) {
      sweepAt.setAfter(now(), context.settings().sweep());
      sweep(sweepRequested || ++sweeps % FULL_EVERY == 0 ? Effort.FULL : Effort.QUICK);
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
    long next = Math.min(pollAt.remaining(now), sweepAt.remaining(now));
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
    if (sweep(Effort.FULL)) {
      watcher.restart();
      if (watcher.isRunning()) {
        sweep(Effort.QUICK);
      }
    }
    if (begins) {
      pollAt.setAfter(now(), context.settings().poll());
      sweepAt.setAfter(now(), context.settings().sweep());
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
    if (!namesAt.isDue(now())) {
      return;
    }
    namesAt.clear();
    for (Path path : inbox.takeNames()) {
      boolean known = sweeper.knowsDirectory(path);
      if (sweeper.isFollowedLink(path) || (scope.followsLinks() && Files.isSymbolicLink(path))) {
        // Who else leads there can only be told by looking at everything.
        sweepAtPoll = true;
      } else if (isThere() && (known || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
        apply(sweeper.below(path));
        if (known && !sweeper.knowsDirectory(path)) {
          context.hints().markAll(List.of(path));
        }
      }
    }
  }

  private void poll() {
    sweepAtPoll |= inbox.takeOverrun() || inbox.isLost();
    List<Path> polled = watcher.polled();
    if (sweepAtPoll || polled.contains(scope.path())) {
      sweep(sweepAtPoll || !watcher.needsPolling() ? Effort.QUICK : Effort.GLANCE);
    } else if (watcher.isReplaced()) {
      inbox.lost();
    } else {
      polled.forEach(this::pollBelow);
    }
  }

  private void pollBelow(Path directory) {
    if (isThere()) {
      apply(sweeper.below(directory));
      if (!sweeper.knowsDirectory(directory) && !sweeper.troubles().containsKey(directory)) {
        watcher.forget(directory);
      }
    }
  }

  /** Looks at everything; false when the root is not there. */
  private boolean sweep(Effort effort) {
    sweepAtPoll = false;
    unseen.add(inbox.takeHeard(), now());
    Sweep sweep = sweeper.sweep(effort);
    if (sweep.unavailable().isPresent()) {
      leave(sweep.unavailable().get());
      return false;
    }
    lastSweep = Optional.of(context.clock().instant());
    unavailable = Optional.empty();
    watcher.update(sweeper);
    if (watcher.isRunning() && watcher.isReplaced()) {
      inbox.lost();
    }
    // First the state, so that whoever looks at a missing file knows that its root is there.
    publish();
    mark(sweep);
    context.hints().markAll(unseen.afterSweep(sweeper::knowsFile, now()));
    return true;
  }

  private void apply(Sweep sweep) {
    sweep.unavailable().ifPresent(this::leave);
    sweepAtPoll |= sweep.newLinks();
    mark(sweep);
  }

  private void mark(Sweep sweep) {
    context.hints().markAll(sweep.changed());
    unseen.add(sweep.changed().stream().filter(f -> !sweeper.knowsFile(f)).toList(), now());
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
            sweeper.directoryCount(),
            watcher.unwatched(),
            watcher.failure(),
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
