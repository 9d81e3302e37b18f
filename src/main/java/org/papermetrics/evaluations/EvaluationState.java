package org.papermetrics.evaluations;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one log says of its last evaluation so far; also its saved form.
 *
 * @param attempt the number of the evaluation in the log, counted from 1; 0 before the first
 * @param begun whether a line says that an evaluation begins, or only one can have written it
 * @param outcome how it has ended
 * @param reason the line that says so; null where none does
 * @param traceback whether the last lines are of a traceback
 * @param firstTime the time of its first line as {@link LineTime} has it; null when none has a time
 * @param lastTime the same of its last line
 * @param arrived when its first line was found in the log
 * @param checkpoint the path as the log names it, {@code None} for the pretrained model; null when
 *     it names none
 * @param job its number in the batch system; null when unknown
 * @param node the host; null when unknown
 * @param phase the part that is under way
 * @param done pairs of the task that are done, or the position; 0 when unknown
 * @param total of these; 0 when unknown
 * @param points the number of positions so far
 * @param ended the tasks that have ended, well or not
 * @param scores the accuracies so far
 * @param times of the parts so far, where lines have times
 * @param refused whether lines said what cannot be, such as more pairs done than there are
 */
public record EvaluationState(
    int attempt,
    boolean begun,
    Outcome outcome,
    @Nullable String reason,
    boolean traceback,
    @Nullable Long firstTime,
    @Nullable Long lastTime,
    @Nullable Instant arrived,
    @Nullable String checkpoint,
    @Nullable String job,
    @Nullable String node,
    Phase phase,
    int done,
    int total,
    int points,
    Set<Phase> ended,
    List<TaskScore> scores,
    List<PhaseTime> times,
    boolean refused) {

  /** Of a log of which nothing was read. */
  public static final EvaluationState NOTHING =
      new EvaluationState(
          0,
          false,
          Outcome.OPEN,
          null,
          false,
          null,
          null,
          null,
          null,
          null,
          null,
          Phase.LOADING,
          0,
          0,
          0,
          Set.of(),
          List.of(),
          List.of(),
          false);

  /** Copies what it is given. */
  public EvaluationState {
    ended = Set.copyOf(ended);
    scores = List.copyOf(scores);
    times = List.copyOf(times);
  }
}
