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
 * Paths reported as changed that no scan has confirmed yet: an event reported them, or they were
 * deleted. Their reader may have found such a file for a moment between two scans, and would keep
 * it forever. So each is marked again after every scan that does not find it, until all earlier
 * marks have certainly been processed.
 */
final class UnconfirmedPaths {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Map<Path, Long> since = new HashMap<>();

  void add(Collection<Path> files, long now) {
    files.forEach(file -> since.putIfAbsent(file, now));
  }

  boolean isEmpty() {
    return since.isEmpty();
  }

  /** The files to mark again, because a scan that has just ended did not find them. */
  List<Path> afterSweep(Predicate<Path> isFound, long now) {
    since.keySet().removeIf(isFound);
    List<Path> unconfirmed = new ArrayList<>(since.keySet());
    since.values().removeIf(first -> now - first > TIMEOUT.toNanos());
    return unconfirmed;
  }
}
