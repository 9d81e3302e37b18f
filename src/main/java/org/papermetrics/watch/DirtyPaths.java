package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.papermetrics.layout.FilePatterns;

/**
 * Debounced set of changed paths shared by the watch threads and the writer. A mark says that a
 * path may have changed, not how; its reader checks the disk. A mark of a directory, or of a name
 * that was one, stands for everything below it.
 *
 * <p>Any thread may mark; one thread takes. No method waits for the file system.
 */
public final class DirtyPaths {
  /** How many paths events may mark; changes beyond that are found by sweeps. */
  public static final int CAPACITY = 65_536;

  private final Debounce debounce;
  private final LongSupplier nanos;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();
  private final Map<Path, Mark> marks = new HashMap<>();
  private long logsFrom;
  private long lost;
  private long takenSince;
  private boolean woken;
  private boolean waiting;
  private long waitingUntil;

  /**
   * Creates an empty set.
   *
   * @param nanos a clock in nanoseconds that never goes back
   */
  public DirtyPaths(Debounce debounce, LongSupplier nanos) {
    this(debounce, nanos, CAPACITY);
  }

  DirtyPaths(Debounce debounce, LongSupplier nanos, int capacity) {
    this.debounce = debounce;
    this.nanos = nanos;
    this.capacity = capacity;
    this.logsFrom = nanos.getAsLong();
  }

  private final class Mark {
    private final boolean log;
    private boolean changed;
    private long first;
    private long last;
    private boolean due;
    private long dueAt;

    private Mark(Path path) {
      this.log = FilePatterns.isLog(path);
    }

    private void change(long now) {
      first = changed ? first : now;
      last = now;
      changed = true;
    }

    private void dueAt(long at) {
      dueAt = due && dueAt - at < 0 ? dueAt : at;
      due = true;
    }

    /** When it was first marked as changed, if that is earlier. */
    private long since(long earliest) {
      return changed && first - earliest < 0 ? first : earliest;
    }

    private long readyAt() {
      if (!changed) {
        return dueAt;
      }
      long settled = debounce.settledAt(first, last);
      if (log && settled - logsFrom < 0) {
        settled = logsFrom;
      }
      return due && dueAt - settled < 0 ? dueAt : settled;
    }
  }

  /**
   * Marks a path that may have changed now.
   *
   * @return false if there are too many marks already and this path was not marked, so that a sweep
   *     must find it
   */
  public boolean mark(Path path) {
    lock.lock();
    try {
      if (marks.size() >= capacity && !marks.containsKey(path)) {
        lost++;
        return false;
      }
      change(path, nanos.getAsLong());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Marks paths that may have changed now, however many: scans mark with this, and find no more
   * files than exist.
   */
  public void markAll(Collection<Path> paths) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      paths.forEach(path -> change(path, now));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Marks a path after a delay, or earlier if it changes.
   *
   * @param delay for example until a file that could not be read is retried
   */
  public void markAt(Path path, Duration delay) {
    lock.lock();
    try {
      Mark mark = marks.computeIfAbsent(path, Mark::new);
      mark.dueAt(nanos.getAsLong() + delay.toNanos());
      readyAt(mark);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets changed logs wait, which may grow all the time; other paths, and logs that are due after a
   * delay, are ready as ever.
   */
  public void holdLogs(Duration time) {
    lock.lock();
    try {
      logsFrom = nanos.getAsLong() + time.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** How many paths are marked. */
  public int size() {
    lock.lock();
    try {
      return marks.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many events were dropped because too many paths were marked. */
  public long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /**
   * When the first of the paths of the last {@link #take} was marked as changed, in nanoseconds of
   * the clock; the time of that call if none was. For the thread that takes.
   */
  public long takenSince() {
    lock.lock();
    try {
      return takenSince;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the current or the next {@link #awaitReady}, although no path is ready. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      sooner.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes all paths that are ready; they are no longer marked. */
  public Set<Path> take() {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      Set<Path> settled = new LinkedHashSet<>();
      takenSince = now;
      for (Iterator<Map.Entry<Path, Mark>> i = marks.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<Path, Mark> entry = i.next();
        if (entry.getValue().readyAt() - now <= 0) {
          settled.add(entry.getKey());
          takenSince = entry.getValue().since(takenSince);
          i.remove();
        }
      }
      return settled;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a path is ready or {@link #wake} is called.
   *
   * @return false if the timeout came first
   */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long deadline = nanos.getAsLong() + timeout.toNanos();
      while (!woken) {
        long now = nanos.getAsLong();
        waitingUntil = earliest(deadline);
        if (waitingUntil - now <= 0) {
          return waitingUntil != deadline;
        }
        waiting = true;
        long ignored = sooner.awaitNanos(waitingUntil - now);
        waiting = false;
      }
      woken = false;
      return true;
    } finally {
      waiting = false;
      lock.unlock();
    }
  }

  private long earliest(long deadline) {
    long earliest = deadline;
    for (Mark mark : marks.values()) {
      long at = mark.readyAt();
      earliest = at - earliest < 0 ? at : earliest;
    }
    return earliest;
  }

  private void change(Path path, long now) {
    Mark mark = marks.computeIfAbsent(path, Mark::new);
    mark.change(now);
    readyAt(mark);
  }

  /** Ends the wait early if a mark is ready before its end. */
  private void readyAt(Mark mark) {
    if (waiting && mark.readyAt() - waitingUntil < 0) {
      sooner.signal();
    }
  }
}
