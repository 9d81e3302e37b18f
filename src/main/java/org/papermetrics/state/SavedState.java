package org.papermetrics.state;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;

/**
 * Everything read from the state store at start.
 *
 * @param version how far its board had come; empty when revisions cannot resume from there
 * @param frames its last changes by revision, up to the revision of the version without a gap
 * @param runs the runs on its board, by key
 * @param entries what its registry had, by position
 * @param removals the runs that persons had removed
 * @param logs the logs it had read, by path
 * @param problems what was wrong, each with the time it was first so
 */
public record SavedState(
    Optional<BoardVersion> version,
    NavigableMap<Long, byte[]> frames,
    List<SavedRun> runs,
    List<SavedRegistryEntry> entries,
    List<Removal> removals,
    List<SavedLog> logs,
    List<Problem> problems) {

  /** Nothing, as at the first start. */
  public static final SavedState NOTHING =
      new SavedState(
          Optional.empty(),
          Collections.emptyNavigableMap(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  /** The same with runs whose files must be read again, whatever they look like. */
  public SavedState toBeReadAgain() {
    List<SavedRun> unread =
        runs.stream()
            .map(
                saved ->
                    new SavedRun(
                        saved.files(), saved.run(), null, saved.ownCurves(), saved.problems()))
            .toList();
    return new SavedState(version, frames, unread, entries, removals, logs, problems);
  }

  /** The same with other problems. */
  public SavedState withProblems(List<Problem> others) {
    return new SavedState(version, frames, runs, entries, removals, logs, others);
  }

  /** The same for a board with another registry. */
  public SavedState withoutRegistry() {
    return new SavedState(version, frames, runs, List.of(), List.of(), logs, problems);
  }

  /** The same for a board that cannot go on counting revisions. */
  public SavedState withoutVersion() {
    return new SavedState(
        Optional.empty(), Collections.emptyNavigableMap(), runs, entries, removals, logs, problems);
  }

  /** Copies what it is given. */
  public SavedState {
    frames = Collections.unmodifiableNavigableMap(new TreeMap<>(frames));
    runs = List.copyOf(runs);
    entries = List.copyOf(entries);
    removals = List.copyOf(removals);
    logs = List.copyOf(logs);
    problems = List.copyOf(problems);
  }
}
