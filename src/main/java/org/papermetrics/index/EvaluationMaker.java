package org.papermetrics.index;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.papermetrics.aggregate.CheckpointPath;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.evaluations.JobNumber;
import org.papermetrics.evaluations.Outcome;
import org.papermetrics.evaluations.Pace;
import org.papermetrics.logs.EvaluationLog;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Progression;

/** Makes an evaluation under way from what its logs say; pure. */
final class EvaluationMaker {
  /** Results are read within moments after the log tells of them. */
  private static final Duration RESULTS_COME = Duration.ofMinutes(1);

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
  private static final Duration ZONES_DIFFER_BY = Duration.ofMinutes(15);

  private final ZoneId zone;

  /** Makes them with times in logs of this zone. */
  EvaluationMaker(ZoneId zone) {
    this.zone = zone;
  }

  /** The time that is meant by one without a zone. */
  Instant instant(LocalDateTime local) {
    return local.atZone(zone).toInstant();
  }

  /**
   * When an evaluation began, by what is on disk alone. A line cannot be written after the log was;
   * where it seems so, the node has another time zone.
   */
  Instant start(EvaluationLog log) {
    Long first = log.firstTime();
    Long end = log.lastTime();
    if (first == null || end == null) {
      return log.untouched();
    }
    Duration ahead = Duration.between(log.modified(), local(end));
    long quarters =
        ahead.compareTo(CLOCKS_DIFFER) < 0
            ? 0
            : ahead.minus(CLOCKS_DIFFER).dividedBy(ZONES_DIFFER_BY) + 1;
    return local(first).minus(ZONES_DIFFER_BY.multipliedBy(quarters));
  }

  private Instant local(long millis) {
    return instant(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
  }

  /**
   * An evaluation, and how long it is so.
   *
   * @param log what it was made of
   * @param pace the same
   * @param start when it began
   * @param evaluation what is shown
   * @param from the time for which it was made
   * @param until when time alone changes its state; {@link Instant#MAX} if it does not
   */
  record Made(
      EvaluationLog log,
      Pace pace,
      Instant start,
      Evaluation evaluation,
      Instant from,
      Instant until) {
    /**
     * Whether it would be made anew in the same way. Two logs that are equal may differ in what
     * they do not say in short.
     */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(EvaluationLog other, Pace another, Instant now) {
      return log == other && pace == another && !now.isBefore(from) && now.isBefore(until);
    }
  }

  /**
   * Makes one.
   *
   * @param index has the logs
   * @param log one of its logs
   * @param pace of earlier evaluations
   */
  Made make(LogIndex index, EvaluationLog log, Pace pace, Instant now) {
    EvaluationState state = index.stateOf(log);
    Instant patience = patience(state, log, pace);
    boolean waits = now.isBefore(patience);
    Instant start = start(log);
    return new Made(
        log,
        pace,
        start,
        evaluation(index, state, log, pace, start, waits),
        now,
        waits ? patience : Instant.MAX);
  }

  /** When the silence of the log means that something is wrong. */
  private static Instant patience(EvaluationState state, EvaluationLog log, Pace pace) {
    return switch (state.outcome()) {
      case BROKEN, FAILED, CANCELLED -> Instant.MIN;
      case COMPLETE -> log.modified().plus(RESULTS_COME);
      case OPEN -> log.modified().plus(pace.longestSilence(state.phase()));
    };
  }

  private static Evaluation evaluation(
      LogIndex index,
      EvaluationState state,
      EvaluationLog log,
      Pace pace,
      Instant start,
      boolean waits) {
    boolean baseline = log.checkpoint().equals(LogIndex.pretrainedKey());
    String path = baseline ? null : state.checkpoint();
    CheckpointPath parts = path == null ? null : CheckpointPath.of(path);
    Evaluation.State how = how(state.outcome(), waits);
    String job = state.job() == null ? JobNumber.inName(log.job()) : state.job();
    return new Evaluation(
        log.job(),
        path,
        parts == null ? null : parts.experiment(),
        parts == null ? 0 : parts.step(),
        baseline,
        log.log().toString(),
        job,
        state.node(),
        log.firstTime() == null ? log.arrived() : start,
        log.modified(),
        how,
        state.reason(),
        state.phase().wireName(),
        state.done(),
        state.total(),
        pace.progress(state),
        how == Evaluation.State.RUNNING ? expectedEnd(state, log, pace) : null,
        state.scores().stream()
            .map(s -> new Evaluation.Score(s.task().wireName(), s.accuracy(), s.samples()))
            .toList(),
        state.points() == 0 ? Progression.EMPTY : index.curvesOf(log));
  }

  private static @Nullable Instant expectedEnd(
      EvaluationState state, EvaluationLog log, Pace pace) {
    return pace.remaining(state).map(log.modified()::plus).orElse(null);
  }

  private static Evaluation.State how(Outcome outcome, boolean waits) {
    return switch (outcome) {
      case BROKEN, FAILED -> Evaluation.State.FAILED;
      case CANCELLED -> Evaluation.State.CANCELLED;
      case COMPLETE -> waits ? Evaluation.State.RUNNING : Evaluation.State.ENDED_WITHOUT_RESULTS;
      case OPEN -> waits ? Evaluation.State.RUNNING : Evaluation.State.STALLED;
    };
  }
}
