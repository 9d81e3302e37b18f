package org.papermetrics.cli.demo;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** A benchmark of pairs, one of which is right; its accuracy is a share of a fixed sample. */
enum DemoTask {
  SBLIMP("sblimp", "sBLIMP", "sBLIMP: Found %d valid pairs", 1000, 0.53, 0.60),
  SWUGGY("swuggy", "sWUGGY", "sWUGGY: Found %d word-nonword pairs", 2000, 0.62, 0.70),
  TSTORY("tstory", "tstory", "Found %d complete story pairs for tstory", 1871, 0.78, 0.83),
  SSTORY("sstory", "sstory", "Found %d complete story pairs for sstory", 1871, 0.59, 0.63);

  /** How far an evaluation strays from the quality of the model. */
  private static final double NOISE = 0.06;

  private final String key;
  private final String logName;
  private final String found;
  private final int samples;
  private final double worst;
  private final double best;

  DemoTask(String key, String logName, String found, int samples, double worst, double best) {
    this.key = key;
    this.logName = logName;
    this.found = found;
    this.samples = samples;
    this.worst = worst;
    this.best = best;
  }

  /** What the keys of its metrics begin with. */
  String key() {
    return key;
  }

  /** What logs call it. */
  String logName() {
    return logName;
  }

  /** The line of a log with which it begins. */
  String found() {
    return String.format(Locale.ROOT, found, samples);
  }

  /** Pairs in the sample. */
  int samples() {
    return samples;
  }

  /** How many pairs a model gets right. */
  int correct(double quality, RandomGenerator random) {
    double strayed = Math.max(0, Math.min(1, quality + NOISE * random.nextGaussian()));
    double least = Math.ceil(worst * samples);
    double most = Math.floor(best * samples);
    return (int) Math.round(least + (most - least) * strayed);
  }
}
