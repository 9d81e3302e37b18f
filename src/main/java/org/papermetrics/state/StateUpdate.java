package org.papermetrics.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/**
 * What is to be kept from now on.
 *
 * @param whole whether this is all there is, so that everything kept before is forgotten
 * @param version how far the board has come; another epoch than before ends the frames before
 * @param frames changes that pages may have to be told again, by revision
 * @param runs runs that are new or differ
 * @param runsGone runs that are no longer on the board
 * @param entries entries of the registry that are new, differ, or stand in another place
 * @param entriesGone runs that the registry no longer has
 * @param removals all the runs that persons have removed, when that has changed
 * @param logs logs that are new or were read further
 * @param logsGone paths of the logs that are gone
 * @param problems all that is wrong, when that has changed
 */
public record StateUpdate(
    boolean whole,
    BoardVersion version,
    Map<Long, byte[]> frames,
    List<SavedRun> runs,
    Set<RunKey> runsGone,
    List<SavedRegistryEntry> entries,
    Set<RunKey> entriesGone,
    Optional<List<Removal>> removals,
    List<SavedLog> logs,
    Set<Path> logsGone,
    Optional<List<Problem>> problems) {

  /** Copies what it is given. */
  public StateUpdate {
    frames = Map.copyOf(frames);
    runs = List.copyOf(runs);
    runsGone = Set.copyOf(runsGone);
    entries = List.copyOf(entries);
    entriesGone = Set.copyOf(entriesGone);
    removals = removals.map(List::copyOf);
    logs = List.copyOf(logs);
    logsGone = Set.copyOf(logsGone);
    problems = problems.map(List::copyOf);
  }

  /** Whether nothing but the lineage is to be kept. */
  public boolean isEmpty() {
    return !whole
        && frames.isEmpty()
        && runs.isEmpty()
        && runsGone.isEmpty()
        && entries.isEmpty()
        && entriesGone.isEmpty()
        && removals.isEmpty()
        && logs.isEmpty()
        && logsGone.isEmpty()
        && problems.isEmpty();
  }
}
