package org.papermetrics.index;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.Snapshot;

/**
 * What the picture knows of a path.
 *
 * @param snapshot the board when this was told
 * @param runs the runs that the path belongs to, or that have files below it
 * @param removed whether a person has taken the run there off the registry, and it stays away
 * @param log what was read of it, if it is a log
 * @param curvesOf the runs on the board that the log gives their curves
 * @param logsBusy whether logs are being read, so that nothing can be told of them
 */
public record Dossier(
    Snapshot snapshot,
    List<Entry> runs,
    boolean removed,
    Optional<LogIndex.Content> log,
    List<Run> curvesOf,
    boolean logsBusy) {

  /** Copies the lists. */
  public Dossier {
    runs = List.copyOf(runs);
    curvesOf = List.copyOf(curvesOf);
  }

  /**
   * A run on the roster.
   *
   * @param files where they are
   * @param registered whether the registry names it
   * @param shown as it is on the board; empty when it is not
   * @param twin the run on the board that is the same under another path
   * @param seen the states that its files had when they were last read whole
   * @param problem what is wrong with its files
   * @param ownCurves whether its results file has curves of its own
   * @param log the log that gives its curves
   */
  public record Entry(
      RunFiles files,
      boolean registered,
      Optional<Run> shown,
      Optional<Run> twin,
      Optional<Reading.Seen> seen,
      Optional<Problem> problem,
      boolean ownCurves,
      Optional<Path> log) {

    /** Whether the board shows it, under this path or another. */
    public boolean isOnBoard() {
      return shown.isPresent() || twin.isPresent();
    }
  }
}
