package org.papermetrics.evaluations;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of an evaluation that matter, each as the expression that finds it on one line, and the
 * words one of which such a line begins with, or has after {@code "- "}. The words let other lines
 * be passed over without being decoded.
 */
enum Mark {
  /** The job script begins. */
  JOB_BEGINS("^Paper Metrics Evaluation$", "Paper Metrics Evaluation"),
  /** The number of the batch job. */
  JOB("^Job ID: (\\d+)$", "Job ID: "),
  /** The host that the job runs on. */
  NODE(
      "^(?:Node|Host|Hostname|Running on(?: node| host)?|Job \\d+ on):? +([A-Za-z0-9][\\w.-]*)$",
      "Node",
      "Host",
      "Running on",
      "Job "),
  /** The evaluator begins. */
  EVALUATION_BEGINS("- PAPER METRICS EVALUATION$", "PAPER METRICS EVALUATION"),
  /** The model is loaded, and the tasks begin. */
  TASKS_BEGIN("- RUNNING PAPER METRICS EVALUATION$", "RUNNING PAPER METRICS EVALUATION"),
  /** A task begins: its name and number of pairs, or these the other way round. */
  TASK_BEGINS(
      "- (?:(sBLIMP|sWUGGY): Found (\\d+) (?:valid|word-nonword) pairs"
          + "|Found (\\d+) complete story pairs for (tstory|sstory))$",
      "sBLIMP",
      "sWUGGY",
      "Found "),
  /** Name, pairs done, all pairs. */
  TASK_PROGRESS(
      "- (sBLIMP|sWUGGY|tstory|sstory): [Pp]rocessed (\\d+)/(\\d+) pairs$",
      "sBLIMP",
      "sWUGGY",
      "tstory",
      "sstory"),
  /** Name, pairs that were right, all pairs, accuracy. */
  TASK_DONE(
      "- (sBLIMP|sWUGGY|tstory|sstory): (\\d+)/(\\d+) = (\\d\\.\\d+)(?: \\(failed: (\\d+)\\))?$",
      "sBLIMP",
      "sWUGGY",
      "tstory",
      "sstory"),
  /** A task that cannot be done is passed over; its name, where the line has one. */
  TASK_SKIPPED(
      "- WARNING - (sBLIMP|sWUGGY|tstory|sstory):? (?:paths not configured|audio directory not"
          + "|gold CSV not found|No (?:valid|complete) pairs)",
      "sBLIMP",
      "sWUGGY",
      "tstory",
      "sstory"),
  /** A task has failed, and the evaluation goes on with the next one. */
  TASK_FAILED(
      "- ERROR - (sBLIMP|sWUGGY|tstory|sstory) evaluation failed: ",
      "sBLIMP",
      "sWUGGY",
      "tstory",
      "sstory"),
  /** The long audio files begin. */
  LONG_CONTEXT_BEGINS(
      "- (?:LibriLight evaluation mode: |Starting LibriLight evaluation: \\d+ tokens$)",
      "LibriLight evaluation mode",
      "Starting LibriLight"),
  /** The long audio files are done, or cannot be. */
  LONG_CONTEXT_ENDS(
      "- (?:LibriLight results - 8k: |ERROR - Error in LibriLight long context evaluation"
          + "|WARNING - No LibriLight sequences processed"
          + "|WARNING - LibriLight (?:directory not found|evaluation not configured"
          + "|sequences too short))",
      "LibriLight ",
      "Error in LibriLight",
      "No LibriLight"),
  /** All tasks have ended. */
  TASKS_END(
      "- (?:Paper metrics average: \\S+, f1: \\S+|✅ EVALUATION COMPLETE)$",
      "Paper metrics average",
      "✅ EVALUATION COMPLETE"),
  /** The results file is written. */
  SAVED("^💾 Results saved to: (.+)$", "💾 Results saved to: "),
  /** The job script ends well. */
  JOB_ENDS(
      "^✅ Paper metrics evaluation completed successfully!$",
      "✅ Paper metrics evaluation completed"),
  /** The evaluation has failed; why. */
  FAILED("^❌ Evaluation failed: (.*)$", "❌ Evaluation failed: "),
  /** Python reports an exception, which need not be the end. */
  TRACEBACK("^Traceback \\(most recent call last\\):$", "Traceback (most recent call last):"),
  /** The batch system ends the job: job, node. */
  CANCELLED(
      "^slurmstepd: error: \\*\\*\\* (?:JOB|STEP) (\\S+) ON (\\S+) CANCELLED AT (\\S+?)"
          + "(?: DUE (?:TO|to) (.+?))? \\*\\*\\*$",
      "slurmstepd: error: *** "),
  /** The system ends the job because it takes too much memory. */
  OUT_OF_MEMORY(
      "^(?:slurmstepd|srun): error: .*(?:oom[-_]kill|OUT OF MEMORY|Out Of Memory)",
      "slurmstepd: error: ",
      "srun: error: ");

  /** The last line of a traceback; it has no words of its own, so only traceback are searched. */
  static final Pattern EXCEPTION =
      Pattern.compile(
          "^(?:[A-Za-z_][\\w.]*\\.)?\\w+(?:Error|Exception|Interrupt|Exit)\\b(?:: .*)?$");

  private final Pattern pattern;
  private final String words;

  Mark(String pattern, String... words) {
    this.pattern = Pattern.compile(pattern);
    this.words = String.join("|", words);
  }

  /** The expression, to be found anywhere on the line. */
  Pattern pattern() {
    return pattern;
  }

  /** What the line begins with, or has after {@code "- "}. */
  List<String> words() {
    return List.of(words.split("\\|", -1));
  }
}
