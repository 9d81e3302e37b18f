package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.papermetrics.watch.FileSystemKind.Notice;

/** Which parts of a watched root must be polled all the same. */
final class Coverage {
  private final Path root;
  private final WatchSettings.Mode mode;
  private final Map<Long, Notice> byDevice = new HashMap<>();
  private final Set<Path> silentMounts = new HashSet<>();
  private boolean missesLinks;

  Coverage(Path root, WatchSettings.Mode mode) {
    this.root = root;
    this.mode = mode;
  }

  /** How changes are noticed in a directory. What cannot be told is taken to need both. */
  Notice noticeOf(Path directory) {
    return switch (mode) {
      case EVENTS -> Notice.EVENTS;
      case POLL -> Notice.POLL;
      case AUTO -> {
        try {
          yield FileSystemKind.of(directory).notice();
        } catch (IOException e) {
          yield Notice.BOTH;
        }
      }
    };
  }

  /** Notes what a sweep of everything has found. */
  void update(Sweeper sweeper, Generation generation) {
    missesLinks = sweeper.followedLinks().stream().anyMatch(link -> !generation.covers(link));
    silentMounts.clear();
    sweeper
        .mounts()
        .forEach(
            (mount, device) -> {
              if (byDevice.computeIfAbsent(device, d -> noticeOf(mount)).needsPolling()) {
                silentMounts.add(mount);
              }
            });
  }

  /** The topmost directories below which everything must be polled; the root alone means all. */
  List<Path> polled(Generation generation) {
    if (missesLinks) {
      return List.of(root);
    }
    if (silentMounts.isEmpty() && generation.uncovered().isEmpty()) {
      return List.of();
    }
    Set<Path> all = new TreeSet<>(generation.uncovered());
    all.addAll(silentMounts);
    List<Path> topmost = new ArrayList<>();
    for (Path path : all) {
      if (topmost.isEmpty() || !path.startsWith(topmost.get(topmost.size() - 1))) {
        topmost.add(path);
      }
    }
    return topmost;
  }

  /**
   * Whether another watcher might see more than this one.
   *
   * @param unreadable directories that no watcher could see into
   */
  boolean isIncomplete(Generation generation, Set<Path> unreadable) {
    return missesLinks || !unreadable.containsAll(generation.uncovered());
  }
}
