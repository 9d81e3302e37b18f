package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.files.FileNode;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.UnreadableDirectory;

/**
 * How it stands with a watched directory.
 *
 * @param scope what is watched
 * @param polled whether all of it is polled, because events do not come or may not
 * @param unavailable why it cannot be looked at, empty when it can
 * @param troubles the directories below that could not be looked into
 * @param unwatched how many of them are polled because the limit of watches is reached
 * @param noWatcher why there is no watcher although there should be one, else empty
 * @param deaf whether there is no watcher because it told nothing
 * @param lastSweep when everything was last looked at, empty before the first time
 * @param root the directory itself as it was at the last look, empty before the first time
 */
record RootState(
    Scope scope,
    boolean polled,
    Optional<String> unavailable,
    Map<Path, UnreadableDirectory> troubles,
    int unwatched,
    Optional<String> noWatcher,
    boolean deaf,
    Optional<Instant> lastSweep,
    Optional<FileNode> root) {
  private static final String NOT_YET = "it was not looked at yet";

  /** Copies the map. */
  RootState {
    troubles = Map.copyOf(troubles);
  }

  /** Nothing is known yet, so nothing counts as there. */
  static RootState notYet(Scope scope) {
    return new RootState(
        scope,
        false,
        Optional.of(NOT_YET),
        Map.of(),
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** Why it cannot be looked at, once somebody has tried. */
  Optional<String> failure() {
    return unavailable.filter(why -> !why.equals(NOT_YET));
  }

  /** The same, but it cannot be looked at. */
  RootState unavailable(String reason) {
    return new RootState(
        scope, polled, Optional.of(reason), troubles, unwatched, noWatcher, deaf, lastSweep, root);
  }
}
