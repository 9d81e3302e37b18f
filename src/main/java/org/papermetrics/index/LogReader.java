package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.concurrent.BoundedTask;
import org.papermetrics.concurrent.RetryDelays;
import org.papermetrics.files.CompactPath;
import org.papermetrics.files.Stamps;
import org.papermetrics.layout.PathClassifier;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.logs.LogState;
import org.papermetrics.state.SavedLog;

/**
 * Reads evaluation logs on another thread, and knows which are still to be read and which to be
 * saved. Used by one thread.
 */
final class LogReader {
  private final LogIndex logs = new LogIndex();
  private final BoundedTask reading;
  private final PathClassifier classifier;
  private final Set<Path> toRead = new LinkedHashSet<>();
  private final Set<Path> underWay = new LinkedHashSet<>();
  private final RetryDelays<Path> retries = new RetryDelays<>();
  private List<Path> lastRead = List.of();
  private final Set<Path> logFiles = new HashSet<>();
  private final List<LogIndex.Touched> found = new ArrayList<>();

  /**
   * Knows no log yet.
   *
   * @param reading on which logs are read
   * @param classifier tells logs, and those of which nothing can be said when they are missing
   */
  LogReader(BoundedTask reading, PathClassifier classifier) {
    this.reading = reading;
    this.classifier = classifier;
  }

  /**
   * Reads what is new in logs, and in those that were not read before.
   *
   * @return logs to check again, and after which time
   */
  Map<Path, Duration> read(Collection<Path> changed, Instant now) {
    for (Path log : changed) {
      Path kept = CompactPath.of(log);
      toRead.add(kept);
      logFiles.add(kept);
    }
    if (isBusy()) {
      return Map.of();
    }
    // Nothing is under way, unless the last reading has ended with an error.
    toRead.addAll(underWay);
    if (!toRead.isEmpty()) {
      underWay.addAll(toRead);
      toRead.clear();
      List<Path> paths = List.copyOf(underWay);
      lastRead = paths;
      reading.attempt(
          () -> {
            found.add(logs.update(certain(paths), now));
            underWay.clear();
            return true;
          });
    }
    return isBusy() ? Map.of() : again();
  }

  private Map<Path, Duration> again() {
    Set<Path> failed = logs.takeFailed();
    Map<Path, Duration> again = new HashMap<>();
    for (Path log : lastRead) {
      if (failed.contains(log)) {
        again.put(log, retries.afterFailure(log));
      } else {
        retries.forget(log);
      }
    }
    lastRead = List.of();
    return again;
  }

  private List<Path> certain(List<Path> paths) {
    return paths.stream().filter(log -> Stamps.named(log) || !classifier.isAway(log)).toList();
  }

  /** Whether logs are being read, so that nothing can be said of them. */
  boolean isBusy() {
    return reading.isBusy();
  }

  /** Whether there are logs that nobody has waited for. */
  boolean isBehind() {
    return isBusy() || !toRead.isEmpty() || !underWay.isEmpty() || !found.isEmpty();
  }

  /** What was read of all logs; not to be asked anything while it is busy. */
  LogIndex index() {
    return logs;
  }

  /** What was read of all logs; empty while it is busy. */
  Optional<LogIndex> settled() {
    return isBusy() ? Optional.empty() : Optional.of(logs);
  }

  /** What has changed since the last time this was asked; not to be asked while it is busy. */
  List<LogIndex.Touched> takeFound() {
    List<LogIndex.Touched> taken = List.copyOf(found);
    found.clear();
    return taken;
  }

  /** Resumes from what an earlier daemon has read, as far as it is still configured. */
  void restore(Collection<SavedLog> saved) {
    Map<Path, LogState> states = new HashMap<>();
    for (SavedLog log : saved) {
      if (classifier.isLog(log.path())) {
        states.put(CompactPath.of(log.path()), log.state());
      }
    }
    logs.restore(states);
    logFiles.addAll(states.keySet());
  }

  /** The logs that were read. */
  Set<Path> logs() {
    return Set.copyOf(logFiles);
  }

  /** The logs below a directory that were read. */
  List<Path> logsBelow(Path directory) {
    return logFiles.stream().filter(log -> log.startsWith(directory)).toList();
  }

  /** The states of all logs; none while they are being read. */
  Map<Path, LogState> states() {
    return isBusy() ? Map.of() : logs.all();
  }

  /** The states of the logs that were read further since the last time. */
  Map<Path, LogState> takeStates() {
    return isBusy() ? Map.of() : logs.takeChanged();
  }

  /** The logs that were found to be gone since the last time. */
  Set<Path> takeGone() {
    Set<Path> gone = isBusy() ? Set.of() : logs.takeGone();
    logFiles.removeAll(gone);
    return gone;
  }
}
