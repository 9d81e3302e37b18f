package org.papermetrics.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.papermetrics.model.PythonTime;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/**
 * Where the numbers of an export come from, in lines for comments: JSON in ASCII, in which nothing
 * ends a comment of LaTeX, HTML or Markdown.
 *
 * @param board what was exported, when and by whom
 * @param runs for each run, its results file
 */
record Provenance(String board, List<String> runs) {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final int LONGEST = 1000;

  /** Writes the fields of an object. */
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** That of some runs of a board. */
  static Provenance of(Origin origin, Snapshot board, List<Run> runs, ResultsFiles files) {
    List<ResultsFile> found = files.of(runs);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      ResultsFile file = found.get(i);
      lines.add(
          "run "
              + object(
                  json -> {
                    json.writeStringField("id", shortened(run.id()));
                    json.writeStringField("results", file.path());
                    json.writeStringField("evaluated", PythonTime.isoFormat(run.evaluatedAt()));
                    if (file.state().isPresent()) {
                      json.writeStringField("modified", file.state().get().modified().toString());
                      json.writeNumberField("size", file.state().get().size());
                    }
                    if (file.digest().isPresent()) {
                      json.writeStringField("sha256", file.digest().get());
                    }
                    if (!file.remark().isEmpty()) {
                      json.writeStringField("remark", file.remark());
                    }
                  }));
    }
    String head =
        "provenance "
            + object(
                json -> {
                  json.writeStringField("program", "paper-metrics");
                  json.writeStringField("version", origin.version());
                  json.writeStringField("exported_at", origin.at().toString());
                  if (!board.epoch().isEmpty()) {
                    json.writeStringField("epoch", board.epoch());
                    json.writeNumberField("revision", board.revision());
                  }
                  if (!origin.data().isEmpty()) {
                    json.writeStringField("data", origin.data());
                    json.writeStringField("generated_at", board.at().toString());
                  }
                });
    return new Provenance(head, lines);
  }

  /** A line that says the original of a text that could not be written as it is. */
  static String original(String text) {
    return "original " + object(json -> json.writeStringField("text", shortened(text)));
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return text.toString()
        .replace("\u007f", "\\u007f")
        .replace("--", "-\\u002d")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e");
  }
}
