package org.papermetrics.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole board at one moment. Immutable; readers may keep it as long as they like.
 *
 * @param epoch changes when revisions cannot go on counting
 * @param revision grows by one with every change that was sent
 * @param at when it was made
 * @param roots the checkpoint roots, as shown in the outputs
 * @param metrics the user's own metrics
 * @param runs ordered by step, descending; equal steps in the order of their discovery; ids are
 *     unique
 * @param byId the same runs by id
 * @param baseline the run others are compared with, one of {@code runs}, or null
 * @param problems what could not be used
 * @param evaluating evaluations under way
 * @param leftOut the runs that persons have removed and whose results are on disk, by key
 */
public record Snapshot(
    String epoch,
    long revision,
    Instant at,
    List<String> roots,
    List<MetricDefinition> metrics,
    List<Run> runs,
    Map<String, Run> byId,
    @Nullable Run baseline,
    List<Problem> problems,
    List<Evaluation> evaluating,
    List<Removal> leftOut) {

  /** Copies the lists. */
  public static Snapshot of(
      String epoch,
      long revision,
      Instant at,
      List<String> roots,
      List<MetricDefinition> metrics,
      List<Run> runs,
      @Nullable Run baseline,
      List<Problem> problems,
      List<Evaluation> evaluating) {
    List<Run> all = List.copyOf(runs);
    return new Snapshot(
        epoch,
        revision,
        at,
        List.copyOf(roots),
        List.copyOf(metrics),
        all,
        new RunsById(all),
        baseline,
        List.copyOf(problems),
        List.copyOf(evaluating),
        List.of());
  }

  /** A board without runs. */
  public static Snapshot empty(
      String epoch, long revision, Instant at, List<String> roots, List<MetricDefinition> metrics) {
    return of(epoch, revision, at, roots, metrics, List.of(), null, List.of(), List.of());
  }

  /** The same board under another revision. */
  public Snapshot at(String newEpoch, long newRevision) {
    return with(newEpoch, newRevision, leftOut);
  }

  /** The same board with these runs left out. */
  public Snapshot withLeftOut(List<Removal> removed) {
    return with(epoch, revision, List.copyOf(removed));
  }

  private Snapshot with(String newEpoch, long newRevision, List<Removal> removed) {
    return new Snapshot(
        newEpoch,
        newRevision,
        at,
        roots,
        metrics,
        runs,
        byId,
        baseline,
        problems,
        evaluating,
        removed);
  }

  /** The id of the baseline, or null. */
  public @Nullable String baselineId() {
    return baseline == null ? null : baseline.id();
  }

  /** The run with an id. */
  public Optional<Run> run(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
