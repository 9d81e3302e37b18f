package org.papermetrics.index;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.RunKey;

/**
 * Which runs were read or checked at least once. The progress may be told and asked by any thread;
 * everything else is for the thread that owns the runs.
 */
final class FirstReads {
  private final Set<RunKey> read = ConcurrentHashMap.newKeySet();
  private final Set<RunKey> taken = new HashSet<>();
  private volatile int known;
  private volatile boolean over;

  /** How many runs are known now. */
  void known(int runs) {
    known = runs;
  }

  /** A run was read; whether anybody still waits for the outcome is another matter. */
  void read(RunKey key) {
    if (!over) {
      read.add(key);
    }
  }

  /** The outcome of reading a run, which says something of its files, was taken over. */
  void taken(RunKey key) {
    if (!over) {
      taken.add(key);
    }
  }

  /** Whether the outcome of reading a run was taken over. */
  boolean has(RunKey key) {
    return over || taken.contains(key);
  }

  /** How many were read. */
  ReadProgress progress() {
    int total = known;
    return new ReadProgress(over ? total : Math.min(read.size(), total), total);
  }

  /** Counts no longer: every run was read. */
  void end() {
    over = true;
    read.clear();
    taken.clear();
  }
}
