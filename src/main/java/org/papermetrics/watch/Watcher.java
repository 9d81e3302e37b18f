package org.papermetrics.watch;

import java.io.IOException;
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

/** The watcher of a root, when there can be one, and what must be polled all the same. */
final class Watcher {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Scope scope;
  private final WatchContext context;
  private final Starter starter;
  private final WatchListener listener;
  private final Runnable progress;
  private final Map<Long, Notice> byDevice = new HashMap<>();
  private final Set<Path> silentMounts = new HashSet<>();
  private boolean missesLinks;
  private boolean hasSilentLinks;
  private Notice notice = Notice.BOTH;
  private Optional<String> failure = Optional.empty();
  private @Nullable EventSession session;
  private @Nullable FileNode watched;

  /** Makes a generation; {@link EventSession#start} does. */
  interface Starter {
    /** Registers all directories of a scope and begins to listen. */
    EventSession start(
        Scope scope, SymlinkPolicy symlinks, WatchListener listener, Runnable progress)
        throws IOException;
  }

  /** None yet. */
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

  /**
   * Makes a new generation, if events may come here; the root is looked at anew.
   *
   * @param believed false when events were tried here in vain
   */
  void restart(boolean believed) {
    stop();
    notice = believed ? noticeOf(scope.path()) : Notice.POLL;
    if (notice.hasEvents()) {
      try {
        watched = FileNode.following(scope.path());
        session = starter.start(scope, context.symlinks(), listener, progress);
      } catch (IOException e) {
        failure = Optional.of(IoErrors.of(e));
      }
    }
  }

  /** Ends the generation there is. */
  void stop() {
    failure = Optional.empty();
    missesLinks = false;
    hasSilentLinks = false;
    silentMounts.clear();
    if (session != null) {
      session.close(CLOSE_PATIENCE);
      session = null;
    }
  }

  /** Whether there is one. */
  boolean isRunning() {
    return session != null;
  }

  /** Why there is none although there should be. */
  Optional<String> failure() {
    return failure;
  }

  /** Whether another directory is where the watched one was, or none. */
  boolean isReplaced() {
    try {
      return watched == null || !FileNode.following(scope.path()).isSame(watched);
    } catch (IOException e) {
      return true;
    }
  }

  /** Notes what a sweep of everything has found. */
  void update(Sweeper sweeper) {
    EventSession current = session;
    if (current == null) {
      return;
    }
    Set<Path> symlinks = sweeper.followedLinks();
    missesLinks = symlinks.stream().anyMatch(link -> !current.covers(link));
    hasSilentLinks = false;
    silentMounts.clear();
    sweeper
        .mounts()
        .forEach(
            (mount, device) -> {
              if (byDevice.computeIfAbsent(device, d -> noticeOf(mount)).needsPolling()) {
                hasSilentLinks |= symlinks.contains(mount);
                silentMounts.add(mount);
              }
            });
  }

  /** How changes are noticed in a directory. What cannot be told is taken to need both ways. */
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
    return session == null || notice.needsPolling();
  }

  /**
   * The topmost directories below which everything must be polled: those that are not registered,
   * and file systems that tell nothing. The root itself stands for everything; what links lead to
   * cannot be polled without it.
   */
  List<Path> polled() {
    if (needsPolling() || missesLinks || hasSilentLinks) {
      return List.of(scope.path());
    }
    Set<Path> all = new TreeSet<>(uncovered());
    all.addAll(silentMounts);
    List<Path> topmost = new ArrayList<>();
    for (Path path : all) {
      if (topmost.isEmpty() || !path.startsWith(topmost.get(topmost.size() - 1))) {
        topmost.add(path);
      }
    }
    return topmost;
  }

  /** A directory that was not registered is not there any more. */
  void forget(Path directory) {
    if (session != null) {
      session.uncovered().remove(directory);
    }
  }

  /**
   * Whether another generation might see more than this one.
   *
   * @param unreadable directories that none could see into
   */
  boolean isIncomplete(Set<Path> unreadable) {
    return session == null
        ? failure.isPresent()
        : missesLinks || !unreadable.containsAll(uncovered());
  }

  /** How many directories are not registered because too many are already. */
  int unwatched() {
    return session != null && session.isLimitReached() ? uncovered().size() : 0;
  }

  private Set<Path> uncovered() {
    return session == null ? Set.of() : session.uncovered();
  }
}
