package org.papermetrics.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes a new registry entry by entry, so that a large one needs no memory. */
final class DemoRegistry implements Closeable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private final BufferedWriter out;
  private String before = "{\n  \"runs\": [\n    ";

  /** Begins a registry; whoever makes one closes it. */
  DemoRegistry(Path file) throws IOException {
    out = Files.newBufferedWriter(file, UTF_8);
  }

  /**
   * Adds an entry.
   *
   * @param checkpointPath the checkpoint's directory, or {@code None}
   * @param resultsFile absolute, or relative to the registry
   * @param addedAt local time
   */
  void add(String checkpointPath, String resultsFile, LocalDateTime addedAt) throws IOException {
    out.write(before);
    out.write(
        new DemoJson()
            .with("checkpoint_path", checkpointPath)
            .with("results_file", resultsFile)
            .with("added_at", TIME.format(addedAt))
            .text(2));
    before = ",\n    ";
  }

  /** Ends the registry, which has at least one entry. */
  @Override
  public void close() throws IOException {
    out.write("\n  ]\n}");
    out.close();
  }
}
