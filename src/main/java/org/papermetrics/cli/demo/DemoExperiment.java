package org.papermetrics.cli.demo;

/**
 * One training, of which several checkpoints are evaluated.
 *
 * @param name of its directory
 * @param layers with test-time training, in the way of {@code ttt.layers}
 * @param baseLr of test-time training
 * @param loraRank of the adapters
 * @param maxSteps training steps in all, a multiple of {@link #CHECKPOINTS}
 * @param logged whether the logs of its evaluations are kept
 * @param start quality before the first step, from 0 to 1
 * @param gain what training adds to the quality in the end; below 0 it forgets
 */
record DemoExperiment(
    String name,
    DemoKind kind,
    String layers,
    double baseLr,
    int loraRank,
    DemoCorpus corpus,
    int maxSteps,
    boolean logged,
    double start,
    double gain) {
  /** Checkpoints that every experiment has, at equal distances. */
  static final int CHECKPOINTS = 8;

  DemoExperiment {
    if (maxSteps < CHECKPOINTS || maxSteps % CHECKPOINTS != 0) {
      throw new IllegalArgumentException(
          name + ": max_steps must be a multiple of " + CHECKPOINTS + ", not " + maxSteps + ".");
    }
  }

  /** Steps between two checkpoints. */
  int interval() {
    return maxSteps / CHECKPOINTS;
  }

  /** Quality at a step, from 0 to 1: most of it is learned early. */
  double quality(int step) {
    double learned = 1 - Math.exp(-3.0 * step / maxSteps);
    return Math.max(0, Math.min(1, start + gain * learned));
  }

  /** The same training once more, under the name with a number, with its logs. */
  DemoExperiment repeated(int number) {
    return new DemoExperiment(
        name + "_v" + number, kind, layers, baseLr, loraRank, corpus, maxSteps, true, start, gain);
  }
}
