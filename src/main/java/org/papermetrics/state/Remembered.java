package org.papermetrics.state;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;

/**
 * All that an earlier daemon has left.
 *
 * @param lineage how far its board had come; empty when revisions cannot go on from there
 * @param frames its last changes by revision, up to the revision of the lineage without a gap
 * @param runs the runs on its board, by key
 * @param entries what its registry had, by position
 * @param removals the runs that persons had removed
 * @param logs the logs it had read, by path
 * @param problems what was wrong, each with the time it was first so
 */
public record Remembered(
    Optional<Lineage> lineage,
    NavigableMap<Long, byte[]> frames,
    List<KeptRun> runs,
    List<KeptEntry> entries,
    List<Removal> removals,
    List<KeptLog> logs,
    List<Problem> problems) {

  /** Nothing, as at the first start. */
  public static final Remembered NOTHING =
      new Remembered(
          Optional.empty(),
          Collections.emptyNavigableMap(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  /** The same with runs whose files must be read again, whatever they look like. */
  public Remembered toBeReadAgain() {
    List<KeptRun> unread =
        runs.stream()
            .map(kept -> new KeptRun(kept.files(), kept.run(), null, kept.ownCurves()))
            .toList();
    return new Remembered(lineage, frames, unread, entries, removals, logs, problems);
  }

  /** The same for a board with another registry. */
  public Remembered withoutRegistry() {
    return new Remembered(lineage, frames, runs, List.of(), List.of(), logs, problems);
  }

  /** The same for a board that cannot go on counting revisions. */
  public Remembered withoutLineage() {
    return new Remembered(
        Optional.empty(), Collections.emptyNavigableMap(), runs, entries, removals, logs, problems);
  }

  /** The same without what was read of logs. */
  Remembered withoutLogs() {
    return new Remembered(lineage, frames, runs, entries, removals, List.of(), problems);
  }

  /** Copies what it is given. */
  public Remembered {
    frames = Collections.unmodifiableNavigableMap(new TreeMap<>(frames));
    runs = List.copyOf(runs);
    entries = List.copyOf(entries);
    removals = List.copyOf(removals);
    logs = List.copyOf(logs);
    problems = List.copyOf(problems);
  }
}
