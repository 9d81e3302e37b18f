package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.files.FileNode;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.UnreadableDirectory;

/**
 * State of one watched root.
 *
 * @param scope what is watched
 * @param polled whether all of it is polled, because it has no events or may have none
 * @param unavailable why it cannot be read, empty if it can
 * @param unreadable the topmost directories below it that could not be read; what is below them
 *     cannot be read either
 * @param unwatched how many directories are polled because the limit of watches is reached
 * @param noWatcher why no watcher could be started, else empty
 * @param lastSweep when the last sweep ended, empty before the first
 * @param root the attributes of the root at the last scan, empty before the first
 */
record RootState(
    Scope scope,
    boolean polled,
    Optional<String> unavailable,
    Map<Path, UnreadableDirectory> unreadable,
    int unwatched,
    Optional<String> noWatcher,
    Optional<Instant> lastSweep,
    Optional<FileNode> root) {
  private static final String NOT_YET = "it has not been read yet";

  /** Leaves out the directories that are below others. */
  RootState {
    unreadable = topmost(unreadable);
  }

  /**
   * When a server dies, directories below its mount point may fail before the mount point itself,
   * whose attributes are still cached.
   */
  private static Map<Path, UnreadableDirectory> topmost(Map<Path, UnreadableDirectory> unreadable) {
    Map<Path, UnreadableDirectory> topmost = new HashMap<>(unreadable);
    topmost.keySet().removeIf(path -> isBelowOne(path, unreadable.keySet()));
    return Map.copyOf(topmost);
  }

  private static boolean isBelowOne(Path path, Set<Path> others) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (others.contains(above)) {
        return true;
      }
    }
    return false;
  }

  /** The state before the first scan; the root counts as unavailable. */
  static RootState notYet(Scope scope) {
    return new RootState(
        scope,
        false,
        Optional.of(NOT_YET),
        Map.of(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Why it could not be read, if that was tried. */
  Optional<String> failure() {
    return unavailable.filter(why -> !why.equals(NOT_YET));
  }

  /** The same state, but unavailable. */
  RootState unavailable(String reason) {
    return new RootState(
        scope, polled, Optional.of(reason), unreadable, unwatched, noWatcher, lastSweep, root);
  }
}
