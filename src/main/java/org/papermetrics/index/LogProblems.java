package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Instant;
import org.papermetrics.model.Problem;

/** What is said of logs whose points are of no run. */
final class LogProblems {
  private static final int LONGEST_NAME = 300;

  private LogProblems() {}

  /** A log that names no checkpoint. */
  static Problem unnamed(Path log, String why, Instant now) {
    return problem(
        log,
        " has long-context points but names no checkpoint, and "
            + why
            + ". Add a line \"Checkpoint: <path>\" to the log to give them to a run.",
        now);
  }

  /** A log that names a checkpoint that is none of a run. */
  static Problem misnamed(Path log, String name, String why, Instant now) {
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return problem(
        log,
        " has long-context points of "
            + shown
            + ", "
            + why
            + ". Write the path that the run has here into its line \"Checkpoint: <path>\", or add"
            + " the run's directory to checkpoint-dirs.",
        now);
  }

  private static Problem problem(Path log, String words, Instant now) {
    return new Problem(Problem.Kind.LOG_UNMATCHED, log.toString(), log.getFileName() + words, now);
  }
}
