package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.papermetrics.watch.FileSystemKind.Notice;
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
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  /** A look that gets nowhere for so long hangs with the file system. */
  private static final Duration STALLED = Duration.ofSeconds(30);

  /** Polling takes at most one part in so many of the time, however large the root is. */
  private static final int DUTY = 20;

  /** One sweep in so many trusts nothing. */
  private static final int FULL_EVERY = 5;

  private final Scope scope;
  private final WatchContext context;
  private final Runnable published;
  private final Inbox inbox;
  private final Sweeper sweeper;
  private final Coverage coverage;
  private final Unseen unseen = new Unseen();
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

  private Notice notice = Notice.BOTH;
  private @Nullable Generation generation;
  private @Nullable Node watched;
  private Optional<String> noWatcher = Optional.empty();
  private Optional<String> unavailable;
  private Optional<Instant> lastSweep = Optional.empty();

  private volatile RootState state;
  private volatile boolean busy;
  private volatile long progressAt;

  /**
   * Not begun; the first turn begins.
   *
   * @param published called when the state has changed
   * @param wake makes another turn come at once
   */
  RootWatch(Scope scope, WatchContext context, Runnable published, Runnable wake) {
    this.scope = scope;
    this.context = context;
    this.published = published;
    this.inbox = new Inbox(context.hints(), wake);
    this.sweeper = new Sweeper(scope, context.links(), context.clock(), this::progress);
    this.coverage = new Coverage(scope.path(), context.settings().mode());
    this.state = RootState.notYet(scope);
    this.unavailable = state.unavailable();
    startAt.setAt(now());
  }

  /**
   * Does what is due.
   *
   * @return nanoseconds until the next turn, unless something wakes it before
   */
  long turn() {
    progress();
    busy = true;
    List<CompletableFuture<Void>> requests = inbox.takeRequests();
    try {
      if (unavailable.isEmpty()) {
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
    busy = false;
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
      long cost = now() - before;
      pollAt.setAt(now() + Math.max(context.settings().poll().toNanos(), DUTY * cost));
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

  /** Looks at everything and makes a new watcher, or begins when the root was not there. */
  private void resync() {
    boolean begins = !isThere();
    inbox.forgetLoss();
    if (sweep(Effort.FULL)) {
      startWatcher();
      if (generation != null) {
        sweep(Effort.QUICK);
      }
    }
    resyncs.attempted(now());
    if (isIncomplete()) {
      retries.attempted(now());
    }
    if (begins) {
      pollAt.setAfter(now(), context.settings().poll());
      sweepAt.setAfter(now(), context.settings().sweep());
    }
  }

  private void startWatcher() {
    stopWatcher();
    notice = coverage.noticeOf(scope.path());
    if (!notice.hasEvents()) {
      return;
    }
    try {
      watched = Node.following(scope.path());
      generation = Generation.start(scope, context.links(), inbox, this::progress);
    } catch (IOException e) {
      noWatcher = Optional.of(Reasons.of(e));
    }
  }

  private void stopWatcher() {
    noWatcher = Optional.empty();
    if (generation != null) {
      generation.close(CLOSE_PATIENCE);
      generation = null;
    }
  }

  /** Whether a new watcher might see more than the one there is. */
  private boolean isIncomplete() {
    Generation current = generation;
    return current == null
        ? noWatcher.isPresent()
        : coverage.isIncomplete(current, sweeper.troubles().keySet());
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
    Generation current = generation;
    sweepAtPoll |= inbox.takeOverrun() || inbox.isLost();
    if (sweepAtPoll || current == null || notice.needsPolling()) {
      sweep(Effort.QUICK);
      return;
    }
    if (isReplaced()) {
      inbox.lost();
      return;
    }
    for (Path directory : coverage.polled(current)) {
      if (isThere()) {
        apply(sweeper.below(directory));
        if (!sweeper.knowsDirectory(directory) && !sweeper.troubles().containsKey(directory)) {
          current.uncovered().remove(directory);
        }
      }
    }
  }

  private boolean isReplaced() {
    try {
      return watched == null || !Node.following(scope.path()).isSame(watched);
    } catch (IOException e) {
      return true;
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
    if (generation != null) {
      coverage.update(sweeper, generation);
      if (isReplaced()) {
        inbox.lost();
      }
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
    stopWatcher();
    startAt.setAfter(now(), MISSING_CHECK);
    publish();
  }

  private void publish() {
    Generation current = generation;
    RootState now =
        new RootState(
            scope,
            current == null || notice.needsPolling(),
            unavailable,
            sweeper.troubles(),
            sweeper.directoryCount(),
            current != null && current.isLimitReached() ? current.uncovered().size() : 0,
            noWatcher,
            lastSweep,
            sweeper.root());
    if (!now.equals(state)) {
      state = now;
      published.run();
    }
  }

  private long now() {
    return context.nanos().getAsLong();
  }

  private void progress() {
    progressAt = now();
  }

  /** How it stands; may be asked by any thread. */
  RootState state() {
    RootState last = state;
    return isStalled() ? last.unavailable(Reasons.STALLED) : last;
  }

  /** Whether the file system has stopped to answer; may be asked by any thread. */
  boolean isStalled() {
    return busy && now() - progressAt > STALLED.toNanos();
  }

  /**
   * Whether a file that is missing was deleted, as far as can be told: its root is there and is the
   * one that was looked at. May be asked by any thread.
   */
  boolean isAbsenceReal(Path file) {
    RootState last = state();
    if (last.unavailable().isPresent()
        || last.troubles().keySet().stream().anyMatch(file::startsWith)) {
      return false;
    }
    try {
      Node root = Node.following(scope.path());
      return last.root().filter(root::isSame).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks for a full sweep; completes when its hints are marked or the root is not there. */
  CompletableFuture<Void> requestSweep() {
    return inbox.requestSweep();
  }

  /** Ends the watcher. Called by the thread that turns, or when there is none. */
  void close() {
    stopWatcher();
    inbox.takeRequests().forEach(request -> request.complete(null));
  }
}
