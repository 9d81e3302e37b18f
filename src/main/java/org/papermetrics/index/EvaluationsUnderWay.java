package org.papermetrics.index;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;

/**
 * Lists the evaluations that logs tell of and whose checkpoint has no results newer than their
 * first line, or that failed since. Used by one thread.
 */
final class EvaluationsUnderWay {
  /** So many earlier evaluations say how long one takes. */
  private static final int EARLIER = 20;

  /** Results are read within moments after the log tells of them. */
  private static final Duration RESULTS_COME = Duration.ofMinutes(1);

  /** Nobody waits for an evaluation whose log has been silent for so long. */
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
  private static final Duration ZONES_DIFFER_BY = Duration.ofMinutes(15);

  private final LogAssignment logs;
  private final LoadedRuns runs;
  private final ZoneId zone;
  private final Duration stalledAfter;
  private List<Evaluation> last = List.of();
  private Instant due = Instant.MAX;

  /**
   * Lists none yet.
   *
   * @param zone of the times in logs, and of those of results
   * @param stalledAfter how long a log may be silent while nothing is known of earlier ones
   */
  EvaluationsUnderWay(LogAssignment logs, LoadedRuns runs, ZoneId zone, Duration stalledAfter) {
    this.logs = logs;
    this.runs = runs;
    this.zone = zone;
    this.stalledAfter = stalledAfter;
  }

  /** Whether time alone has changed the state of one. */
  boolean isDue(Instant now) {
    return !now.isBefore(due);
  }

  /** Makes this due. */
  void listSoon() {
    due = Instant.MIN;
  }

  /**
   * All of them, by their start; what was listed before, while logs are being read.
   *
   * @param leftOut the runs that are not shown, so that no results of theirs ever are
   */
  List<Evaluation> list(List<Removal> leftOut, Instant now) {
    Optional<LogIndex> settled = logs.settled();
    if (settled.isPresent()) {
      due = Instant.MAX;
      last = list(settled.get(), leftOut, now);
    }
    return last;
  }

  private List<Evaluation> list(LogIndex index, List<Removal> leftOut, Instant now) {
    Set<String> removed =
        leftOut.stream().map(run -> logKey(run.key())).collect(Collectors.toSet());
    List<EvaluationLog> open =
        index.evaluations().stream()
            .filter(log -> isBefore(now, log.modified().plus(FORGOTTEN)))
            .filter(log -> !removed.contains(log.checkpoint()) && isWithoutResults(log))
            .toList();
    if (open.isEmpty()) {
      return List.of();
    }
    Pace pace = new Pace(index.lastComplete(EARLIER), stalledAfter);
    Map<String, Instant> newest = new HashMap<>();
    open.forEach(log -> newest.merge(log.checkpoint(), start(log), EvaluationsUnderWay::later));
    List<Evaluation> all = new ArrayList<>();
    for (EvaluationLog log : inOrder(open)) {
      Evaluation evaluation = evaluation(index, log, pace, now);
      boolean again = start(log).isBefore(newest.get(log.checkpoint()));
      if (evaluation.state() == Evaluation.State.RUNNING || !again) {
        all.add(evaluation);
      }
    }
    return List.copyOf(all);
  }

  private List<EvaluationLog> inOrder(List<EvaluationLog> open) {
    return open.stream()
        .sorted(Comparator.comparing(this::start).thenComparing(EvaluationLog::job))
        .toList();
  }

  private static String logKey(RunKey key) {
    return key.isPretrained() ? LogIndex.pretrainedKey() : LogIndex.checkpointKey(key.value());
  }

  private boolean isWithoutResults(EvaluationLog log) {
    Optional<Instant> results =
        logs.runsNamed(log.checkpoint()).stream()
            .flatMap(key -> runs.state(key).flatMap(LoadedRun::run).stream())
            .map(Run::evaluatedAt)
            .map(this::instant)
            .max(Comparator.naturalOrder());
    boolean failed = log.outcome() != Outcome.OPEN && log.outcome() != Outcome.COMPLETE;
    return results.isEmpty()
        || results.get().isBefore(start(log))
        || (failed && log.modified().isAfter(results.get()));
  }

  private Instant instant(LocalDateTime local) {
    return local.atZone(zone).toInstant();
  }

  /**
   * When an evaluation began, by what is on disk alone. A line cannot be written after the log was;
   * where it seems so, the node has another time zone.
   */
  private Instant start(EvaluationLog log) {
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

  private Evaluation evaluation(LogIndex index, EvaluationLog log, Pace pace, Instant now) {
    EvaluationState state = index.stateOf(log);
    boolean baseline = log.checkpoint().equals(LogIndex.pretrainedKey());
    String path = baseline ? null : state.checkpoint();
    CheckpointPath parts = path == null ? null : CheckpointPath.of(path);
    Evaluation.State how = how(state, log, pace, now);
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
        log.firstTime() == null ? log.arrived() : start(log),
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

  private Evaluation.State how(EvaluationState state, EvaluationLog log, Pace pace, Instant now) {
    return switch (state.outcome()) {
      case BROKEN, FAILED -> Evaluation.State.FAILED;
      case CANCELLED -> Evaluation.State.CANCELLED;
      case COMPLETE ->
          isBefore(now, log.modified().plus(RESULTS_COME))
              ? Evaluation.State.RUNNING
              : Evaluation.State.ENDED_WITHOUT_RESULTS;
      case OPEN ->
          isBefore(now, log.modified().plus(pace.longestSilence(state.phase())))
              ? Evaluation.State.RUNNING
              : Evaluation.State.STALLED;
    };
  }

  /** Whether a time is still to come; when it has, this is due again. */
  private boolean isBefore(Instant now, Instant time) {
    if (!now.isBefore(time)) {
      return false;
    }
    due = Stream.of(due, time).min(Comparator.naturalOrder()).get();
    return true;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
