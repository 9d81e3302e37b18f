package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.papermetrics.concurrent.Backoff;

/**
 * Whether a watcher can be believed. It may seem to work and tell nothing: where a share calls
 * itself a local disk, or where others write to a lower layer of what is mounted. A change that was
 * found without having been told, and is not told soon after, counts against the watcher; after two
 * of them it is replaced, and when the next one is no better, it is given up for some hours.
 *
 * <p>Times are nanoseconds of one clock.
 */
final class Trust {
  /** What follows from what was found. */
  enum Verdict {
    KEEP,
    REPLACE,
    GIVE_UP
  }

  /** An event that is late by so much would have come. */
  private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

  /** So few, so long apart, are no pattern. */
  private static final long MEMORY = Duration.ofHours(1).toNanos();

  private static final int ENOUGH = 2;

  /** More would be no better proof. */
  private static final int MOST_SUSPECTS = 1_024;

  private final Map<Path, Long> suspects = new HashMap<>();
  private final Backoff retries =
      new Backoff(Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(24));
  private int strikes;
  private long lastStrike;
  private boolean replaced;
  private boolean given;

  /** Files were found to have changed. */
  void found(Collection<Path> files, long now) {
    for (Path file : files) {
      if (suspects.size() < MOST_SUSPECTS && isToldOf(file)) {
        suspects.putIfAbsent(file, now);
      }
    }
  }

  /** Whether a change of a file is one that a watcher of its directory can see. */
  private static boolean isToldOf(Path file) {
    try {
      Object names = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
      return !Files.isSymbolicLink(file) && names.equals(1);
    } catch (IOException e) {
      return true;
    }
  }

  /** Events have told of these paths, or of something below them. */
  void told(Collection<Path> paths) {
    if (!suspects.isEmpty()) {
      suspects.keySet().removeIf(file -> paths.stream().anyMatch(file::startsWith));
    }
  }

  /** Whatever was found is explained otherwise: the watcher says itself that it has lost events. */
  void pardon() {
    suspects.clear();
  }

  /** What to do with the watcher now. */
  Verdict judge(long now) {
    if (strikes > 0 && now - lastStrike > MEMORY) {
      strikes = 0;
      replaced = false;
    }
    if (given || !suspects.values().removeIf(since -> now - since > PATIENCE)) {
      return Verdict.KEEP;
    }
    // What else was found at the same time is of the same cause.
    suspects.clear();
    lastStrike = now;
    if (++strikes < ENOUGH) {
      return Verdict.KEEP;
    }
    strikes = 0;
    if (!replaced) {
      replaced = true;
      return Verdict.REPLACE;
    }
    given = true;
    retries.attempted(now);
    return Verdict.GIVE_UP;
  }

  /** Whether the watcher was given up and it is too early to try another. */
  boolean isGiven() {
    return given;
  }

  /** Whether another watcher may be tried; it must do better than the last one. */
  boolean mayTryAgain(long now) {
    return given && retries.allows(now);
  }

  /** Another watcher is tried. */
  void tryAgain() {
    given = false;
    strikes = 0;
    suspects.clear();
  }
}
