package org.papermetrics.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.papermetrics.logs.LogState;
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
  private Map<RunKey, RunFiles> registered = Map.of();
  private Map<RunKey, SavedRegistryEntry> entries = Map.of();
  private List<Removal> removals = List.of();
  private List<Problem> problems = List.of();

  /** Nothing is saved yet. */
  StateChangeTracker(RunCatalog catalog, LoadedRuns runs, LogReader logs) {
    this.catalog = catalog;
    this.runs = runs;
    this.logs = logs;
  }

  /** This is saved already. */
  void restored(Map<RunKey, RunFiles> now, SavedState was) {
    registered = now;
    entries =
        was.entries().stream().collect(Collectors.toMap(e -> e.files().key(), e -> e, (a, b) -> b));
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
    Map<RunKey, SavedRegistryEntry> before = whole ? Map.of() : entries;
    if (whole || registered != catalog.registered()) {
      registered = catalog.registered();
      entries = numbered();
    }
    List<SavedRegistryEntry> moved = List.of();
    Set<RunKey> left = Set.of();
    if (entries != before) {
      moved =
          entries.entrySet().stream()
              .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
              .map(Map.Entry::getValue)
              .toList();
      left = new HashSet<>(before.keySet());
      left.removeAll(entries.keySet());
    }
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
        moved,
        left,
        newRemovals,
        states.entrySet().stream().map(log -> new SavedLog(log.getKey(), log.getValue())).toList(),
        logs.takeGone(),
        newProblems);
  }

  private static <T> Optional<List<T>> differing(boolean whole, List<T> now, List<T> before) {
    return whole || !now.equals(before) ? Optional.of(now) : Optional.empty();
  }

  private Map<RunKey, SavedRegistryEntry> numbered() {
    Map<RunKey, SavedRegistryEntry> numbered = new HashMap<>();
    int position = 0;
    for (RunFiles entry : registered.values()) {
      numbered.put(
          entry.key(), new SavedRegistryEntry(position++, entry, catalog.isOwn(entry.key())));
    }
    return numbered;
  }
}
