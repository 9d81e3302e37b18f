package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;

/**
 * A run as it looks outside: whole as in the data file, or as a summary without its progression
 * arrays.
 */
public final class RunJson {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", java.util.Locale.ROOT);
  private static final DateTimeFormatter TO_THE_MICROSECOND =
      new DateTimeFormatterBuilder()
          .append(TO_THE_SECOND)
          .appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, true)
          .toFormatter(java.util.Locale.ROOT);

  private RunJson() {}

  /** The whole run, as in the data file. */
  public static byte[] whole(Run run) {
    return Json.bytes(
        32 * 1024,
        json -> {
          json.writeStartObject();
          common(json, run);
          progression(json, run.progression());
          tagsAndNotes(json, run);
          json.writeEndObject();
        });
  }

  /** A run without its progression arrays, with {@code has_progression}. */
  public static byte[] summary(Run run) {
    return Json.bytes(4 * 1024, json -> summary(json, run));
  }

  static void summary(JsonGenerator json, Run run) throws IOException {
    json.writeStartObject();
    common(json, run);
    json.writeBooleanField("has_progression", !run.progression().isEmpty());
    tagsAndNotes(json, run);
    json.writeEndObject();
  }

  private static void common(JsonGenerator json, Run run) throws IOException {
    json.writeStringField("id", run.id());
    json.writeStringField("name", run.name());
    json.writeStringField("checkpoint_path", run.checkpointPath());
    json.writeNumberField("checkpoint_step", run.checkpointStep());
    json.writeStringField("evaluation_timestamp", isoLocal(run.evaluatedAt()));
    Json.field(json, "training_config", run.trainingConfig());
    Json.field(json, "metrics", run.metrics());
  }

  private static void tagsAndNotes(JsonGenerator json, Run run) throws IOException {
    json.writeArrayFieldStart("tags");
    for (String tag : run.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeStringField("notes", run.notes());
  }

  /**
   * ISO 8601 as Python's {@code isoformat} writes it: with six digits of fraction, or with none.
   */
  static String isoLocal(LocalDateTime time) {
    return (time.truncatedTo(ChronoUnit.SECONDS).equals(time) ? TO_THE_SECOND : TO_THE_MICROSECOND)
        .format(time);
  }

  /** The four progression fields, each an empty array when there are no points. */
  static void progression(JsonGenerator json, Progression progression) throws IOException {
    json.writeArrayFieldStart("librilight_progression");
    for (Progression.Point p : progression.points()) {
      point(json, p.position(), p.loss(), p.perplexity());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("librilight_progression_mean");
    for (Progression.MeanPoint p : progression.mean()) {
      startPoint(json, p.position(), p.loss(), p.perplexity());
      json.writeNumberField("loss_std", p.lossStd());
      json.writeNumberField("perplexity_std", p.perplexityStd());
      json.writeNumberField("n_samples", p.samples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("librilight_progression_median");
    for (Progression.MedianPoint p : progression.median()) {
      startPoint(json, p.position(), p.loss(), p.perplexity());
      json.writeNumberField("n_samples", p.samples());
      json.writeEndObject();
    }
    json.writeEndArray();
    individual(json, progression);
  }

  /** One list of points for each audio file. */
  static void individual(JsonGenerator json, Progression progression) throws IOException {
    json.writeArrayFieldStart("librilight_progression_individual");
    for (Curve file : progression.files()) {
      json.writeStartArray();
      for (int i = 0; i < file.size(); i++) {
        point(json, file.position(i), file.loss(i), file.perplexity(i));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void point(JsonGenerator json, int position, double loss, double perplexity)
      throws IOException {
    startPoint(json, position, loss, perplexity);
    json.writeEndObject();
  }

  private static void startPoint(JsonGenerator json, int position, double loss, double perplexity)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("position", position);
    json.writeNumberField("loss", loss);
    json.writeNumberField("perplexity", perplexity);
  }
}
