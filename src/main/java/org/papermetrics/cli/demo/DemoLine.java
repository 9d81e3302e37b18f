package org.papermetrics.cli.demo;

import java.time.Duration;

/**
 * One line of the logs of an evaluation.
 *
 * @param after how long after the evaluation has begun it is written
 * @param text without what the kind puts before it
 */
record DemoLine(Duration after, Kind kind, String text) {
  /** Who writes a line, and into which of the two logs. */
  enum Kind {
    /** The job script, to standard output. */
    SCRIPT,
    /** Python's logging, to standard error, with time and level. */
    LOGGING,
    /** Python or the evaluator itself, to standard error, with nothing before it. */
    BARE
  }

  /** The same of an evaluation that takes so many times as long. */
  DemoLine slower(int times) {
    return new DemoLine(after.multipliedBy(times), kind, text);
  }
}
