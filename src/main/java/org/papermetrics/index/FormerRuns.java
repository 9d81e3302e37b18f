package org.papermetrics.index;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.state.SavedRegistryEntry;
import org.papermetrics.state.SavedRun;
import org.papermetrics.state.SavedState;

/**
 * The runs of an earlier board as its data file shows them, to be kept where they cannot be read
 * now.
 */
public final class FormerRuns {
  /** There was no board before. */
  public static final FormerRuns NONE = new FormerRuns(List.of());

  private final List<Run> runs;
  private final Map<Place, Run> byPlace = new HashMap<>();

  /** What a data file tells of where a run is. */
  private record Place(String checkpointPath, boolean pretrained) {
    static Place of(Run run) {
      return new Place(run.checkpointPath(), isPretrained(run));
    }
  }

  /** Takes the runs of a data file. */
  public FormerRuns(Collection<Run> runs) {
    this.runs = runs.stream().filter(FormerRuns::isPath).toList();
    Set<Place> ambiguous = new HashSet<>();
    for (Run run : this.runs) {
      if (byPlace.put(Place.of(run), run) != null) {
        ambiguous.add(Place.of(run));
      }
    }
    byPlace.keySet().removeAll(ambiguous);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Whether any was below a directory. */
  public boolean anyBelow(Path directory) {
    return runs.stream().anyMatch(run -> isBelow(run, directory));
  }

  /** Since when the first of those below a directory is unavailable; empty when none is. */
  public Optional<Instant> unavailableSince(Path directory) {
    return runs.stream()
        .filter(run -> isBelow(run, directory))
        .map(Run::unavailableSince)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  /** The curves that a run had from a log; none when it had none, or its own. */
  public Progression curvesOfLog(Run run) {
    Run former = byPlace.get(Place.of(run));
    return former == null || former.metrics().toString().contains("\"librilight_progression\"")
        ? Progression.EMPTY
        : former.progression();
  }

  /**
   * What was read now, with the former runs of registered checkpoints of which nothing could be
   * read.
   *
   * @param searched whether runs were searched for too; then those that were found without a
   *     registry are added, as far as they would still be
   */
  public SavedState addTo(SavedState now, boolean searched) {
    Set<RunKey> known = keysOf(now);
    List<SavedRun> added = new ArrayList<>();
    for (SavedRegistryEntry entry : now.entries()) {
      RunFiles files = entry.files();
      Run former = byPlace.get(new Place(files.checkpointPath(), files.pretrained()));
      if (former != null && known.add(files.key())) {
        added.add(saved(former, files));
      }
    }
    for (Run run : searched ? byPlace.values() : List.<Run>of()) {
      RunFiles files = usualFiles(run);
      if (!files.pretrained() && known.add(files.key())) {
        added.add(saved(run, files));
      }
    }
    return with(now, added, List.of());
  }

  /**
   * The same for a registry that cannot be read: what only it can have named counts as named.
   *
   * @param roots where everything else is found
   */
  public SavedState addElsewhereTo(SavedState now, Collection<Path> roots) {
    Set<RunKey> known = keysOf(now);
    List<SavedRun> added = new ArrayList<>();
    List<SavedRegistryEntry> entries = new ArrayList<>();
    for (Run run : runs) {
      RunFiles files = usualFiles(run);
      boolean elsewhere =
          files.pretrained() || roots.stream().noneMatch(root -> isBelow(run, root));
      if (elsewhere && known.add(files.key())) {
        added.add(saved(run, files));
        entries.add(new SavedRegistryEntry(now.entries().size() + entries.size(), files, false));
      }
    }
    return with(now, added, entries);
  }

  private static Set<RunKey> keysOf(SavedState state) {
    return state.runs().stream()
        .map(run -> run.files().key())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static SavedState with(
      SavedState now, List<SavedRun> runs, List<SavedRegistryEntry> entries) {
    List<SavedRun> allRuns = new ArrayList<>(now.runs());
    allRuns.addAll(runs);
    List<SavedRegistryEntry> allEntries = new ArrayList<>(now.entries());
    allEntries.addAll(entries);
    return new SavedState(
        now.version(),
        now.frames(),
        allRuns,
        allEntries,
        now.removals(),
        now.logs(),
        now.problems());
  }

  /** A run to be read again; one with curves keeps them, because its logs may be away too. */
  private static SavedRun saved(Run run, RunFiles files) {
    Run unnumbered =
        run.withKey(files.key(), RunMaker.idOf(files.pretrained(), run.checkpointPath()));
    return new SavedRun(files, unnumbered, null, !run.progression().isEmpty(), List.of());
  }

  private static RunFiles usualFiles(Run run) {
    Path directory = Path.of(run.checkpointPath());
    if (!isPretrained(run)) {
      return RunFiles.foundAt(directory.resolve(RunFiles.RESULTS));
    }
    Path results = directory.resolve(RunFiles.PRETRAINED_RESULTS);
    return new RunFiles(
        RunKey.ofPretrained(results.toString()),
        run.checkpointPath(),
        List.of(results),
        directory.resolve(RunFiles.CONFIG),
        true);
  }

  private static boolean isPretrained(Run run) {
    return run.id().startsWith(RunMaker.PRETRAINED_ID);
  }

  private static boolean isBelow(Run run, Path directory) {
    return Path.of(run.checkpointPath()).startsWith(directory);
  }

  private static boolean isPath(Run run) {
    try {
      return !Path.of(run.checkpointPath()).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
