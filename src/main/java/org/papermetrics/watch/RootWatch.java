package org.papermetrics.watch;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** Links are followed by looking at everything, which is done once in so many rounds. */
  private static final int LINKS_EVERY = 5;

  private static final int MOST = 10_000;
  private static final int FILES_EVERY = 5;
  private static final int LIST_EVERY = 60;

  /** Looking in turns takes at most one part in so many of the time. */
  private static final int PARTS = 40;

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
  private final Timer linksAt = new Timer();
  private final Patrol patrol;
  private final Rounds rounds;
  private final Trust trust = new Trust();
  private final Duration patience;
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
    this.patrol = new Patrol(settings.sweep(), FILES_EVERY, LIST_EVERY, context.nanos());
    this.rounds = new Rounds(settings.poll(), context.nanos());
    this.patience = settings.poll().dividedBy(PARTS);
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
      sweepAtPoll |= sweeper.tree().hasLinks();
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
    if (!namesAt.isDue(now())) {
      return;
    }
    namesAt.clear();
    List<Path> names = inbox.takeNames();
    trust.told(names);
    for (Path path : names) {
      boolean known = sweeper.knowsDirectory(path);
      if (sweeper.isFollowedLink(path) || (scope.followsLinks() && Files.isSymbolicLink(path))) {
        // Who else leads there can only be told by looking at everything.
        sweepAtPoll = true;
      } else if (isThere() && (known || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
        Sweep unused = apply(sweeper.below(path));
        if (known && !sweeper.knowsDirectory(path)) {
          context.hints().markAll(List.of(path));
        }
      }
    }
  }

  private void poll() {
    if (inbox.takeOverrun() || inbox.isLost()) {
      sweepAtPoll = true;
      trust.pardon();
    }
    if (watcher.isRunning() && watcher.isReplaced()) {
      inbox.lost();
      return;
    }
    if (!sweepAtPoll) {
      lookAtHeard();
      List<Path> polled = watcher.polled();
      boolean all = polled.contains(scope.path());
      if (isThere() && !polled.isEmpty()) {
        pollOften(polled, all);
      }
      if (isThere() && !all) {
        lookInTurns(polled);
      }
      context.hints().markAll(unseen.afterSweep(sweeper::knowsFile, now()));
    }
    if (isThere() && sweepAtPoll) {
      sweep(Effort.QUICK);
    }
  }

  /** What events told of is looked at too, so that whatever else has changed was not told. */
  private void lookAtHeard() {
    List<Path> heard = inbox.takeHeard();
    unseen.add(heard, now());
    trust.told(heard);
    Set<Directory> directories = new LinkedHashSet<>();
    for (Path file : heard) {
      directories.add(sweeper.tree().nearest(file));
    }
    if (!directories.isEmpty()) {
      Sweep unused =
          apply(
              sweeper.visit(
                  pass -> directories.forEach(d -> pass.visit(d, d.path(), Pass.Visit.FILES))));
    }
  }

  /** Where no events come: at once what changed lately, in turns all the rest. */
  private void pollOften(List<Path> polled, boolean all) {
    for (Path path : polled) {
      if (isThere() && !sweeper.knowsDirectory(path)) {
        pollBelow(path);
      }
    }
    List<Path> troubled = List.copyOf(sweeper.troubles().keySet());
    for (Path path : troubled) {
      if (isThere()
          && !sweeper.knowsDirectory(path)
          && polled.stream().anyMatch(path::startsWith)) {
        pollBelow(path);
      }
    }
    if (isThere()) {
      Sweep unused = apply(rounds.look(sweeper, polled));
    }
    if (isThere() && all && rounds.hasEnded()) {
      endRound();
    }
  }

  /** Where events come: a little at a time, and what is found there was not told. */
  private void lookInTurns(List<Path> polled) {
    Sweep sweep =
        apply(
            sweeper.visit(
                pass -> {
                  int unused =
                      patrol.visit(pass, () -> sweeper.tree().directories(), MOST, patience);
                }));
    trust.found(
        sweep.changed().stream()
            .filter(file -> polled.stream().noneMatch(file::startsWith))
            .toList(),
        now());
    switch (trust.judge(now())) {
      case KEEP -> {}
      case REPLACE -> inbox.lost();
      case GIVE_UP -> {
        watcher.restart(false);
        sweepAtPoll = true;
      }
    }
    if (patrol.hasEnded()) {
      endRound();
    }
  }

  private void pollBelow(Path directory) {
    Sweep unused = apply(sweeper.below(directory));
    if (!sweeper.knowsDirectory(directory) && !sweeper.troubles().containsKey(directory)) {
      watcher.forget(directory);
    }
  }

  private void endRound() {
    lastSweep = Optional.of(context.clock().instant());
    watcher.update(sweeper);
  }

  /** Looks at everything; false when the root is not there. */
  private boolean sweep(Effort effort) {
    sweepAtPoll = false;
    List<Path> heard = inbox.takeHeard();
    unseen.add(heard, now());
    Sweep sweep = sweeper.sweep(effort);
    if (sweep.unavailable().isPresent()) {
      leave(sweep.unavailable().get());
      return false;
    }
    trust.pardon();
    unavailable = Optional.empty();
    endRound();
    if (watcher.isRunning() && watcher.isReplaced()) {
      inbox.lost();
    }
    // First the state, so that whoever looks at a missing file knows that its root is there.
    publish();
    mark(sweep);
    context.hints().markAll(unseen.afterSweep(sweeper::knowsFile, now()));
    return true;
  }

  private Sweep apply(Sweep sweep) {
    sweep.unavailable().ifPresent(this::leave);
    sweepAtPoll |= sweep.needsAll();
    mark(sweep);
    return sweep;
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
