package org.papermetrics.watch;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.scan.Scope;

/**
 * Turns the library's events into signals. Decided by names alone, because whatever is slow here
 * makes the kernel's queue overflow. Weights are dropped first: one of them is thousands of events.
 */
final class EventFilter implements DirectoryChangeListener {
  private final Scope scope;
  private final Set<Path> uncovered;
  private final WatchListener listener;
  private volatile boolean closed;

  /**
   * Passes events on until closed.
   *
   * @param uncovered directories that are not watched, so that a change of themselves matters
   */
  EventFilter(Scope scope, Set<Path> uncovered, WatchListener listener) {
    this.scope = scope;
    this.uncovered = uncovered;
    this.listener = listener;
  }

  @Override
  public void onEvent(DirectoryChangeEvent event) {
    @Nullable Path path = event.path();
    if (closed) {
      return;
    }
    if (path == null || event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW) {
      listener.lost();
    } else if (FilePatterns.isWeights(path)) {
      return;
    } else if (scope.wants(path)) {
      listener.fileChanged(path);
    } else if (scope.isDeep() && isAboutNames(event)) {
      listener.nameChanged(path, event.isDirectory());
    }
  }

  private boolean isAboutNames(DirectoryChangeEvent event) {
    return event.eventType() != DirectoryChangeEvent.EventType.MODIFY
        || uncovered.contains(event.path());
  }

  /** Whatever it is, it means that an event was not handled; an overflow arrives here too. */
  @Override
  public void onException(Exception e) {
    if (!closed) {
      listener.lost();
    }
  }

  /** The watcher has ended, by itself if the filter is not closed. */
  void ended() {
    if (!closed) {
      listener.lost();
    }
  }

  /** Says nothing any more. */
  void close() {
    closed = true;
  }
}
