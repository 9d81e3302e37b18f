package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Files that were hinted although no sweep has them: an event told of them, or they were gone.
 * Whoever took the hint may have found such a file there for a moment between two looks of the
 * sweeper, and would know it for ever. So each is hinted again after every sweep that does not find
 * it, until the hints before have certainly been followed.
 */
final class UnconfirmedPaths {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<Path, Long> since = new HashMap<>();

  void add(Collection<Path> files, long now) {
    files.forEach(file -> since.putIfAbsent(file, now));
  }

  /** The files to hint again, because a sweep that ended now has not found them. */
  List<Path> afterSweep(Predicate<Path> isFound, long now) {
    since.keySet().removeIf(isFound);
    List<Path> unseen = new ArrayList<>(since.keySet());
    since.values().removeIf(first -> now - first > PATIENCE.toNanos());
    return unseen;
  }
}
