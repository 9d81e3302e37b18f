package org.papermetrics.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What Java costs without any program. */
final class JavaFloor {
  private static final int TIMES = 5;

  private JavaFloor() {}

  /** From the start of its process to the end. */
  static Timings start(BenchDirectory directory, ServiceCommand service)
      throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long began = System.nanoTime();
      Process process =
          directory.start(
              service
                  .javaAlone()
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .redirectError(ProcessBuilder.Redirect.DISCARD));
      int code = process.waitFor();
      nanos.add(System.nanoTime() - began);
      if (code != 0) {
        throw new IOException("java -version ends with " + code);
      }
    }
    return new Timings(nanos);
  }
}
