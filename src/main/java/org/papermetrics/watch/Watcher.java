package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileNode;
import org.papermetrics.files.FileSystemType;
import org.papermetrics.files.FileSystemType.Notice;
import org.papermetrics.files.IoErrors;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.Sweeper;

/** The event watcher of a root, if there can be one, and what must be polled besides. */
final class Watcher {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Scope scope;
  private final WatchContext context;
  private final Starter starter;
  private final WatchListener listener;
  private final Runnable progress;
  private final Map<Long, Notice> byDevice = new HashMap<>();
  private final Set<Path> mountsWithoutEvents = new HashSet<>();
  private boolean hasUnregisteredLinks;
  private boolean hasLinksWithoutEvents;
  private boolean fileIsLink;
  private Notice notice = Notice.BOTH;
  private boolean starting;
  private Optional<String> failure = Optional.empty();
  private @Nullable EventSession session;
  private @Nullable FileNode watched;

  /** Starts an event session, as {@link EventSession#start} does. */
  interface Starter {
    /** Registers all directories of a scope and starts listening. */
    EventSession start(
        Scope scope,
        SymlinkPolicy symlinks,
        Registration.Known known,
        WatchListener listener,
        Runnable progress)
        throws IOException;
  }

  /** Creates a watcher that is not running. */
  Watcher(
      Scope scope,
      WatchContext context,
      Starter starter,
      WatchListener listener,
      Runnable progress) {
    this.scope = scope;
    this.starter = starter;
    this.context = context;
    this.listener = listener;
    this.progress = progress;
  }

  /** Before the first {@link #restart}, finds out how changes will be noticed. */
  void prepare() {
    if (session == null) {
      notice = noticeOf(scope.path());
      starting = notice.hasEvents();
    }
  }

  /**
   * Starts a new session if the file system may have events, in place of the old one.
   *
   * @param known of the directories that a scan has just found
   */
  void restart(Registration.Known known) {
    stop();
    notice = noticeOf(scope.path());
    if (notice.hasEvents()) {
      try {
        watched = FileNode.following(scope.path());
        session = starter.start(scope, context.symlinks(), known, listener, progress);
      } catch (IOException e) {
        failure = Optional.of(IoErrors.of(e));
      }
    }
  }

  /** Ends the session, if there is one. */
  void stop() {
    failure = Optional.empty();
    hasUnregisteredLinks = false;
    hasLinksWithoutEvents = false;
    mountsWithoutEvents.clear();
    starting = false;
    if (session != null) {
      session.close(CLOSE_TIMEOUT);
      session = null;
    }
  }

  /** Whether there is a session. */
  boolean isRunning() {
    return session != null;
  }

  /** Why no session could be started; empty if it could, or was not tried. */
  Optional<String> failure() {
    return failure;
  }

  /** Whether the watched directory was deleted, or replaced by another one. */
  boolean isReplaced() {
    try {
      return watched == null || !FileNode.following(scope.path()).isSame(watched);
    } catch (IOException e) {
      return true;
    }
  }

  /** Looks whether the single file that is watched is a link, of whose target come no events. */
  void checkForLink() {
    fileIsLink = scope instanceof Scope.SingleFile single && Files.isSymbolicLink(single.file());
  }

  /** Takes over the links and mounts that a sweep has found. */
  void update(Sweeper sweeper) {
    checkForLink();
    EventSession current = session;
    if (current == null) {
      return;
    }
    Set<Path> symlinks = sweeper.followedLinks();
    hasUnregisteredLinks = symlinks.stream().anyMatch(link -> !current.covers(link));
    hasLinksWithoutEvents = false;
    mountsWithoutEvents.clear();
    sweeper
        .mounts()
        .forEach(
            (mount, device) -> {
              if (byDevice.computeIfAbsent(device, d -> noticeOf(mount)).needsPolling()) {
                hasLinksWithoutEvents |= symlinks.contains(mount);
                mountsWithoutEvents.add(mount);
              }
            });
  }

  /** How changes are noticed in a directory; by both means if its file system is unknown. */
  private Notice noticeOf(Path directory) {
    return switch (context.settings().mode()) {
      case EVENTS -> Notice.EVENTS;
      case POLL -> Notice.POLL;
      case AUTO -> {
        try {
          yield FileSystemType.of(directory).notice();
        } catch (IOException e) {
          yield Notice.BOTH;
        }
      }
    };
  }

  /** Whether everything must be polled. */
  boolean needsPolling() {
    return (session == null && !starting) || notice.needsPolling();
  }

  /**
   * Whether everything is polled: if the root has no events, or a link leads to where there are
   * none.
   */
  boolean pollsEverything() {
    return needsPolling() || hasUnregisteredLinks || hasLinksWithoutEvents || fileIsLink;
  }

  /**
   * The topmost directories below which everything must be polled: those that are not watched, and
   * mounted file systems without events. The root if everything is polled.
   */
  List<Path> polled() {
    if (pollsEverything()) {
      return List.of(scope.path());
    }
    Set<Path> all = new TreeSet<>(uncovered());
    all.addAll(mountsWithoutEvents);
    List<Path> topmost = new ArrayList<>();
    for (Path path : all) {
      if (topmost.isEmpty() || !path.startsWith(topmost.get(topmost.size() - 1))) {
        topmost.add(path);
      }
    }
    return topmost;
  }

  /** Forgets a directory that could not be watched and was deleted. */
  void forget(Path directory) {
    if (session != null) {
      session.uncovered().remove(directory);
    }
  }

  /**
   * Whether a new session might watch more than this one.
   *
   * @param unreadable the directories that no session can watch
   */
  boolean isIncomplete(Set<Path> unreadable) {
    return session == null
        ? failure.isPresent()
        : hasUnregisteredLinks || !unreadable.containsAll(uncovered());
  }

  /** How many directories are unwatched because the limit of watches is reached. */
  int unwatched() {
    return session != null && session.isLimitReached() ? uncovered().size() : 0;
  }

  private Set<Path> uncovered() {
    return session == null ? Set.of() : session.uncovered();
  }
}
