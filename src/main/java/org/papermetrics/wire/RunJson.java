package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.PrefixPerplexities;
import org.papermetrics.model.PythonTime;
import org.papermetrics.model.Run;

/**
 * A run as it looks outside: whole as in the data file, or as a summary without its progression
 * arrays.
 */
public final class RunJson {
  private RunJson() {}

  /**
   * The whole run, as in the data file.
   *
   * @throws DamagedJsonException when a stored text in it is damaged
   */
  public static byte[] whole(Run run) {
    Json.check(run.id(), run.trainingConfig());
    Json.check(run.id(), run.metrics());
    return Json.bytes(
        32 * 1024,
        json -> {
          json.writeStartObject();
          common(json, run, config(run));
          ProgressionText.write(json, run.progression());
          prefix(json, run, "last");
          tagsAndNotes(json, run);
          json.writeEndObject();
        });
  }

  /**
   * A run without its progression arrays, with {@code has_progression} and where its curves end.
   */
  public static byte[] summary(Run run) {
    return Json.bytes(4 * 1024, json -> summary(json, run));
  }

  static void summary(JsonGenerator json, Run run) throws IOException {
    summary(json, run, config(run));
  }

  /** The same with another value, or none, in place of the training config. */
  static void summary(JsonGenerator json, Run run, Json.Part config) throws IOException {
    json.writeStartObject();
    common(json, run, config);
    json.writeBooleanField("has_progression", !run.progression().isEmpty());
    if (!run.progression().isEmpty()) {
      json.writeArrayFieldStart("progression_ends");
      for (int end : run.progression().ends()) {
        json.writeNumber(end);
      }
      json.writeEndArray();
    }
    prefix(json, run, "last");
    tagsAndNotes(json, run);
    json.writeEndObject();
  }

  private static Json.Part config(Run run) {
    return json -> Json.field(json, "training_config", run.trainingConfig());
  }

  private static void common(JsonGenerator json, Run run, Json.Part config) throws IOException {
    json.writeStringField("id", run.id());
    json.writeStringField("name", run.name());
    json.writeStringField("checkpoint_path", run.checkpointPath());
    json.writeNumberField("checkpoint_step", run.checkpointStep());
    json.writeStringField("evaluation_timestamp", PythonTime.isoFormat(run.evaluatedAt()));
    if (run.curvesApart() != null) {
      json.writeStringField("curves_apart", run.curvesApart());
    }
    if (run.unavailableSince() != null) {
      json.writeStringField("unavailable_since", run.unavailableSince().toString());
    }
    Run.BrokenFile broken = run.brokenFile();
    if (broken != null) {
      json.writeObjectFieldStart("broken_file");
      json.writeStringField("path", broken.path());
      json.writeStringField("message", broken.message());
      json.writeEndObject();
    }
    config.write(json);
    Json.field(json, "metrics", run.metrics());
  }

  /**
   * The prefix perplexities of a run that has any.
   *
   * @param last what that at the last position is called
   */
  static void prefix(JsonGenerator json, Run run, String last) throws IOException {
    PrefixPerplexities prefix = run.progression().prefix();
    if (prefix.lastPosition().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("prefix_perplexity");
    for (Map.Entry<Integer, Double> at : prefix.byPosition().entrySet()) {
      json.writeNumberField(at.getKey().toString(), at.getValue());
    }
    json.writeObjectFieldStart(last);
    json.writeNumberField("position", prefix.lastPosition().getAsInt());
    json.writeNumberField("value", prefix.atLast().orElseThrow());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void tagsAndNotes(JsonGenerator json, Run run) throws IOException {
    json.writeArrayFieldStart("tags");
    for (String tag : run.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeStringField("notes", run.notes());
    Annotation annotation = run.annotation();
    if (!annotation.text().isEmpty()) {
      json.writeStringField("annotation", annotation.text());
      if (!annotation.editedAt().isEmpty()) {
        json.writeStringField("annotation_edited_at", annotation.editedAt());
      }
    }
    if (annotation.starred()) {
      json.writeBooleanField("starred", true);
    }
  }
}
