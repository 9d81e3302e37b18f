package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.papermetrics.config.Settings;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.watch.OneTimeScan;

/**
 * The curves that one pass keeps from the data file that it is about to replace, because a log
 * directory cannot be read, or is as empty as the mount point of a share that is not mounted.
 */
final class KeptCurves {
  private final Settings settings;
  private final OneTimeScan found;
  private final FormerDataFile former;
  private final Clock clock;

  /**
   * Keeps what is in a data file.
   *
   * @param found what was found on the disk
   */
  KeptCurves(Settings settings, OneTimeScan found, FormerDataFile former, Clock clock) {
    this.settings = settings;
    this.found = found;
    this.former = former;
    this.clock = clock;
  }

  /** A board with the curves that are kept. */
  Snapshot board(Snapshot read) {
    List<Path> without = settings.logDirs().stream().filter(this::hasNoLog).toList();
    if (without.isEmpty()) {
      return read;
    }
    List<Run> runs = read.runs().stream().map(this::withCurves).toList();
    return runs.equals(read.runs()) ? read : with(read, runs, problems(read, without));
  }

  private boolean hasNoLog(Path directory) {
    return found.files().stream().noneMatch(file -> directory.equals(file.getParent()));
  }

  private Run withCurves(Run run) {
    return run.progression().isEmpty() ? run.withProgression(former.runs().curvesOfLog(run)) : run;
  }

  private List<Problem> problems(Snapshot read, List<Path> without) {
    List<Problem> problems = new ArrayList<>(read.problems());
    for (Path directory : without) {
      if (!found.unavailable().contains(directory)) {
        problems.add(
            new Problem(
                Problem.Kind.LOG_DIR_UNAVAILABLE,
                directory.toString(),
                "The log directory has no logs any more, as when its share is not mounted. The"
                    + " curves that were shown before stay. Mount it; or, if its logs were deleted"
                    + " on purpose, delete "
                    + former.name()
                    + " and start again.",
                clock.instant()));
      }
    }
    return problems;
  }

  private static Snapshot with(Snapshot read, List<Run> runs, List<Problem> problems) {
    Optional<Run> baseline =
        runs.stream().filter(run -> run.id().equals(read.baselineId())).findFirst();
    return Snapshot.of(
            read.epoch(),
            read.revision(),
            read.at(),
            read.roots(),
            read.metrics(),
            runs,
            baseline.orElse(null),
            problems,
            read.evaluating())
        .withLeftOut(read.leftOut());
  }
}
