package org.papermetrics.cli.demo;

import java.util.Locale;

/**
 * One evaluated checkpoint.
 *
 * @param index place in the order of evaluation; what is invented about it depends on this and the
 *     seed alone
 * @param step training steps
 */
record DemoCheckpoint(int index, DemoExperiment experiment, int step) {
  private static final int FIRST_JOB = 410_000;

  /** The number of the batch job that evaluated it. */
  int job() {
    return FIRST_JOB + index;
  }

  /** How good the model is here, from 0 to 1. */
  double quality() {
    return experiment.quality(step);
  }

  /** The id that the run of its directory gets. */
  String id() {
    return String.format(Locale.ROOT, "%s_cp%06d", experiment.name(), step);
  }

  /** Its directory below the checkpoint root. */
  String directory() {
    return String.format(
        Locale.ROOT, "%s/checkpoints/checkpoint_%06d/consolidated", experiment.name(), step);
  }
}
