package org.papermetrics.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.papermetrics.logs.LogState;
import org.papermetrics.model.DifferingPart;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.state.BoardVersion;
import org.papermetrics.state.SavedLog;
import org.papermetrics.state.SavedRegistryEntry;
import org.papermetrics.state.SavedRun;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.StateUpdate;

/** Finds what is to be saved since the last update. Used by one thread. */
public final class StateChangeTracker {
  private final RunCatalog catalog;
  private final LoadedRuns runs;
  private final LogReader logs;
  private List<RunFiles> registered = List.of();
  private List<Removal> removals = List.of();
  private List<Problem> problems = List.of();

  /** Nothing is saved yet. */
  StateChangeTracker(RunCatalog catalog, LoadedRuns runs, LogReader logs) {
    this.catalog = catalog;
    this.runs = runs;
    this.logs = logs;
  }

  /** This is saved already. */
  void restored(SavedState was) {
    // With gaps between their places all are saved again.
    boolean whole =
        IntStream.range(0, was.entries().size())
            .allMatch(i -> was.entries().get(i).position() == i);
    registered = whole ? catalog.registered() : List.of();
    removals = was.removals();
    problems = was.problems();
  }

  /**
   * The next update.
   *
   * @param whole everything instead of what has changed
   */
  StateUpdate update(boolean whole, Snapshot snapshot, Map<Long, byte[]> frames) {
    Set<RunKey> changed = runs.takeChanged();
    List<SavedRun> savedRuns = new ArrayList<>();
    Set<RunKey> gone = new HashSet<>();
    for (RunKey key : whole ? runs.keys() : changed) {
      runs.saved(key).ifPresentOrElse(savedRuns::add, () -> gone.add(key));
    }
    List<RunFiles> before = whole ? List.of() : registered;
    registered = catalog.registered();
    DifferingPart part = DifferingPart.of(before, registered);
    Optional<List<Removal>> newRemovals =
        differing(whole, catalog.leftOut().removals(snapshot.leftOut()), removals);
    removals = newRemovals.orElse(removals);
    Optional<List<Problem>> newProblems = differing(whole, snapshot.problems(), problems);
    problems = newProblems.orElse(problems);
    Map<Path, LogState> states = whole ? logs.states() : logs.takeStates();
    return new StateUpdate(
        whole,
        new BoardVersion(snapshot.epoch(), snapshot.revision()),
        frames,
        savedRuns,
        gone,
        moved(part, before.size()),
        left(before.subList(part.start(), part.end())),
        newRemovals,
        states.entrySet().stream().map(log -> new SavedLog(log.getKey(), log.getValue())).toList(),
        logs.takeGone(),
        newProblems);
  }

  private static <T> Optional<List<T>> differing(boolean whole, List<T> now, List<T> before) {
    return whole || !now.equals(before) ? Optional.of(now) : Optional.empty();
  }

  /** Those that are new or have another place than before. */
  private List<SavedRegistryEntry> moved(DifferingPart part, int count) {
    int end = registered.size() == count ? part.newEnd() : registered.size();
    List<SavedRegistryEntry> moved = new ArrayList<>();
    for (int i = part.start(); i < end; i++) {
      RunFiles entry = registered.get(i);
      moved.add(new SavedRegistryEntry(i, entry, catalog.isOwn(entry.key())));
    }
    return moved;
  }

  private Set<RunKey> left(List<RunFiles> former) {
    return former.stream()
        .map(RunFiles::key)
        .filter(key -> !catalog.isRegistered(key))
        .collect(Collectors.toSet());
  }
}
