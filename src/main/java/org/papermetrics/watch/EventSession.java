package org.papermetrics.watch;

import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.scan.Scope;
import org.slf4j.helpers.NOPLogger;

/**
 * One life of a watcher of a root. A watcher cannot be repaired, so when it has lost events it is
 * closed and another generation follows; what an old one still has to say is dropped.
 */
final class EventSession {
  static {
    // On JDKs that know it, many more events wait in a burst before they are thrown away.
    String key = "jdk.nio.file.WatchService.maxEventsPerPoll";
    if (System.getProperty(key) == null) {
      System.setProperty(key, "65536");
    }
  }

  private final DirectoryWatcher watcher;
  private final Registration registration;
  private final EventFilter filter;

  private EventSession(DirectoryWatcher watcher, Registration registration, EventFilter filter) {
    this.watcher = watcher;
    this.registration = registration;
    this.filter = filter;
  }

  /**
   * Registers all directories of a scope and begins to listen.
   *
   * @param progress called for each directory
   * @throws IOException when there can be no watcher at all
   */
  static EventSession start(
      Scope scope, SymlinkPolicy symlinks, WatchListener listener, Runnable progress)
      throws IOException {
    Registration registration = new Registration(scope, symlinks, progress);
    EventFilter filter = new EventFilter(scope, registration.uncovered(), listener);
    DirectoryWatcher watcher =
        DirectoryWatcher.builder()
            .path(scope.path())
            .fileHashing(false)
            .fileTreeVisitor(registration)
            .logger(NOPLogger.NOP_LOGGER)
            .listener(filter)
            .build();
    EventSession session = new EventSession(watcher, registration, filter);
    CompletableFuture<Void> end =
        watcher.watchAsync(loop -> daemon(loop, "watch-events " + scope.path()).start());
    if (end.isCompletedExceptionally()) {
      session.close(Duration.ofSeconds(1));
      throw new IOException(causeOf(end));
    }
    var unused = end.whenComplete((nothing, failure) -> filter.ended());
    return session;
  }

  private static Throwable causeOf(CompletableFuture<Void> failed) {
    try {
      failed.join();
      throw new IllegalStateException("not failed");
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    }
  }

  /** The directories from which no events come. */
  Set<Path> uncovered() {
    return registration.uncovered();
  }

  /** Whether the system refused directories because too many are watched. */
  boolean isLimitReached() {
    return registration.isLimitReached();
  }

  /** Whether events come from what a link leads to. */
  boolean covers(Path link) {
    return registration.followedLinks().contains(link);
  }

  /**
   * Ends it, and waits no longer than asked: closing hangs as long as the file system does, and is
   * then left to a thread of its own.
   */
  void close(Duration patience) {
    filter.close();
    Thread closing = daemon(this::closeWatcher, "watch-close");
    closing.start();
    try {
      closing.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeWatcher() {
    try {
      watcher.close();
    } catch (IOException e) {
      // There is nothing left to close.
    }
  }

  private static Thread daemon(Runnable run, String name) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    return thread;
  }
}
