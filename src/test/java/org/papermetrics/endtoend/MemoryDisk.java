package org.papermetrics.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory on a disk that is as fast as memory, where the system has one; removed in the end.
 *
 * @param path the directory
 */
record MemoryDisk(Path path) implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");

  /** Makes one. */
  static MemoryDisk make() throws IOException {
    return new MemoryDisk(
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "paper-metrics-test")
            : Files.createTempDirectory("paper-metrics-test"));
  }

  /** How many bytes fit. */
  long free() throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
