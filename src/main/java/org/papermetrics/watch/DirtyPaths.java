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

/**
 * The paths that may have changed and have not been looked at: the one object that the watching
 * threads and the writer share. A hint says nothing about what happened; whoever takes it looks at
 * the disk. A hint for a directory, or for a name that was one, is about everything below it.
 *
 * <p>Any thread may mark; one thread takes. Nothing here waits for the file system.
 */
public final class DirtyPaths {
  /** How many paths events may mark before sweeps must find the rest. */
  public static final int CAPACITY = 65_536;

  private final Debounce debounce;
  private final LongSupplier nanos;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();
  private final Map<Path, Mark> marks = new HashMap<>();
  private long lost;
  private long takenSince;
  private boolean woken;
  private boolean waiting;
  private long waitingUntil;

  /**
   * No hints yet.
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
  }

  private static final class Mark {
    private boolean changed;
    private long first;
    private long last;
    private boolean due;
    private long dueAt;

    private void change(long now) {
      first = changed ? first : now;
      last = now;
      changed = true;
    }

    private void dueAt(long at) {
      dueAt = due && dueAt - at < 0 ? dueAt : at;
      due = true;
    }

    /** When it was first said to have changed, if that is earlier. */
    private long since(long earliest) {
      return changed && first - earliest < 0 ? first : earliest;
    }

    private long readyAt(Debounce debounce) {
      if (!changed) {
        return dueAt;
      }
      long settled = debounce.settledAt(first, last);
      return due && dueAt - settled < 0 ? dueAt : settled;
    }
  }

  /**
   * Says that a path may have changed, now.
   *
   * @return false when there are too many paths already and this one was not kept, so that a sweep
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
   * Says that paths may have changed, now. All are kept, however many: sweeps mark with this, and
   * what they find is no more than what is there.
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
   * Asks to look at a path again after a delay, or earlier when it changes.
   *
   * @param delay for example until a file that could not be read is tried again
   */
  public void markAt(Path path, Duration delay) {
    lock.lock();
    try {
      Mark mark = marks.computeIfAbsent(path, p -> new Mark());
      mark.dueAt(nanos.getAsLong() + delay.toNanos());
      readyAt(mark);
    } finally {
      lock.unlock();
    }
  }

  /** How many paths are marked and not taken. */
  public int size() {
    lock.lock();
    try {
      return marks.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many events could not be kept, because there were too many paths. */
  public long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /**
   * When the first of the paths that were taken last was first said to have changed, in the
   * nanoseconds of the clock; now, when none was. For the thread that takes.
   */
  public long takenSince() {
    lock.lock();
    try {
      return takenSince;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the current or the next {@link #awaitReady}, although no path needs a look. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      sooner.signal();
    } finally {
      lock.unlock();
    }
  }

  /** All paths that have settled or are due; they are no longer marked afterwards. */
  public Set<Path> take() {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      Set<Path> settled = new LinkedHashSet<>();
      takenSince = now;
      for (Iterator<Map.Entry<Path, Mark>> i = marks.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<Path, Mark> entry = i.next();
        if (entry.getValue().readyAt(debounce) - now <= 0) {
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
   * Waits until a path has settled or {@link #wake} is called.
   *
   * @return false when the time was over first
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
      long at = mark.readyAt(debounce);
      earliest = at - earliest < 0 ? at : earliest;
    }
    return earliest;
  }

  private void change(Path path, long now) {
    Mark mark = marks.computeIfAbsent(path, p -> new Mark());
    mark.change(now);
    readyAt(mark);
  }

  /** Ends the wait when a mark is ready before its end. */
  private void readyAt(Mark mark) {
    if (waiting && mark.readyAt(debounce) - waitingUntil < 0) {
      sooner.signal();
    }
  }
}
