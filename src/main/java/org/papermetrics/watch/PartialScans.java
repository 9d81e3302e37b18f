package org.papermetrics.watch;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.scan.DirectoryNode;
import org.papermetrics.scan.ScanPass.Visit;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.SweepResult;
import org.papermetrics.scan.Sweeper;

/**
 * Partial scans of a root: of names that events reported, and at each poll of what has no events.
 * What a partial scan cannot decide is left to the next sweep.
 */
final class PartialScans {
  private final Scope scope;
  private final WatchContext context;
  private final RootEventQueue queue;
  private final Sweeper sweeper;
  private final Watcher watcher;
  private final UnconfirmedPaths unconfirmed = new UnconfirmedPaths();
  private final PollPlan plan;
  private boolean needsSweep;
  private boolean roundComplete;
  private Optional<String> unavailable = Optional.empty();

  /** Nothing has been scanned yet. */
  PartialScans(
      Scope scope, WatchContext context, RootEventQueue queue, Sweeper sweeper, Watcher watcher) {
    this.scope = scope;
    this.context = context;
    this.queue = queue;
    this.sweeper = sweeper;
    this.watcher = watcher;
    this.plan = new PollPlan(context.settings().poll(), context.nanos());
  }

  /** Whether a poll would find nothing to do but to check the root itself. */
  boolean isIdle() {
    return !needsSweep
        && unconfirmed.isEmpty()
        && !queue.hasChanges()
        && watcher.polled().isEmpty();
  }

  /** Why the root could not be read since the last call, empty when it could. */
  Optional<String> takeUnavailable() {
    Optional<String> was = unavailable;
    unavailable = Optional.empty();
    return was;
  }

  /** Whether polls have checked every directory once more since the last call. */
  boolean takeRoundComplete() {
    boolean was = roundComplete;
    roundComplete = false;
    return was;
  }

  /** A sweep begins. */
  void beginSweep() {
    needsSweep = false;
    unavailable = Optional.empty();
    unconfirmed.add(queue.takeChangedFiles(), now());
  }

  /** Marks again the files that no scan has confirmed. */
  void markUnconfirmed() {
    context.dirty().markAll(unconfirmed.afterSweep(sweeper::knowsFile, now()));
  }

  /** Scans the names that were added or removed. */
  void scanNames() {
    for (Path path : queue.takeNames()) {
      boolean known = sweeper.knowsDirectory(path);
      if (sweeper.isFollowedLink(path) || (scope.followsLinks() && Files.isSymbolicLink(path))) {
        // Only a sweep knows which other links lead to the same directory.
        needsSweep = true;
      } else if (isAvailable() && (known || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
        SweepResult unused = apply(sweeper.below(path));
        if (known && !sweeper.knowsDirectory(path)) {
          context.dirty().markAll(List.of(path));
        }
      }
    }
  }

  /**
   * Polls what has no events, unless a sweep is needed.
   *
   * @return whether a sweep is needed
   */
  boolean poll() {
    if (queue.takeOverflow() || queue.isLost()) {
      needsSweep = true;
    }
    if (watcher.isRunning() && watcher.isReplaced()) {
      queue.lost();
      return false;
    }
    if (!needsSweep) {
      scanChangedFiles();
      watcher.checkForLink();
      List<Path> polled = watcher.polled();
      if (!polled.isEmpty()) {
        pollBelow(polled);
      }
      markUnconfirmed();
    }
    return needsSweep;
  }

  /** Files that only events have shown must be known, so that their deletion is noticed. */
  private void scanChangedFiles() {
    List<Path> files = queue.takeChangedFiles();
    unconfirmed.add(files, now());
    Set<DirectoryNode> directories = new LinkedHashSet<>();
    files.forEach(file -> directories.add(sweeper.tree().nearest(file)));
    if (!directories.isEmpty()) {
      SweepResult unused =
          apply(
              sweeper.visit(
                  pass -> directories.forEach(d -> pass.visit(d, d.path(), Visit.ALL_FILES))));
    }
  }

  private void pollBelow(List<Path> polled) {
    polled.forEach(this::pollUnknown);
    List<Path> unreadable = List.copyOf(sweeper.unreadable().keySet());
    unreadable.stream()
        .filter(path -> polled.stream().anyMatch(path::startsWith))
        .forEach(this::pollUnknown);
    if (isAvailable()) {
      SweepResult unused = apply(plan.poll(sweeper, polled));
    }
    if (isAvailable() && watcher.pollsEverything() && plan.isRoundComplete()) {
      watcher.update(sweeper);
      roundComplete = true;
    }
  }

  /** Scans a directory that could not be read before, or did not exist. */
  private void pollUnknown(Path directory) {
    if (isAvailable() && !sweeper.knowsDirectory(directory)) {
      SweepResult unused = apply(sweeper.below(directory));
      if (!sweeper.knowsDirectory(directory) && !sweeper.unreadable().containsKey(directory)) {
        watcher.forget(directory);
      }
    }
  }

  private SweepResult apply(SweepResult result) {
    result.unavailable().ifPresent(why -> unavailable = Optional.of(why));
    needsSweep |= result.needsSweep();
    mark(result);
    return result;
  }

  /** Marks the files that a scan has found to be changed. */
  void mark(SweepResult result) {
    context.dirty().markAll(result.changed());
    unconfirmed.add(result.changed().stream().filter(f -> !sweeper.knowsFile(f)).toList(), now());
  }

  private boolean isAvailable() {
    return unavailable.isEmpty();
  }

  private long now() {
    return context.nanos().getAsLong();
  }
}
