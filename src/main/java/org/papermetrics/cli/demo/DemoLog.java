package org.papermetrics.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The two logs of the batch job that evaluates a checkpoint. Jobs with an odd number print
 * positions in one of the two formats, the others in the other.
 */
final class DemoLog {
  /** How long before its results an evaluation starts. */
  static final Duration DURATION = Duration.ofMinutes(25);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);
  private static final int WIDTH = 5;
  private static final Duration BETWEEN_POINTS = Duration.ofMillis(11_250);

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

  /** Standard error, which names the checkpoint and has the positions. */
  Path err() {
    return file(".err");
  }

  private Path file(String ending) {
    return directory.resolve("paper_metrics_" + checkpoint.job() + ending);
  }

  /**
   * Appends the whole evaluation.
   *
   * @param place of the checkpoint
   * @param end local time of the results
   */
  void append(Path place, DemoCurves curves, LocalDateTime end) throws IOException {
    try (BufferedWriter out = appender(log())) {
      out.write("Job " + checkpoint.job() + " on " + node() + "\n");
      out.write("Evaluating a " + checkpoint.experiment().kind() + " checkpoint\n");
      out.write("Checkpoint: " + place + "\n");
    }
    try (BufferedWriter out = appender(err())) {
      LocalDateTime time = end.minus(DURATION);
      line(out, time, "Checkpoint:   " + place);
      int number = 0;
      for (List<DemoCurves.Point> file : curves.files()) {
        number++;
        line(out, time, "Recording " + number + " of " + curves.files().size());
        int last = file.get(file.size() - 1).position();
        for (DemoCurves.Point point : file) {
          time = time.plus(BETWEEN_POINTS);
          line(out, time, text(point, last));
        }
      }
    }
  }

  private static BufferedWriter appender(Path file) throws IOException {
    return Files.newBufferedWriter(file, UTF_8, CREATE, APPEND);
  }

  private String node() {
    return "gpu-node-" + Math.floorMod(checkpoint.job(), 8);
  }

  private static void line(BufferedWriter out, LocalDateTime time, String text) throws IOException {
    out.write(TIME.format(time));
    out.write(" - INFO - ");
    out.write(text);
    out.write('\n');
  }

  private String text(DemoCurves.Point point, int last) {
    String position = Integer.toString(point.position());
    String loss = fixed(point.loss(), 4);
    String perplexity = fixed(point.perplexity(), 2);
    return checkpoint.job() % 2 == 0
        ? "  Position "
            + " ".repeat(WIDTH - position.length())
            + position
            + ": Loss "
            + loss
            + " | PPL "
            + perplexity
        : "Position " + position + "/" + last + ": loss=" + loss + ", perplexity=" + perplexity;
  }

  /** A positive number with so many decimals; a large tree has millions of them. */
  private static String fixed(double number, int decimals) {
    String digits = Long.toString(Math.round(number * Math.pow(10, decimals)));
    int point = digits.length() - decimals;
    return digits.substring(0, point) + "." + digits.substring(point);
  }
}
