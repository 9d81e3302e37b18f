package org.papermetrics.evaluations;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one of what the logs of a job say: its output and its error output. */
public final class JobEvaluation {
  private JobEvaluation() {}

  /**
   * What the logs say together. A log that has begun fewer evaluations than another is about an
   * earlier one: a job that is started again begins one log before the other.
   *
   * @param logs in the order in which they count where they differ
   */
  public static EvaluationState of(Collection<EvaluationState> logs) {
    int attempt = logs.stream().mapToInt(JobEvaluation::attempt).max().orElse(0);
    List<EvaluationState> current =
        logs.stream().filter(log -> attempt(log) == attempt).sorted(MOST_SAID).toList();
    if (current.isEmpty()) {
      return EvaluationState.NOTHING;
    }
    EvaluationState main = current.get(0);
    boolean complete = current.stream().anyMatch(log -> log.outcome() == Outcome.COMPLETE);
    EvaluationState end =
        current.stream().filter(log -> log.outcome() != Outcome.OPEN).findFirst().orElse(main);
    return new EvaluationState(
        current.stream().mapToInt(EvaluationState::attempt).max().orElse(0),
        current.stream().anyMatch(EvaluationState::begun),
        complete ? Outcome.COMPLETE : end.outcome(),
        complete ? null : end.reason(),
        false,
        all(current, EvaluationState::firstTime).min(Comparator.naturalOrder()).orElse(null),
        all(current, EvaluationState::lastTime).max(Comparator.naturalOrder()).orElse(null),
        all(current, EvaluationState::arrived).min(Comparator.naturalOrder()).orElse(null),
        first(current, logs, EvaluationState::checkpoint),
        first(current, logs, EvaluationState::job),
        first(current, logs, EvaluationState::node),
        complete ? Phase.SAVING : main.phase(),
        complete ? 0 : main.done(),
        complete ? 0 : main.total(),
        main.points(),
        main.ended(),
        main.scores(),
        main.times(),
        logs.stream().anyMatch(EvaluationState::refused));
  }

  private static final Comparator<EvaluationState> MOST_SAID =
      Comparator.comparing((EvaluationState log) -> log.times().isEmpty())
          .thenComparing(log -> log.scores().isEmpty() && log.points() == 0)
          .thenComparing(log -> log.outcome() == Outcome.OPEN);

  private static int attempt(EvaluationState log) {
    return Math.max(1, log.attempt());
  }

  private static <T> Stream<T> all(
      Collection<EvaluationState> logs, Function<EvaluationState, @Nullable T> what) {
    return logs.stream().map(what).filter(Objects::nonNull);
  }

  private static @Nullable String first(
      Collection<EvaluationState> current,
      Collection<EvaluationState> logs,
      Function<EvaluationState, @Nullable String> what) {
    return Stream.concat(all(current, what), all(logs, what)).findFirst().orElse(null);
  }
}
