package org.papermetrics.watch;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.scan.DirectoryNode;
import org.papermetrics.scan.ScanPass;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.SweepResult;
import org.papermetrics.scan.Sweeper;

/**
 * The looks at parts of a root that is there: at names that came or went, at what events told of,
 * and in turns at all the rest. What only a look at everything can tell is left to the next sweep.
 */
public final class PartialScans {
  private static final int MOST = 10_000;
  private static final int FILES_EVERY = 5;
  private static final int LIST_EVERY = 60;

  /** Looking in turns takes at most one part in so many of the time. */
  private static final int PARTS = 40;

  private final Scope scope;
  private final WatchContext context;
  private final RootEventQueue queue;
  private final Sweeper sweeper;
  private final Watcher watcher;
  private final Trust trust;
  private final UnconfirmedPaths unconfirmed = new UnconfirmedPaths();
  private final Patrol patrol;
  private final Rounds rounds;
  private final Duration patience;
  private boolean wantsSweep;
  private boolean hasEnded;
  private Optional<String> unavailable = Optional.empty();

  /** None yet. */
  PartialScans(
      Scope scope,
      WatchContext context,
      RootEventQueue queue,
      Sweeper sweeper,
      Watcher watcher,
      Trust trust) {
    WatchSettings settings = context.settings();
    this.scope = scope;
    this.context = context;
    this.queue = queue;
    this.sweeper = sweeper;
    this.watcher = watcher;
    this.trust = trust;
    this.patrol = new Patrol(settings.sweep(), FILES_EVERY, LIST_EVERY, context.nanos());
    this.rounds = new Rounds(settings.poll(), context.nanos());
    this.patience = settings.poll().dividedBy(PARTS);
  }

  /** Why the root could not be looked at since the last call, empty when it could. */
  Optional<String> takeUnavailable() {
    Optional<String> was = unavailable;
    unavailable = Optional.empty();
    return was;
  }

  /** Whether everything has been looked at once more since the last call. */
  boolean takeEnd() {
    boolean was = hasEnded;
    hasEnded = false;
    return was;
  }

  /** The links are to be looked at, which only a sweep of everything can. */
  void checkLinks() {
    wantsSweep |= sweeper.tree().hasLinks();
  }

  /** A sweep of everything begins. */
  void beginSweep() {
    wantsSweep = false;
    unavailable = Optional.empty();
    unconfirmed.add(queue.takeHeard(), now());
  }

  /** Hints again at what no look has found. */
  void markUnseen() {
    context.dirty().markAll(unconfirmed.afterSweep(sweeper::knowsFile, now()));
  }

  /** Looks at the names that came or went. */
  void atNames() {
    List<Path> names = queue.takeNames();
    trust.told(names);
    for (Path path : names) {
      boolean known = sweeper.knowsDirectory(path);
      if (sweeper.isFollowedLink(path) || (scope.followsLinks() && Files.isSymbolicLink(path))) {
        // Who else leads there can only be told by looking at everything.
        wantsSweep = true;
      } else if (isThere() && (known || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
        SweepResult unused = apply(sweeper.below(path));
        if (known && !sweeper.knowsDirectory(path)) {
          context.dirty().markAll(List.of(path));
        }
      }
    }
  }

  /**
   * Looks at what is due at this moment, unless everything is to be looked at.
   *
   * @return whether that is so
   */
  boolean poll() {
    if (queue.takeOverrun() || queue.isLost()) {
      wantsSweep = true;
      trust.pardon();
    }
    if (watcher.isRunning() && watcher.isReplaced()) {
      queue.lost();
      return false;
    }
    if (!wantsSweep) {
      lookAtHeard();
      List<Path> polled = watcher.polled();
      boolean all = polled.contains(scope.path());
      if (isThere() && !polled.isEmpty()) {
        pollOften(polled, all);
      }
      if (isThere() && !all) {
        lookInTurns(polled);
      }
      markUnseen();
    }
    return wantsSweep;
  }

  /** What events told of is looked at too, so that whatever else has changed was not told. */
  private void lookAtHeard() {
    List<Path> heard = queue.takeHeard();
    unconfirmed.add(heard, now());
    trust.told(heard);
    Set<DirectoryNode> directories = new LinkedHashSet<>();
    for (Path file : heard) {
      directories.add(sweeper.tree().nearest(file));
    }
    if (!directories.isEmpty()) {
      SweepResult unused =
          apply(
              sweeper.visit(
                  pass -> directories.forEach(d -> pass.visit(d, d.path(), ScanPass.Visit.FILES))));
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
      SweepResult unused = apply(rounds.look(sweeper, polled));
    }
    if (isThere() && all && rounds.hasEnded()) {
      watcher.update(sweeper);
      hasEnded = true;
    }
  }

  /** Where events come: a little at a time, and what is found there was not told. */
  private void lookInTurns(List<Path> polled) {
    SweepResult result =
        apply(
            sweeper.visit(
                pass -> {
                  int unused =
                      patrol.visit(pass, () -> sweeper.tree().directories(), MOST, patience);
                }));
    trust.found(
        result.changed().stream()
            .filter(file -> polled.stream().noneMatch(file::startsWith))
            .toList(),
        now());
    switch (trust.judge(now())) {
      case KEEP -> {}
      case REPLACE -> queue.lost();
      case GIVE_UP -> {
        watcher.restart(false);
        wantsSweep = true;
      }
    }
    if (patrol.hasEnded()) {
      watcher.update(sweeper);
      hasEnded = true;
    }
  }

  private void pollBelow(Path directory) {
    SweepResult unused = apply(sweeper.below(directory));
    if (!sweeper.knowsDirectory(directory) && !sweeper.troubles().containsKey(directory)) {
      watcher.forget(directory);
    }
  }

  private SweepResult apply(SweepResult result) {
    result.unavailable().ifPresent(why -> unavailable = Optional.of(why));
    wantsSweep |= result.needsAll();
    mark(result);
    return result;
  }

  /** Hints at what a sweep has found. */
  void mark(SweepResult result) {
    context.dirty().markAll(result.changed());
    unconfirmed.add(result.changed().stream().filter(f -> !sweeper.knowsFile(f)).toList(), now());
  }

  private boolean isThere() {
    return unavailable.isEmpty();
  }

  private long now() {
    return context.nanos().getAsLong();
  }
}
