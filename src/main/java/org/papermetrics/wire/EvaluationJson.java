package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Evaluation;

/** Evaluations under way; what is not known of one is left out. */
public final class EvaluationJson {
  private EvaluationJson() {}

  /** The answer of {@code /api/v1/evaluations}: all of them, with their curves. */
  public static byte[] all(List<Evaluation> evaluations) {
    return Json.bytes(
        4096,
        json -> {
          json.writeStartArray();
          for (Evaluation evaluation : evaluations) {
            json.writeStartObject();
            fields(json, evaluation);
            ProgressionText.write(json, evaluation.progression());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** One without its curves. */
  static void summary(JsonGenerator json, Evaluation evaluation) throws IOException {
    json.writeStartObject();
    fields(json, evaluation);
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Evaluation evaluation) throws IOException {
    json.writeStringField("key", evaluation.key());
    text(json, "checkpoint_path", evaluation.checkpointPath());
    text(json, "experiment", evaluation.experiment());
    json.writeNumberField("checkpoint_step", evaluation.checkpointStep());
    json.writeBooleanField("baseline", evaluation.baseline());
    json.writeStringField("log", evaluation.log());
    text(json, "job", evaluation.job());
    text(json, "node", evaluation.node());
    text(json, "started_at", evaluation.startedAt());
    text(json, "updated_at", evaluation.updatedAt());
    text(json, "ended_at", evaluation.endedAt());
    json.writeStringField("state", evaluation.state().wireName());
    text(json, "reason", evaluation.reason());
    json.writeStringField("task", evaluation.task());
    if (evaluation.total() > 0) {
      json.writeNumberField("done", evaluation.done());
      json.writeNumberField("total", evaluation.total());
    }
    json.writeNumberField("progress", evaluation.progress());
    text(json, "expected_end", evaluation.expectedEnd());
    json.writeObjectFieldStart("provisional");
    for (Evaluation.Score score : evaluation.scores()) {
      json.writeNumberField(score.task() + "_accuracy", score.accuracy());
      json.writeNumberField(score.task() + "_samples", score.samples());
    }
    json.writeEndObject();
    json.writeNumberField(
        "positions", evaluation.progression().files().stream().mapToInt(Curve::size).sum());
  }

  private static void text(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }
}
