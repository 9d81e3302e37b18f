package org.papermetrics.evaluations;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What earlier evaluations have taken for their parts, and so what one that is under way may take.
 */
public final class Pace {
  /** Far longer than it was ever silent. */
  private static final int FAR_LONGER = 3;

  /** Even a part that never was silent may be for this share of the usual time. */
  private static final int SHORTEST_SHARE = 4;

  private final int earlier;
  private final Map<Phase, List<PhaseTime>> times = new EnumMap<>(Phase.class);
  private final Duration stalledAfter;

  /**
   * Knows these.
   *
   * @param earlier evaluations that have written their results
   * @param stalledAfter how long a part may be silent of which nothing is known
   */
  public Pace(Collection<EvaluationState> earlier, Duration stalledAfter) {
    this.earlier = earlier.size();
    this.stalledAfter = stalledAfter;
    for (Phase phase : Phase.values()) {
      times.put(
          phase,
          earlier.stream()
              .flatMap(evaluation -> evaluation.times().stream())
              .filter(time -> time.phase() == phase)
              .toList());
    }
  }

  /** How long a log may be silent in a part before something must be wrong. */
  public Duration longestSilence(Phase phase) {
    long silence = of(phase).stream().mapToLong(PhaseTime::longestSilence).max().orElse(0);
    if (silence == 0) {
      return stalledAfter;
    }
    Duration far = Duration.ofMillis(silence).multipliedBy(FAR_LONGER);
    Duration shortest = stalledAfter.dividedBy(SHORTEST_SHARE);
    return far.compareTo(shortest) > 0 ? far : shortest;
  }

  /**
   * How long after its last line an evaluation will have written its results; empty when there is
   * no ground for saying so.
   */
  public Optional<Duration> remaining(EvaluationState evaluation) {
    double sum = 0;
    if (!evaluation.ended().contains(evaluation.phase())) {
      OptionalDouble current = remainingOfCurrent(evaluation);
      if (current.isEmpty()) {
        return Optional.empty();
      }
      sum = current.getAsDouble();
    }
    for (Phase task : toCome(evaluation)) {
      OptionalDouble usual = usual(task, PhaseTime::spent);
      if (usual.isEmpty()) {
        return Optional.empty();
      }
      sum += usual.getAsDouble();
    }
    if (evaluation.phase() != Phase.SAVING) {
      sum += usual(Phase.SAVING, PhaseTime::spent).orElse(0);
    }
    return Optional.of(Duration.ofMillis(Math.round(sum)));
  }

  /**
   * The share of its tasks that is done, from 0 to 1: by time, where it is known, else by number.
   */
  public double progress(EvaluationState evaluation) {
    if (evaluation.phase() == Phase.SAVING) {
      return 1;
    }
    Set<Phase> tasks = EnumSet.noneOf(Phase.class);
    tasks.addAll(evaluation.ended());
    tasks.addAll(toCome(evaluation));
    if (Phase.TASKS.contains(evaluation.phase())) {
      tasks.add(evaluation.phase());
    }
    boolean timed = tasks.stream().allMatch(task -> usual(task, PhaseTime::spent).isPresent());
    double all = 0;
    double done = 0;
    for (Phase task : tasks) {
      double weight = timed ? Math.max(1, usual(task, PhaseTime::spent).orElse(1)) : 1;
      all += weight;
      done += weight * share(task, evaluation);
    }
    return all == 0 ? 0 : Math.round(1000 * done / all) / 1000.0;
  }

  private double share(Phase task, EvaluationState evaluation) {
    if (evaluation.ended().contains(task)) {
      return 1;
    }
    if (task != evaluation.phase()) {
      return 0;
    }
    double all =
        task == Phase.LIBRILIGHT ? usual(task, PhaseTime::units).orElse(0) : evaluation.total();
    double done = task == Phase.LIBRILIGHT ? evaluation.points() : evaluation.done();
    return all <= 0 ? 0 : Math.min(1, done / all);
  }

  /** The tasks that most earlier evaluations have had, all when there are none. */
  private Set<Phase> toCome(EvaluationState evaluation) {
    Set<Phase> tasks = EnumSet.noneOf(Phase.class);
    if (evaluation.phase() != Phase.SAVING) {
      Phase.TASKS.stream()
          .filter(task -> earlier == 0 || 2 * of(task).size() >= earlier)
          .filter(task -> task != evaluation.phase() && !evaluation.ended().contains(task))
          .forEach(tasks::add);
    }
    return tasks;
  }

  private OptionalDouble remainingOfCurrent(EvaluationState evaluation) {
    Phase phase = evaluation.phase();
    PhaseTime now =
        evaluation.times().stream()
            .filter(time -> time.phase() == phase)
            .findFirst()
            .orElse(new PhaseTime(phase, 0, 0, 0));
    boolean longContext = phase == Phase.LIBRILIGHT;
    OptionalDouble all =
        longContext
            ? usual(phase, PhaseTime::units)
            : evaluation.total() > 0
                ? OptionalDouble.of(evaluation.total())
                : OptionalDouble.empty();
    double done = longContext ? evaluation.points() : evaluation.done();
    if (done > 0 && now.spent() > 0 && all.isPresent()) {
      return OptionalDouble.of(now.spent() / done * Math.max(0, all.getAsDouble() - done));
    }
    OptionalDouble usual = usual(phase, PhaseTime::spent);
    return usual.isEmpty()
        ? usual
        : OptionalDouble.of(Math.max(0, usual.getAsDouble() - now.spent()));
  }

  private OptionalDouble usual(Phase phase, ToDoubleFunction<PhaseTime> what) {
    double[] sorted = of(phase).stream().mapToDouble(what).filter(v -> v > 0).sorted().toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }

  private List<PhaseTime> of(Phase phase) {
    return times.getOrDefault(phase, List.of());
  }
}
