package org.papermetrics.aggregate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Change;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;

/**
 * Builds the next immutable Snapshot from all loaded runs and tells what changed. Used by one
 * thread.
 */
public final class SnapshotBuilder {
  private final @Nullable String configuredBaseline;
  private final RunOrder order = new RunOrder();

  /** Uses the run with this id as the baseline, or chooses one when it is null. */
  public SnapshotBuilder(@Nullable String configuredBaseline) {
    this.configuredBaseline = configuredBaseline;
  }

  /**
   * The step to the next snapshot.
   *
   * @param runs in the order of their discovery, under ids that may be claimed more than once
   * @param pretrained the keys of registered pretrained models among them
   * @param problems all that there are now
   * @param leftOut the removed runs whose results are on disk
   * @return the change, whose target is the previous snapshot itself when nothing differs
   */
  public Change next(
      Snapshot previous,
      List<Run> runs,
      Set<RunKey> pretrained,
      List<Problem> problems,
      List<Evaluation> evaluating,
      List<Removal> leftOut,
      Instant now) {
    RunOrder.Step step = order.next(previous.runs(), runs);
    @Nullable Run baseline = baseline(step.runs(), runs, pretrained);
    List<Problem> all = new ArrayList<>(problems);
    if (configuredBaseline != null && baseline == null) {
      all.add(baselineMissing(configuredBaseline, previous, now));
    }
    Snapshot next =
        Snapshot.of(
                previous.epoch(),
                previous.revision() + 1,
                now,
                previous.roots(),
                previous.metrics(),
                step.runs(),
                baseline,
                all,
                evaluating)
            .withLeftOut(leftOut);
    Change change = new Change(previous, next, step.changed(), step.removed());
    return change.isEmpty() ? new Change(previous, previous, List.of(), List.of()) : change;
  }

  private @Nullable Run baseline(List<Run> board, List<Run> found, Set<RunKey> pretrained) {
    if (configuredBaseline != null) {
      return first(board, run -> run.id().equals(configuredBaseline));
    }
    // The first to be discovered, which need not be the first on the board.
    Run registered =
        pretrained.isEmpty() ? null : first(found, run -> pretrained.contains(run.key()));
    String tag = TrainingKind.BASELINE.tag();
    Run which = registered != null ? registered : first(found, run -> run.tags().contains(tag));
    return which == null ? null : order.onBoard(which).orElse(null);
  }

  private static @Nullable Run first(List<Run> runs, Predicate<Run> which) {
    for (Run run : runs) {
      if (which.test(run)) {
        return run;
      }
    }
    return null;
  }

  private static Problem baselineMissing(String id, Snapshot previous, Instant now) {
    Instant since =
        previous.problems().stream()
            .filter(problem -> problem.kind() == Problem.Kind.BASELINE_MISSING)
            .map(Problem::since)
            .findFirst()
            .orElse(now);
    return new Problem(
        Problem.Kind.BASELINE_MISSING,
        id,
        "The configured baseline \""
            + id
            + "\" is not the id of any run on the board. Set baseline in the configuration to an id"
            + " from the table, or remove the key.",
        since);
  }
}
