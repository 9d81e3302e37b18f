package org.papermetrics.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the system says of a process. */
record ProcessFigures(ProcessHandle process) {
  private static final double KILOBYTES_PER_MEGABYTE = 1024;

  /** How long it has run on processors, in hundredths of a second. */
  Duration cpu() throws IOException {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IOException("the system does not tell the times of processes"));
  }

  /** The megabytes that it has in memory. */
  double megabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    List<String> lines = Files.readAllLines(status);
    return lines.stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow(() -> new IOException(status + " does not tell the memory"))
        / KILOBYTES_PER_MEGABYTE;
  }
}
