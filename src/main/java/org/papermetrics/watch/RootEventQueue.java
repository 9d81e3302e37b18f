package org.papermetrics.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Bounded queue of events for a root's thread. Changed files are also marked as dirty at once. What
 * does not fit is found by a sweep.
 */
final class RootEventQueue implements WatchListener {
  private static final int MAX_NAMES = 4_096;
  private static final int MAX_FILES = 65_536;

  private final DirtyPaths dirty;
  private final Runnable wake;
  private final Set<Path> names = ConcurrentHashMap.newKeySet();
  private final Set<Path> files = ConcurrentHashMap.newKeySet();
  private final Queue<CompletableFuture<Void>> requests = new ConcurrentLinkedQueue<>();
  private volatile boolean lost;
  private volatile boolean overflow;

  /**
   * Creates an empty queue.
   *
   * @param wake wakes the root's thread
   */
  RootEventQueue(DirtyPaths dirty, Runnable wake) {
    this.dirty = dirty;
    this.wake = wake;
  }

  @Override
  public void fileChanged(Path file) {
    if (files.size() >= MAX_FILES) {
      overflow();
    } else if (files.isEmpty() && files.add(file)) {
      // Those that follow are taken together with this one.
      wake.run();
    } else {
      files.add(file);
    }
    if (!dirty.mark(file)) {
      overflow();
    }
  }

  @Override
  public void nameChanged(Path path, boolean isDirectory) {
    if (isDirectory && !dirty.mark(path)) {
      overflow();
    }
    if (names.size() >= MAX_NAMES) {
      overflow();
    } else if (names.add(path)) {
      wake.run();
    }
  }

  @Override
  public void lost() {
    if (!lost) {
      lost = true;
      wake.run();
    }
  }

  private void overflow() {
    if (!overflow) {
      overflow = true;
      wake.run();
    }
  }

  /** Requests a full sweep; completes when it has ended. */
  CompletableFuture<Void> requestSweep() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    requests.add(done);
    wake.run();
    return done;
  }

  boolean hasNames() {
    return !names.isEmpty();
  }

  /** Whether there is something to take, or something did not fit. */
  boolean hasChanges() {
    return !names.isEmpty() || !files.isEmpty() || overflow;
  }

  boolean isLost() {
    return lost;
  }

  /** Resets {@link #isLost}. */
  void forgetLoss() {
    lost = false;
  }

  /** Whether an event did not fit since the last call. */
  boolean takeOverflow() {
    boolean was = overflow;
    overflow = false;
    return was;
  }

  List<Path> takeNames() {
    return takeAll(names);
  }

  /**
   * The files that events reported since the last call. Their reader may have seen a file that no
   * scan has found, so a scan that does not find it must mark it again.
   */
  List<Path> takeChangedFiles() {
    return takeAll(files);
  }

  List<CompletableFuture<Void>> takeRequests() {
    List<CompletableFuture<Void>> taken = new ArrayList<>();
    for (var request = requests.poll(); request != null; request = requests.poll()) {
      taken.add(request);
    }
    return taken;
  }

  private static List<Path> takeAll(Set<Path> set) {
    List<Path> taken = new ArrayList<>();
    for (Iterator<Path> i = set.iterator(); i.hasNext(); ) {
      Path path = i.next();
      // Removed before it is taken, so that a path added again meanwhile is not missed.
      i.remove();
      taken.add(path);
    }
    return taken;
  }
}
