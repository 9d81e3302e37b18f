package org.papermetrics.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What stands on disk, for the tests. */
final class TreeFiles {
  private TreeFiles() {}

  /** The files and directories below one whose path ends so, sorted. */
  static List<Path> files(Path directory, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** The content of all files below a directory by their path in it. */
  static Map<String, String> content(Path directory) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (Path file : files(directory, "")) {
      if (Files.isRegularFile(file)) {
        content.put(directory.relativize(file).toString(), Files.readString(file));
      }
    }
    return content;
  }

  /** The checkpoint that a log names. */
  static Path checkpointOf(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      String line = lines.filter(l -> l.contains("Checkpoint:")).findFirst().orElseThrow();
      return Path.of(line.substring(line.indexOf("Checkpoint:") + "Checkpoint:".length()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
