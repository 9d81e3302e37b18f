package org.papermetrics.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;

/** Makes named pipes, which stop forever whoever opens them for reading. */
public final class Fifo {
  private Fifo() {}

  /** A pipe at this path; the test is skipped where there is no {@code mkfifo}. */
  public static Path make(Path path) throws InterruptedException {
    try {
      Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
      assumeThat(mkfifo.waitFor()).as("exit code of mkfifo").isZero();
      return path;
    } catch (IOException e) {
      assumeThat(e).as("there is no mkfifo here").isNull();
      throw new IllegalStateException("the test was skipped", e);
    }
  }
}
