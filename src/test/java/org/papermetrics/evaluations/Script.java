package org.papermetrics.evaluations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Writes lines into a trace as the evaluator does, with a time that a test moves. */
final class Script {
  static final Instant ARRIVED = Instant.parse("2025-10-20T12:00:00Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

  private EvaluationTrace trace = new EvaluationTrace();
  private LocalDateTime now = LocalDateTime.parse("2025-10-20T10:00:00");

  Script after(long seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
    return this;
  }

  Script info(String text) {
    return raw(TIME.format(now) + " - INFO - " + text);
  }

  Script warning(String text) {
    return raw(TIME.format(now) + " - WARNING - " + text);
  }

  Script raw(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    trace.arrive(ARRIVED);
    trace.line(bytes, 0, bytes.length);
    return this;
  }

  Script checkpoint(String path) {
    trace.checkpoint(path);
    return this;
  }

  Script point(int position, int length) {
    byte[] bytes = (TIME.format(now) + " - INFO - Position").getBytes(UTF_8);
    trace.point(bytes, 0, bytes.length, position, length);
    return this;
  }

  /** A program that starts anew resumes from what the one before has saved. */
  Script restart() {
    trace = new EvaluationTrace(trace.state());
    return this;
  }

  EvaluationState state() {
    return trace.state();
  }

  /** The evaluator up to its first task. */
  static Script loaded() {
    return new Script()
        .info("PAPER METRICS EVALUATION")
        .checkpoint("/c/checkpoint_000001")
        .after(240)
        .info("RUNNING PAPER METRICS EVALUATION");
  }

  /** A whole evaluation of tasks that take so long each, in seconds. */
  static EvaluationState whole(long seconds) {
    Script script = loaded();
    for (String task : new String[] {"sBLIMP", "sWUGGY", "tstory", "sstory"}) {
      script.info(task + ": Processed 0/100 pairs").after(seconds / 2);
      script.info(task + ": Processed 50/100 pairs").after(seconds / 2);
      script.info(task + ": 60/100 = 0.6000");
    }
    script.info("LibriLight evaluation mode: x").after(seconds / 2).point(1000, 2000);
    script.after(seconds / 2).point(2000, 2000);
    script.info("LibriLight results - 8k: 1, 16k: 1, 24k: 1, slope: 0");
    script.info("Paper metrics average: 0.6, f1: 0.6").after(10);
    return script.info("x").raw("💾 Results saved to: /c/results.json").state();
  }
}
