package org.papermetrics.logs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.papermetrics.evaluations.Outcome;
import org.papermetrics.model.SmallMultimap;

/** Where logs are found again: by the checkpoints that they have points of, and by their step. */
final class LogCatalog {
  private final SmallMultimap<String, LogJob> byCheckpoint = new SmallMultimap<>();
  private final SmallMultimap<Long, LogJob> byStep = new SmallMultimap<>();
  private final Set<LogJob> unnamed = new HashSet<>();
  private final Map<LogJob, EvaluationLog> evaluations = new HashMap<>();
  private final SmallMultimap<String, LogJob> byEvaluated = new SmallMultimap<>();
  private final NavigableSet<EvaluationLog> complete = new TreeSet<>(EvaluationLog.BY_END);

  /**
   * What a log is filed under.
   *
   * @param checkpoints those that it has points of
   * @param evaluation the last one that it tells of
   * @param unnamed whether it names no checkpoint
   */
  record Entry(
      LogJob job, Set<String> checkpoints, Optional<EvaluationLog> evaluation, boolean unnamed) {
    /** Of a log as it is now; on any thread, while nobody reads the log further. */
    static Entry of(LogJob job) {
      return new Entry(job, job.checkpointsWithPoints(), job.evaluation(), job.isUnnamed());
    }
  }

  /** Files a log under all that it has points of, and notes what that touches. */
  void add(Entry entry, LogIndex.Touched touched) {
    LogJob job = entry.job();
    for (String key : entry.checkpoints()) {
      byCheckpoint.add(key, job);
      touched.checkpoints().add(key);
    }
    entry.evaluation().ifPresent(evaluation -> add(job, evaluation, touched));
    if (entry.unnamed()) {
      unnamed.add(job);
      job.stepInName()
          .ifPresent(
              step -> {
                byStep.add(step, job);
                touched.steps().add(step);
              });
    }
  }

  private void add(LogJob job, EvaluationLog evaluation, LogIndex.Touched touched) {
    evaluations.put(job, evaluation);
    byEvaluated.add(evaluation.checkpoint(), job);
    touched.checkpoints().add(evaluation.checkpoint());
    if (evaluation.outcome() == Outcome.COMPLETE) {
      complete.add(evaluation);
    }
  }

  /** Takes a log away, before it is read further, and notes what that touches. */
  void remove(LogJob job, LogIndex.Touched touched) {
    for (String key : job.checkpointsWithPoints()) {
      byCheckpoint.remove(key, job);
      touched.checkpoints().add(key);
    }
    EvaluationLog evaluation = evaluations.remove(job);
    if (evaluation != null) {
      byEvaluated.remove(evaluation.checkpoint(), job);
      touched.checkpoints().add(evaluation.checkpoint());
      complete.remove(evaluation);
    }
    if (unnamed.remove(job)) {
      job.stepInName()
          .ifPresent(
              step -> {
                byStep.remove(step, job);
                touched.steps().add(step);
              });
    }
  }

  /** The newest log that has points of a checkpoint, which may be named in several ways. */
  Optional<LogJob> ofCheckpoint(Set<String> names) {
    return newest(
        names.stream().flatMap(name -> withPointsOf(name).stream()).collect(Collectors.toSet()));
  }

  /** The logs that have points of a checkpoint. */
  Set<LogJob> withPointsOf(String name) {
    return byCheckpoint.of(name);
  }

  /** The evaluations of a checkpoint that are the last of their logs. */
  List<EvaluationLog> evaluationsOf(String name) {
    return evaluating(name).stream().map(evaluations::get).toList();
  }

  /** The logs that tell of an evaluation of a checkpoint. */
  Set<LogJob> evaluating(String name) {
    return byEvaluated.of(name);
  }

  /** The checkpoints that logs tell of evaluations of. */
  Set<String> evaluated() {
    return byEvaluated.keys();
  }

  /** The last evaluations that have written their results. */
  List<EvaluationLog> lastComplete(int most) {
    return complete.descendingSet().stream().limit(most).toList();
  }

  /** The checkpoints that logs have points of. */
  Set<String> checkpoints() {
    return byCheckpoint.keys();
  }

  /** The newest log that names no checkpoint and has this step in its name. */
  Optional<LogJob> ofStep(long step) {
    return newest(byStep.of(step));
  }

  /** The logs that have points and name no checkpoint. */
  Set<LogJob> unnamed() {
    return unnamed;
  }

  private static Optional<LogJob> newest(Set<LogJob> candidates) {
    return candidates.stream()
        .max(
            Comparator.comparing(LogJob::modified)
                .thenComparing(LogJob::name, LogCatalog::byNumber));
  }

  /** Job numbers in names compare as numbers: the longer is the later. */
  private static int byNumber(String a, String b) {
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }
}
