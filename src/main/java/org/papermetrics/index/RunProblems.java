package org.papermetrics.index;

import java.time.Instant;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunFiles;

/** What is said of runs whose files are gone or cannot be used. */
final class RunProblems {
  private RunProblems() {}

  /** A file that cannot be used, with what that means for the run. */
  static Problem unusable(Problem problem, boolean isShown) {
    String shown = isShown ? " What was shown before stays." : " Until then it is not shown.";
    return new Problem(problem.kind(), problem.path(), problem.message() + shown, problem.since());
  }

  /** The file system of its results is not mounted. */
  static Problem away(RunFiles files, Instant now) {
    return new Problem(
        Problem.Kind.RUN_UNAVAILABLE,
        files.results().get(0).toString(),
        "The file system that holds the results is not mounted. What was shown before stays. Mount"
            + " it, or remove the run with: paper-metrics unregister '"
            + files.checkpointPath()
            + "'",
        now);
  }

  /** It is registered, and has no results. */
  static Problem vanished(RunFiles files, Instant now) {
    return new Problem(
        Problem.Kind.RUN_VANISHED,
        files.results().get(0).toString(),
        "The registry names results in "
            + files.results().get(0)
            + ", but there are none. Put the file back, or remove the entry with: paper-metrics"
            + " unregister '"
            + files.checkpointPath()
            + "'",
        now);
  }
}
