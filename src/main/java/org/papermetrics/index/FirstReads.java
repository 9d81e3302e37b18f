package org.papermetrics.index;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.RunKey;

/** Which runs were read or checked at least once; safe for any number of threads. */
final class FirstReads {
  private final Set<RunKey> read = ConcurrentHashMap.newKeySet();
  private volatile int known;
  private volatile boolean over;

  /** How many runs are known now. */
  void known(int runs) {
    known = runs;
  }

  /** A run was read. */
  void read(RunKey key) {
    if (!over) {
      read.add(key);
    }
  }

  /** Whether a run was read. */
  boolean has(RunKey key) {
    return over || read.contains(key);
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
  }
}
