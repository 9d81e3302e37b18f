package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToIntFunction;
import java.util.function.Predicate;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.Problem;

/** What is said of logs that cannot be read, or whose points are of no run. */
final class LogProblems {
  private static final int LONGEST_NAME = 300;

  private final LogIndex logs;
  private final LongToIntFunction runsAt;
  private final Instant now;

  /**
   * Of some logs.
   *
   * @param runsAt how many runs a step has
   */
  LogProblems(LogIndex logs, LongToIntFunction runsAt, Instant now) {
    this.logs = logs;
    this.runsAt = runsAt;
    this.now = now;
  }

  /**
   * All problems, at most one for each log whose name means no run.
   *
   * @param unmatched the names that mean no run, each with the reason
   * @param isExplained whether nothing is to be said of a name
   */
  List<Problem> of(Map<String, String> unmatched, Predicate<String> isExplained) {
    List<Problem> problems = new ArrayList<>(logs.problems());
    Map<Path, Problem> misnamed = new HashMap<>();
    new TreeMap<>(unmatched)
        .forEach(
            (name, why) -> {
              if (!isExplained.test(name)) {
                logs.logsOf(name)
                    .forEach(log -> misnamed.putIfAbsent(log, misnamed(log, name, why)));
              }
            });
    problems.addAll(misnamed.values());
    logs.unnamed().forEach(log -> unnamed(log, problems));
    return problems;
  }

  private void unnamed(LogIndex.Unnamed log, List<Problem> problems) {
    if (log.step().isEmpty()) {
      problems.add(unnamed(log.path(), "its name has no step such as cp002000"));
      return;
    }
    long step = log.step().getAsLong();
    int runs = runsAt.applyAsInt(step);
    if (runs != 1) {
      String have = runs == 0 ? "no run has" : runs + " runs have";
      problems.add(unnamed(log.path(), have + " the step " + step + " of its name"));
    }
  }

  private Problem unnamed(Path log, String why) {
    return problem(
        log,
        " has long-context points but names no checkpoint, and "
            + why
            + ". Add a line \"Checkpoint: <path>\" to the log to give them to a run.");
  }

  private Problem misnamed(Path log, String name, String why) {
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return problem(
        log,
        " has long-context points of "
            + shown
            + ", "
            + why
            + ". Write the path that the run has here into its line \"Checkpoint: <path>\", or add"
            + " the run's directory to checkpoint-dirs.");
  }

  private Problem problem(Path log, String words) {
    return new Problem(Problem.Kind.LOG_UNMATCHED, log.toString(), log.getFileName() + words, now);
  }
}
