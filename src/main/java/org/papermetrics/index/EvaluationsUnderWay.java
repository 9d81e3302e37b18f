package org.papermetrics.index;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.papermetrics.evaluations.Outcome;
import org.papermetrics.evaluations.Pace;
import org.papermetrics.index.EvaluationMaker.Made;
import org.papermetrics.logs.EvaluationLog;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.Evaluation;
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

  /** Nobody waits for an evaluation whose log has been silent for so long. */
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  private final LogReader reader;
  private final LogAssignment logs;
  private final LoadedRuns runs;
  private final EvaluationMaker maker;
  private final Duration stalledAfter;

  /** The logs without results, by checkpoint. */
  private final Map<String, List<EvaluationLog>> open = new HashMap<>();

  /** The checkpoints whose logs without results may be others. */
  private final Set<String> toFind = new HashSet<>();

  /** What was made last, by job. */
  private Map<String, Made> made = new HashMap<>();

  private List<EvaluationLog> paceOf = List.of();
  private Pace pace;
  private List<Evaluation> last = List.of();
  private Instant due = Instant.MAX;

  /**
   * Lists none yet.
   *
   * @param zone of the times in logs, and of those of results
   * @param stalledAfter how long a log may be silent while nothing is known of earlier ones
   */
  EvaluationsUnderWay(
      LogReader reader, LogAssignment logs, LoadedRuns runs, ZoneId zone, Duration stalledAfter) {
    this.reader = reader;
    this.logs = logs;
    this.runs = runs;
    this.maker = new EvaluationMaker(zone);
    this.stalledAfter = stalledAfter;
    this.pace = new Pace(List.of(), stalledAfter);
  }

  /** How long it takes until time alone changes the state of one; not positive when it has. */
  Duration untilDue(Instant now) {
    return due.equals(Instant.MAX) ? RunIndex.NEVER : Duration.between(now, due);
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
    Optional<LogIndex> settled = reader.settled();
    if (settled.isPresent()) {
      due = Instant.MAX;
      last = list(settled.get(), leftOut, now);
    }
    return last;
  }

  private List<Evaluation> list(LogIndex index, List<Removal> leftOut, Instant now) {
    toFind.addAll(logs.takeEvaluated());
    toFind.forEach(checkpoint -> findOpen(index, checkpoint));
    toFind.clear();
    Set<String> removed =
        leftOut.stream().map(run -> logKey(run.key())).collect(Collectors.toSet());
    List<EvaluationLog> listed =
        open.values().stream()
            .flatMap(List::stream)
            .filter(log -> isToCome(log.modified().plus(FORGOTTEN), now))
            .filter(log -> !removed.contains(log.checkpoint()))
            .toList();
    List<Made> all = make(index, listed, now);
    Map<String, Instant> newest = new HashMap<>();
    all.forEach(
        one -> newest.merge(one.log().checkpoint(), one.start(), EvaluationsUnderWay::later));
    return all.stream()
        .filter(
            one ->
                one.evaluation().state() == Evaluation.State.RUNNING
                    || !one.start().isBefore(newest.get(one.log().checkpoint())))
        .map(Made::evaluation)
        .toList();
  }

  /** Finds the logs of a checkpoint that tell of an evaluation without results. */
  private void findOpen(LogIndex index, String checkpoint) {
    List<EvaluationLog> without =
        index.evaluationsOf(checkpoint).stream().filter(this::isWithoutResults).toList();
    if (without.isEmpty()) {
      open.remove(checkpoint);
    } else {
      open.put(checkpoint, without);
    }
  }

  /** Makes what has changed, and gives the others as they were made before; all by their start. */
  private List<Made> make(LogIndex index, List<EvaluationLog> listed, Instant now) {
    Pace pace = pace(index);
    Map<String, Made> before = made;
    made = new HashMap<>();
    for (EvaluationLog log : listed) {
      Made was = before.get(log.job());
      Made is = was != null && was.isOf(log, pace, now) ? was : maker.make(index, log, pace, now);
      made.put(log.job(), is);
      due = earlier(due, is.until());
    }
    return made.values().stream()
        .sorted(Comparator.comparing(Made::start).thenComparing(one -> one.log().job()))
        .toList();
  }

  private Pace pace(LogIndex index) {
    List<EvaluationLog> complete = index.lastComplete(EARLIER);
    if (!complete.equals(paceOf)) {
      paceOf = complete;
      pace = new Pace(complete.stream().map(index::stateOf).toList(), stalledAfter);
    }
    return pace;
  }

  private static String logKey(RunKey key) {
    return key.isPretrained() ? LogIndex.pretrainedKey() : LogIndex.checkpointKey(key.value());
  }

  private boolean isWithoutResults(EvaluationLog log) {
    Optional<Instant> results =
        logs.runsNamed(log.checkpoint()).stream()
            .flatMap(key -> runs.state(key).flatMap(LoadedRun::run).stream())
            .map(Run::evaluatedAt)
            .map(maker::instant)
            .max(Comparator.naturalOrder());
    boolean failed = log.outcome() != Outcome.OPEN && log.outcome() != Outcome.COMPLETE;
    return results.isEmpty()
        || results.get().isBefore(maker.start(log))
        || (failed && log.modified().isAfter(results.get()));
  }

  /** Whether a time is still to come; when it has, this is due again. */
  private boolean isToCome(Instant time, Instant now) {
    if (!now.isBefore(time)) {
      return false;
    }
    due = earlier(due, time);
    return true;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
