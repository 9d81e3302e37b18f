package org.papermetrics.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
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

  private final JsonGenerator json;

  /** Begins a registry; whoever makes one closes it. */
  DemoRegistry(Path file) throws IOException {
    json = DemoJson.generator(Files.newBufferedWriter(file, UTF_8));
    json.writeStartObject();
    json.writeArrayFieldStart("runs");
  }

  /**
   * Adds an entry.
   *
   * @param checkpointPath the checkpoint's directory, or {@code None}
   * @param resultsFile absolute, or relative to the registry
   * @param addedAt local time
   */
  void add(String checkpointPath, String resultsFile, LocalDateTime addedAt) throws IOException {
    json.writeStartObject();
    json.writeStringField("checkpoint_path", checkpointPath);
    json.writeStringField("results_file", resultsFile);
    json.writeStringField("added_at", TIME.format(addedAt));
    json.writeEndObject();
  }

  /** Ends the registry. */
  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }
}
