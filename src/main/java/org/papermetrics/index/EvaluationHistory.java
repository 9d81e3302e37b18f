package org.papermetrics.index;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.evaluations.JobNumber;
import org.papermetrics.logs.EvaluationLog;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.PastEvaluation;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;

/** Tells of all evaluations of a run that logs have the lines of. Used by one thread. */
final class EvaluationHistory {
  /** The last lines are written within minutes after the results. */
  private static final Duration SAME_TIME = Duration.ofMinutes(10);

  private final LogReader reader;
  private final LogAssignment logs;
  private final LoadedRuns runs;
  private final EvaluationMaker maker;

  /**
   * Knows what these know.
   *
   * @param zone of the times in logs, and of those of results
   */
  EvaluationHistory(LogReader reader, LogAssignment logs, LoadedRuns runs, ZoneId zone) {
    this.reader = reader;
    this.logs = logs;
    this.runs = runs;
    this.maker = new EvaluationMaker(zone);
  }

  /** The last evaluation in each log of a run, by their start; none while logs are being read. */
  List<PastEvaluation> of(RunKey key) {
    Optional<Run> run = runs.state(key).flatMap(LoadedRun::run);
    return reader.settled().stream()
        .flatMap(
            index ->
                logs.namesOf(key).stream()
                    .flatMap(name -> index.evaluationsOf(name).stream())
                    .map(log -> past(index, log, run)))
        .sorted(Comparator.comparing(PastEvaluation::startedAt).thenComparing(PastEvaluation::log))
        .toList();
  }

  private PastEvaluation past(LogIndex index, EvaluationLog log, Optional<Run> run) {
    EvaluationState state = index.stateOf(log);
    Instant start = maker.start(log);
    Long first = log.firstTime();
    Long last = log.lastTime();
    Instant end = first == null || last == null ? log.modified() : start.plusMillis(last - first);
    return new PastEvaluation(
        log.log().toString(),
        state.job() == null ? JobNumber.inName(log.job()) : state.job(),
        state.node(),
        start,
        end,
        outcome(state),
        state.reason(),
        run.filter(shown -> hasWritten(state, Stream.of(end, log.modified()), shown)).isPresent());
  }

  private boolean hasWritten(EvaluationState state, Stream<Instant> ends, Run run) {
    Instant written = maker.instant(run.evaluatedAt());
    return outcome(state) == PastEvaluation.Outcome.COMPLETE
        && ends.anyMatch(end -> Duration.between(written, end).abs().compareTo(SAME_TIME) <= 0)
        && !OtherEvaluation.hasOtherScores(state, run);
  }

  private static PastEvaluation.Outcome outcome(EvaluationState state) {
    return switch (state.outcome()) {
      case OPEN -> PastEvaluation.Outcome.OPEN;
      case BROKEN, FAILED -> PastEvaluation.Outcome.FAILED;
      case CANCELLED -> PastEvaluation.Outcome.CANCELLED;
      case COMPLETE -> PastEvaluation.Outcome.COMPLETE;
    };
  }
}
