package org.papermetrics.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.papermetrics.files.FileSystemType;

/**
 * The machine that is measured.
 *
 * @param cores that this program may use
 * @param processor its model
 * @param kernel name and version of the operating system
 * @param memory of the whole machine, in words
 * @param fileSystem type of that with the temporary directory
 * @param java version and maker of Java
 * @param load how many processes wanted to run before, on average over a minute
 */
public record Machine(
    int cores,
    String processor,
    String kernel,
    String memory,
    String fileSystem,
    String java,
    String load) {
  private static final String UNKNOWN = "unknown";
  private static final double KILOBYTES_PER_GIGABYTE = 1L << 20;

  /**
   * This one, as it is now.
   *
   * @param directory on the file system that is measured
   */
  public static Machine here(Path directory) throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        line("/proc/cpuinfo", "model name").orElseGet(() -> System.getProperty("os.arch")),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        line("/proc/meminfo", "MemTotal").map(Machine::gigabytes).orElse(UNKNOWN),
        FileSystemType.of(directory).type(),
        System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"),
        lines("/proc/loadavg").map(text -> text.split(" ", 2)[0]).findFirst().orElse(UNKNOWN));
  }

  private static String gigabytes(String kilobytes) {
    double count = Double.parseDouble(kilobytes.replaceAll("\\D", ""));
    return Math.round(count / KILOBYTES_PER_GIGABYTE) + " GB";
  }

  private static Optional<String> line(String file, String key) {
    return lines(file)
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readString(Path.of(file)).lines();
    } catch (IOException e) {
      // Other systems than Linux have no such file.
      return Stream.empty();
    }
  }
}
