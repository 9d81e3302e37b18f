package org.papermetrics.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.PastEvaluation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;

/**
 * What the index knows about one path.
 *
 * @param snapshot the board at that moment
 * @param runs the runs that the path belongs to, or that have files below it
 * @param leftOut the runs there that persons have removed, and whose results are on disk
 * @param log what was read of it, if it is a log
 * @param curvesOf the runs on the board that the log gives their curves
 * @param logsBusy whether logs are being read, so that nothing is known of them
 */
public record PathFacts(
    Snapshot snapshot,
    List<KnownRun> runs,
    List<Removal> leftOut,
    Optional<LogIndex.Content> log,
    List<Run> curvesOf,
    boolean logsBusy) {

  /** Copies the lists. */
  public PathFacts {
    runs = List.copyOf(runs);
    leftOut = List.copyOf(leftOut);
    curvesOf = List.copyOf(curvesOf);
  }

  /**
   * A run in the catalog.
   *
   * @param files where they are
   * @param registered whether the registry names it
   * @param shown as it is on the board; empty when it is not
   * @param twin the run on the board that is the same under another path
   * @param seen the states that its files had when they were last read whole
   * @param problem what is wrong with its files
   * @param ownCurves whether its results file has curves of its own
   * @param log the log that gives its curves
   * @param evaluations those that logs tell of, by their start
   */
  public record KnownRun(
      RunFiles files,
      boolean registered,
      Optional<Run> shown,
      Optional<Run> twin,
      Optional<Reading.Seen> seen,
      Optional<Problem> problem,
      boolean ownCurves,
      Optional<Path> log,
      List<PastEvaluation> evaluations) {

    /** Whether the board shows it, under this path or another. */
    public boolean isOnBoard() {
      return shown.isPresent() || twin.isPresent();
    }
  }

  /** What these parts of the index know; no file is read. */
  static PathFacts of(
      Path path,
      Snapshot snapshot,
      RunCatalog catalog,
      LoadedRuns loaded,
      LogReader reader,
      LogAssignment logs,
      EvaluationHistory evaluations) {
    Map<RunKey, Run> shown =
        snapshot.runs().stream().collect(Collectors.toMap(Run::key, Function.identity()));
    Set<RunKey> keys = new HashSet<>(catalog.runsOf(path));
    keys.addAll(catalog.runsBelow(path));
    keys.add(RunKey.ofCheckpoint(path.toString()));
    List<KnownRun> runs = new ArrayList<>();
    for (RunKey key : keys.stream().sorted().toList()) {
      Optional<LoadedRun> state = loaded.state(key);
      catalog
          .files(key)
          .ifPresent(
              files ->
                  runs.add(
                      new KnownRun(
                          files,
                          catalog.isRegistered(key),
                          Optional.ofNullable(shown.get(key)),
                          shownOf(loaded.twinsOf(key), shown).stream().findFirst(),
                          state.map(LoadedRun::seen),
                          state.flatMap(LoadedRun::problem),
                          state.filter(LoadedRun::hasOwnCurves).isPresent(),
                          logs.logOf(key),
                          evaluations.of(key))));
    }
    Optional<LogIndex.Content> log = reader.settled().flatMap(index -> index.contentOf(path));
    return new PathFacts(
        snapshot,
        runs,
        snapshot.leftOut().stream().filter(removal -> isAt(removal, path)).toList(),
        log,
        log.isPresent() ? shownOf(logs.runsOf(path), shown) : List.of(),
        reader.isBehind());
  }

  /** Whether this is the checkpoint of a removed run, a file of it, or a directory above. */
  private static boolean isAt(Removal removal, Path path) {
    String file = removal.file();
    String checkpoint = removal.key().value();
    return isIn(file, path.toString())
        || isIn(checkpoint, path.toString())
        || path.toString().equals(checkpoint + "/" + RunFiles.CONFIG);
  }

  private static boolean isIn(String path, String directory) {
    return path.equals(directory) || path.startsWith(directory + "/");
  }

  private static List<Run> shownOf(Collection<RunKey> keys, Map<RunKey, Run> shown) {
    return keys.stream()
        .sorted()
        .flatMap(key -> Optional.ofNullable(shown.get(key)).stream())
        .toList();
  }
}
