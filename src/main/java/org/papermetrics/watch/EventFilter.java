package org.papermetrics.watch;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.scan.Scope;

/**
 * Passes the relevant events of the library to a {@link WatchListener}. Decides by names alone,
 * because slow processing makes the kernel's queue overflow. Weights are dropped first: writing one
 * of them causes thousands of events.
 */
final class EventFilter implements DirectoryChangeListener {
  private final Scope scope;
  private final Set<Path> uncovered;
  private final WatchListener listener;
  private volatile boolean closed;

  /**
   * Passes on events until closed.
   *
   * @param uncovered the directories that are not watched, so that their own changes are relevant
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
    } else {
      boolean wanted = scope.wants(path);
      if (wanted) {
        listener.fileChanged(path);
      }
      // A directory may be named like a file, and hold runs all the same.
      if (scope.isDeep() && (!wanted || event.isDirectory()) && isAboutNames(event)) {
        listener.nameChanged(path, event.isDirectory());
      }
    }
  }

  private boolean isAboutNames(DirectoryChangeEvent event) {
    return event.eventType() != DirectoryChangeEvent.EventType.MODIFY
        || uncovered.contains(event.path());
  }

  /** Any exception means that an event was not handled; an overflow is reported here too. */
  @Override
  public void onException(Exception e) {
    if (!closed) {
      listener.lost();
    }
  }

  /** Called when the watcher has ended, unexpectedly if the filter is not closed. */
  void ended() {
    if (!closed) {
      listener.lost();
    }
  }

  /** Drops all further events. */
  void close() {
    closed = true;
  }
}
