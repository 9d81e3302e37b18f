package org.papermetrics.logs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.papermetrics.evaluations.Outcome;

/**
 * The last evaluation that the logs of a job tell of, in short.
 *
 * @param job what the logs of the job have in common: their path without the ending
 * @param log the one that says the most
 * @param checkpoint the key of the checkpoint
 * @param outcome how it has ended
 * @param firstTime the time on its first line, in milliseconds as a clock in UTC would count them;
 *     null when no line has a time
 * @param lastTime the same of its last line
 * @param arrived when its first line was found
 * @param untouched when the one of the logs that has been silent for longest last grew
 * @param modified when one of the logs last grew
 */
public record EvaluationLog(
    String job,
    Path log,
    String checkpoint,
    Outcome outcome,
    @Nullable Long firstTime,
    @Nullable Long lastTime,
    Instant arrived,
    Instant untouched,
    Instant modified) {

  /** The one whose last line is the later, else the one whose name is. */
  static final Comparator<EvaluationLog> BY_END =
      Comparator.comparingLong(
              (EvaluationLog log) -> log.lastTime() == null ? Long.MIN_VALUE : log.lastTime())
          .thenComparing(EvaluationLog::job);
}
