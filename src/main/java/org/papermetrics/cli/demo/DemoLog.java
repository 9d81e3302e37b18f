package org.papermetrics.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The two logs of the batch job that evaluates a checkpoint. */
final class DemoLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

  private final Path directory;
  private final DemoCheckpoint checkpoint;

  /**
   * The logs of one checkpoint.
   *
   * @param directory of all logs
   */
  DemoLog(Path directory, DemoCheckpoint checkpoint) {
    this.directory = directory;
    this.checkpoint = checkpoint;
  }

  /** Standard output, which names the checkpoint. */
  Path log() {
    return file(".log");
  }

  /** Standard error, which names the checkpoint and has scores and positions. */
  Path err() {
    return file(".err");
  }

  private Path file(String ending) {
    return directory.resolve("paper_metrics_" + checkpoint.job() + ending);
  }

  /**
   * Appends lines of an evaluation.
   *
   * @param begin local time at which it has begun
   */
  void append(List<DemoLine> lines, LocalDateTime begin) throws IOException {
    StringBuilder output = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    for (DemoLine line : lines) {
      StringBuilder to = line.kind() == DemoLine.Kind.SCRIPT ? output : errors;
      if (line.kind() == DemoLine.Kind.LOGGING) {
        to.append(TIME.format(begin.plus(line.after()))).append(" - INFO - ");
      }
      to.append(line.text()).append('\n');
    }
    append(log(), output);
    append(err(), errors);
  }

  private static void append(Path file, StringBuilder text) throws IOException {
    if (!text.isEmpty()) {
      try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8, CREATE, APPEND)) {
        out.append(text);
      }
    }
  }
}
