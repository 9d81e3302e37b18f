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
 * What other threads tell the thread of a root. Changed files become hints at once; the rest waits
 * here, bounded, because whatever does not fit is found by a sweep.
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
   * Empty.
   *
   * @param wake makes the root's thread turn
   */
  RootEventQueue(DirtyPaths dirty, Runnable wake) {
    this.dirty = dirty;
    this.wake = wake;
  }

  @Override
  public void fileChanged(Path file) {
    if (files.size() < MAX_FILES) {
      files.add(file);
    } else {
      overflow();
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

  /** Asks for a full sweep; the answer completes when it has ended. */
  CompletableFuture<Void> requestSweep() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    requests.add(done);
    wake.run();
    return done;
  }

  boolean hasNames() {
    return !names.isEmpty();
  }

  boolean isLost() {
    return lost;
  }

  /** Begins anew after a loss; a further one counts again. */
  void forgetLoss() {
    lost = false;
  }

  /** Whether something did not fit since the last call. */
  boolean takeOverflow() {
    boolean was = overflow;
    overflow = false;
    return was;
  }

  List<Path> takeNames() {
    return takeAll(names);
  }

  /**
   * The wanted files that events told of since the last call. Whoever took the hint may know a file
   * that no sweep has seen, so a sweep that does not find it must say so.
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
      // First removed, then counted: whoever adds it again meanwhile is heard again.
      i.remove();
      taken.add(path);
    }
    return taken;
  }
}
