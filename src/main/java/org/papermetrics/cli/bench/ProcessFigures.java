package org.papermetrics.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the system says of a process. */
record ProcessFigures(long pid) {
  private static final double KILOBYTES_PER_MEGABYTE = 1024;

  /**
   * Nanoseconds that its threads have run. {@code /proc/PID/stat} counts in hundredths of a second,
   * which is too coarse for a process that is idle.
   */
  long cpuNanos() throws IOException {
    long sum = 0;
    try (Stream<Path> threads = Files.list(directory().resolve("task"))) {
      for (Path thread : (Iterable<Path>) threads::iterator) {
        sum += cpuNanos(thread);
      }
    }
    return sum;
  }

  private static long cpuNanos(Path thread) throws IOException {
    try {
      String text = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(text.split(" ", 2)[0]);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** The megabytes that it has in memory. */
  double megabytes() throws IOException {
    List<String> lines = Files.readAllLines(directory().resolve("status"));
    return lines.stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        / KILOBYTES_PER_MEGABYTE;
  }

  private Path directory() {
    return Path.of("/proc", Long.toString(pid));
  }
}
