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
 * One watcher from start to replacement; events of an old one are dropped. A watcher that has lost
 * events cannot be repaired, so it is closed and replaced.
 */
final class EventSession {
  static {
    // On JDKs that support it, a burst overflows only after many more events.
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
   * Registers all directories of a scope and starts listening.
   *
   * @param known of the directories that a scan has just found
   * @param progress called for each directory
   * @throws IOException if no watcher can be started
   */
  static EventSession start(
      Scope scope,
      SymlinkPolicy symlinks,
      Registration.Known known,
      WatchListener listener,
      Runnable progress)
      throws IOException {
    Registration registration = new Registration(scope, symlinks, known, progress);
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

  /** Whether directories are unwatched because the limit of watches is reached. */
  boolean isLimitReached() {
    return registration.isLimitReached();
  }

  /** Whether the target of a link is watched. */
  boolean covers(Path link) {
    return registration.followedLinks().contains(link);
  }

  /**
   * Closes it, on its own thread, and waits up to the timeout: closing hangs as long as the file
   * system does.
   */
  void close(Duration timeout) {
    filter.close();
    Thread closing = daemon(this::closeWatcher, "watch-close");
    closing.start();
    try {
      closing.join(Math.max(1, timeout.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeWatcher() {
    try {
      watcher.close();
    } catch (IOException e) {
      // It is not used any more.
    }
  }

  private static Thread daemon(Runnable run, String name) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    return thread;
  }
}
