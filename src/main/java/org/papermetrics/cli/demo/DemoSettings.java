package org.papermetrics.cli.demo;

import java.time.Clock;

/**
 * What a demo tree looks like. The same settings give the same bytes in the same directory.
 *
 * @param seed of all invented values
 * @param runs that a board over the tree shows, the pretrained baseline among them; at least 1
 * @param clock tells now and the zone of the times in logs and registry: the newest run is one hour
 *     old when the tree is written
 * @param problems whether two unusable runs are planted on top: a truncated results file and one
 *     without a training config
 * @param weightBytes apparent size of every weight file, in bytes; the files are sparse
 */
public record DemoSettings(long seed, int runs, Clock clock, boolean problems, long weightBytes) {
  private static final long SMALL = 4096;

  /** Refuses a tree without runs and weights of negative size. */
  public DemoSettings {
    if (runs < 1) {
      throw new IllegalArgumentException("A demo tree has at least 1 run, not " + runs + ".");
    }
    if (weightBytes < 0) {
      throw new IllegalArgumentException(
          "The size of weight files is at least 0 bytes, not " + weightBytes + ".");
    }
  }

  /** A tree without planted problems and with small weight files. */
  public static DemoSettings of(long seed, int runs, Clock clock) {
    return new DemoSettings(seed, runs, clock, false, SMALL);
  }

  /** The same with another seed. */
  DemoSettings withSeed(long other) {
    return new DemoSettings(other, runs, clock, problems, weightBytes);
  }

  /** The same tree with planted problems on top. */
  public DemoSettings withProblems() {
    return new DemoSettings(seed, runs, clock, true, weightBytes);
  }

  /** The same tree with weight files of another apparent size. */
  public DemoSettings withWeightBytes(long bytes) {
    return new DemoSettings(seed, runs, clock, problems, bytes);
  }
}
