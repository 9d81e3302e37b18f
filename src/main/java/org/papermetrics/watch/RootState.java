package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.files.FileNode;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.UnreadableDirectory;

/**
 * State of one watched root.
 *
 * @param scope what is watched
 * @param polled whether all of it is polled, because it has no events or may have none
 * @param unavailable why it cannot be read, empty if it can
 * @param unreadable the directories below it that could not be read
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

  /** Copies the map. */
  RootState {
    unreadable = Map.copyOf(unreadable);
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
