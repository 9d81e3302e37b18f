package org.papermetrics.evaluations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the last evaluation in one log, line by line. Text that it does not know changes nothing.
 */
public final class EvaluationTrace {
  /** A line that says why is cut off here. */
  private static final int LONGEST_REASON = 500;

  /** More pairs than any task has. */
  private static final int MOST_UNITS = 100_000_000;

  private int attempt;
  private boolean begun;
  private Outcome outcome = Outcome.OPEN;
  private @Nullable String reason;
  private boolean traceback;
  private @Nullable Instant now;
  private @Nullable Instant arrived;
  private @Nullable String checkpoint;
  private @Nullable String job;
  private @Nullable String node;
  private Phase phase = Phase.LOADING;
  private int done;
  private int total;
  private int points;
  private final Set<Phase> ended = EnumSet.noneOf(Phase.class);
  private List<TaskScore> scores = List.of();
  private final PhaseClock times;
  private boolean refused;

  /** Has seen no line. */
  public EvaluationTrace() {
    times = new PhaseClock();
  }

  /** Resumes from what an earlier one has seen. */
  public EvaluationTrace(EvaluationState was) {
    attempt = was.attempt();
    begun = was.begun();
    outcome = was.outcome();
    reason = was.reason();
    traceback = was.traceback();
    arrived = was.arrived();
    checkpoint = kept(was.checkpoint());
    job = kept(was.job());
    node = kept(was.node());
    phase = was.phase();
    done = was.done();
    total = was.total();
    points = was.points();
    ended.addAll(was.ended());
    scores = was.scores();
    times = new PhaseClock(was.firstTime(), was.lastTime(), was.times());
    refused = was.refused();
  }

  /** The logs of a job say the same, and many say the same node: of each one copy is kept. */
  private static @Nullable String kept(@Nullable String text) {
    return text == null ? null : text.intern();
  }

  /** All that was seen. */
  public EvaluationState state() {
    return new EvaluationState(
        attempt,
        begun,
        outcome,
        reason,
        traceback,
        times.first(),
        times.last(),
        arrived,
        checkpoint,
        job,
        node,
        phase,
        done,
        total,
        points,
        ended,
        scores,
        times.times(),
        refused);
  }

  /** Whether lines said what cannot be. */
  public boolean hasRefused() {
    return refused;
  }

  /** Says when the lines that follow were found in the log. */
  public void arrive(Instant when) {
    now = when;
    arrived = arrived == null ? when : arrived;
  }

  /** Takes a line that is no point, without its end. */
  public void line(byte[] bytes, int from, int to) {
    MarkFinder.Found found = MarkFinder.find(bytes, from, to).orElse(null);
    if (found != null && isBeginning(found.mark())) {
      begin();
    }
    long time = LineTime.of(bytes, from, to);
    tick(time);
    if (found != null) {
      traceback = found.mark() == Mark.TRACEBACK;
      take(found);
    } else if (traceback && time != LineTime.NONE) {
      traceback = false;
    } else if (traceback && from < to && bytes[from] != ' ') {
      exception(new String(bytes, from, to - from, UTF_8));
    }
  }

  /** Takes the name of the checkpoint that the last line has, or the last lines together. */
  public void checkpoint(String path) {
    boolean another = checkpoint != null && !path.equals(checkpoint);
    if (outcome != Outcome.OPEN || (another && (points > 0 || !ended.isEmpty()))) {
      begin();
      begun = false;
    }
    checkpoint = kept(path);
  }

  /**
   * Takes a line that is a point.
   *
   * @param position of the point
   * @param length of the audio file in tokens; 0 when the line does not say
   */
  public void point(byte[] bytes, int from, int to, int position, int length) {
    tick(LineTime.of(bytes, from, to));
    if (outcome == Outcome.COMPLETE) {
      return;
    }
    boolean possible = length == 0 || position <= length;
    refused |= !possible;
    if (possible) {
      proceed(Phase.LIBRILIGHT);
      points++;
      done = position;
      total = length;
      times.units(Phase.LIBRILIGHT, points);
    }
  }

  private void tick(long time) {
    if (time != LineTime.NONE) {
      times.tick(time, outcome == Outcome.OPEN || outcome == Outcome.BROKEN ? phase : null);
    }
  }

  private static boolean isBeginning(Mark mark) {
    return mark == Mark.JOB_BEGINS || mark == Mark.EVALUATION_BEGINS;
  }

  /** Begins anew, unless what was there already belongs to what begins. */
  private void begin() {
    if (begun || outcome != Outcome.OPEN || phase != Phase.LOADING) {
      outcome = Outcome.OPEN;
      reason = null;
      traceback = false;
      phase = Phase.LOADING;
      done = 0;
      total = 0;
      points = 0;
      ended.clear();
      scores = List.of();
      times.restart();
      arrived = now;
      attempt++;
    } else {
      attempt = Math.max(attempt, 1);
    }
    begun = true;
  }

  private void take(MarkFinder.Found found) {
    switch (found.mark()) {
      case JOB_BEGINS, EVALUATION_BEGINS, TRACEBACK -> {}
      case JOB -> job = kept(found.match().group(1));
      case NODE -> node = kept(found.match().group(1));
      case TASKS_BEGIN -> proceed();
      case TASK_BEGINS -> taskBegins(found);
      case TASK_PROGRESS -> progress(task(found, 1), found.number(2), found.number(3));
      case TASK_DONE -> score(task(found, 1), found);
      case TASK_SKIPPED, TASK_FAILED -> end(task(found, 1));
      case LONG_CONTEXT_BEGINS -> proceed(Phase.LIBRILIGHT);
      case LONG_CONTEXT_ENDS -> end(Phase.LIBRILIGHT);
      case TASKS_END -> proceed(Phase.SAVING);
      case SAVED, JOB_ENDS -> complete();
      case FAILED, OUT_OF_MEMORY -> over(Outcome.FAILED, found.match().group());
      case CANCELLED -> {
        node = kept(found.match().group(2));
        over(Outcome.CANCELLED, found.match().group());
      }
    }
  }

  private static Phase task(MarkFinder.Found found, int group) {
    return Phase.named(found.match().group(group)).orElseThrow();
  }

  /** Of stories that were found, some may not be evaluated, so their number is no total. */
  private void taskBegins(MarkFinder.Found found) {
    boolean stories = found.match().group(1) == null;
    proceed(task(found, stories ? 4 : 1));
    int pairs = found.number(2);
    total = stories || pairs < 0 || pairs > MOST_UNITS ? 0 : pairs;
  }

  private void progress(Phase task, int pairs, int all) {
    if (pairs < 0 || all < pairs || all > MOST_UNITS) {
      refused = true;
      return;
    }
    proceed(task);
    done = pairs;
    total = all;
    times.units(task, pairs);
  }

  private void score(Phase task, MarkFinder.Found found) {
    int correct = found.number(2);
    int samples = found.number(3);
    String accuracy = found.match().group(4);
    double half = 0.51 * Math.pow(10, -(accuracy.length() - 2));
    boolean possible = correct >= 0 && correct <= samples && samples <= MOST_UNITS;
    if (possible && samples > 0) {
      TaskScore score = new TaskScore(task, correct, samples);
      possible = Math.abs(score.accuracy() - Double.parseDouble(accuracy)) <= half;
      if (possible) {
        List<TaskScore> all = new ArrayList<>(scores);
        all.removeIf(earlier -> earlier.task() == task);
        all.add(score);
        scores = List.copyOf(all);
        times.units(task, samples);
      }
    }
    refused |= !possible;
    end(task);
  }

  private void end(Phase task) {
    proceed(task);
    ended.add(task);
    done = 0;
    total = 0;
  }

  private void proceed(Phase to) {
    if (outcome == Outcome.COMPLETE) {
      return;
    }
    proceed();
    if (to != phase) {
      done = 0;
      total = 0;
    }
    phase = to;
  }

  /** The evaluation goes on, so that no exception was its end. */
  private void proceed() {
    if (outcome == Outcome.BROKEN) {
      outcome = Outcome.OPEN;
      reason = null;
    }
    attempt = Math.max(attempt, 1);
    begun = true;
  }

  private void complete() {
    if (outcome == Outcome.OPEN || outcome == Outcome.BROKEN) {
      proceed(Phase.SAVING);
      outcome = Outcome.COMPLETE;
      done = 0;
      total = 0;
    }
  }

  private void over(Outcome how, String line) {
    if (outcome == Outcome.OPEN || outcome == Outcome.BROKEN) {
      attempt = Math.max(attempt, 1);
      outcome = how;
      reason = cut(line);
    }
  }

  /** Of several exceptions the last one says why. */
  private void exception(String line) {
    boolean loading = phase == Phase.LOADING && outcome == Outcome.OPEN;
    if ((loading || outcome == Outcome.BROKEN) && Mark.EXCEPTION.matcher(line.strip()).find()) {
      attempt = Math.max(attempt, 1);
      outcome = Outcome.BROKEN;
      reason = cut(line.strip());
    }
  }

  private static String cut(String line) {
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
