package org.papermetrics.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.papermetrics.logs.LogCurves;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.state.SavedRun;

/** Last good load of one run and its current file problem. */
final class LoadedRun {
  private Reading.@Nullable Seen seen;
  private boolean trusted;
  private boolean ownCurves;
  private @Nullable Run run;
  private @Nullable Run shown;
  private @Nullable Problem problem;
  private List<Problem> ofValues = List.of();
  private OptionalLong device = OptionalLong.empty();
  private int place = -1;

  /** Nothing was read yet. */
  LoadedRun() {}

  /** Resumes from what an earlier daemon has saved. */
  LoadedRun(SavedRun saved) {
    seen = saved.seen();
    trusted = seen != null;
    ownCurves = saved.ownCurves();
    run = saved.run();
    ofValues = saved.problems();
  }

  /** What is to be saved of it; empty when there is nothing to show. */
  Optional<SavedRun> saved(RunFiles files) {
    Run shown = run;
    if (shown == null) {
      return Optional.empty();
    }
    Reading.Seen trustworthy = comparable();
    boolean same = trustworthy != null && trustworthy.files().equals(files);
    return Optional.of(
        new SavedRun(
            files,
            ownCurves ? shown : shown.withProgression(Progression.EMPTY),
            same ? trustworthy : null,
            ownCurves,
            ofValues));
  }

  /** What to compare the files with; null when they must be read whatever their stamps say. */
  Reading.@Nullable Seen comparable() {
    return trusted ? seen : null;
  }

  /** The run as its files and logs say; empty when there is nothing to show. */
  Optional<Run> run() {
    return Optional.ofNullable(run);
  }

  /**
   * The run as it is shown. As long as that is equal it is the same object, so that a board is
   * compared with the next one without comparing what its runs say.
   *
   * @param unavailableSince since when nothing can be said of its files; null when it can
   */
  Optional<Run> shown(@Nullable Instant unavailableSince) {
    Run known = run;
    if (known == null) {
      return Optional.empty();
    }
    Run now =
        known
            .withUnavailableSince(unavailableSince)
            .withBrokenFile(unavailableSince == null ? brokenFile() : null);
    if (!now.equals(shown)) {
      shown = now;
    } else if (unavailableSince == null && problem == null) {
      run = shown;
    }
    return Optional.ofNullable(shown);
  }

  /** Why its files cannot be used; empty when they can. */
  Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  private Run.@Nullable BrokenFile brokenFile() {
    return problem == null ? null : new Run.BrokenFile(problem.path(), problem.message());
  }

  /** Whether anything is wrong with its files or with the values of what is shown of them. */
  boolean hasProblems() {
    return problem != null || !ofValues.isEmpty();
  }

  /** Adds all that is wrong with its files, and with the values in what is shown of them. */
  void addProblems(List<Problem> to) {
    to.addAll(ofValues);
    if (problem != null) {
      to.add(problem);
    }
  }

  /** The states that the files had when they were last read whole; null when they never were. */
  Reading.@Nullable Seen seen() {
    return seen;
  }

  /** Whether its results file has curves of its own, so that those of logs do not count. */
  boolean hasOwnCurves() {
    return ownCurves;
  }

  /** Its place in the order of discovery when that was last asked for; negative before. */
  int place() {
    return place;
  }

  /** Takes note of its place in the order of discovery. */
  void placeAt(int where) {
    place = where;
  }

  /** Takes note of the file system that the files were found on. */
  void foundOn(OptionalLong where) {
    device = where;
  }

  /** Whether its files were found on another file system than this. */
  boolean wasFoundOffOf(OptionalLong where) {
    return device.isPresent() && where.isPresent() && !device.equals(where);
  }

  /**
   * Takes a good reading.
   *
   * @return whether the files are so young that they must be checked again
   */
  boolean loaded(Reading.Loaded loaded, Run made, Instant now) {
    seen = loaded.seen();
    ownCurves = !loaded.progression().isEmpty();
    boolean young =
        loaded.resultsStamp().isYoung(now)
            || loaded.config().filter(c -> c.stamp().isYoung(now)).isPresent();
    trusted = !young;
    run = made;
    problem = null;
    ofValues = loaded.problems();
    return young;
  }

  /** Takes note that the files are as they were. */
  void unchanged() {
    problem = null;
  }

  /** Takes note of a file that cannot be used; what was shown before stays. */
  void failed(Problem what) {
    problem = what;
    trusted = false;
  }

  /** Takes note that there is nothing to show any more. */
  void gone(@Nullable Problem what) {
    seen = null;
    trusted = false;
    run = null;
    problem = what;
    ofValues = List.of();
  }

  /**
   * Takes what people have noted on the run.
   *
   * @return whether that is new
   */
  boolean annotate(UnaryOperator<Run> annotations) {
    Run before = run;
    if (before == null) {
      return false;
    }
    Run after = annotations.apply(before);
    run = after;
    return !after.annotation().equals(before.annotation());
  }

  /** Shows the curves of a log, or none, unless the results file has its own. */
  void curves(Optional<LogCurves> curves) {
    Run shown = run;
    if (shown != null && !ownCurves) {
      run =
          shown
              .withProgression(curves.map(LogCurves::progression).orElse(Progression.EMPTY))
              .withCurvesApart(
                  curves.flatMap(log -> OtherEvaluation.sentence(log, shown)).orElse(null));
    }
  }
}
