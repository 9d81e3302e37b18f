package org.papermetrics.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.files.Resources;

/** The Python module for notebooks, as it stands in the program and as it is written. */
final class NotebookFile {
  private static final String TEXT = "notebook/paper_metrics.py";
  private static final ObjectMapper JSON = new ObjectMapper();

  private NotebookFile() {}

  /**
   * The text of the module.
   *
   * @param version of this program
   * @param stateDir of the daemon that the module finds by itself
   * @param program the jar of this program, empty where it is none
   */
  static String text(String version, Path stateDir, Optional<Path> program) {
    String text = Resources.text(TEXT);
    Map<String, String> values =
        Map.of(
            "\"@version@\"", version,
            "\"@state-directory@\"", stateDir.toString(),
            "\"@jar@\"", program.map(Path::toString).orElse(""));
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace(value.getKey(), literal(value.getValue()));
    }
    return text;
  }

  /** Text of JSON is text of Python, too. */
  private static String literal(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("any text can be written as JSON", e);
    }
  }

  /** Whether a file is there and is none that this program has written. */
  static boolean belongsToOthers(Path file) throws IOException {
    return Files.exists(file)
        && !new String(Files.readAllBytes(file), StandardCharsets.UTF_8).startsWith(firstLine());
  }

  private static String firstLine() {
    return Resources.text(TEXT).lines().findFirst().orElseThrow();
  }
}
