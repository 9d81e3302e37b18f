package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.PastEvaluation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.query.QueryResult;

/** What the REST paths answer. */
public final class BoardJson {
  private BoardJson() {}

  /**
   * The answer of {@code /api/v1/runs}: every run as a summary, and what goes with them.
   *
   * @param zone of the times of evaluations
   */
  public static void runs(Snapshot snapshot, ZoneId zone, OutputStream out) throws IOException {
    board(snapshot, zone, out, json -> {}, json -> summaries(json, snapshot.runs()));
  }

  /** The same with each training config once, in {@code configs}; a run has its number there. */
  public static void runsWithConfigsApart(Snapshot snapshot, ZoneId zone, OutputStream out)
      throws IOException {
    ConfigsApart configs = new ConfigsApart(snapshot.runs());
    board(
        snapshot,
        zone,
        out,
        configs::write,
        json -> {
          for (Run run : snapshot.runs()) {
            RunJson.summary(
                json, run, j -> j.writeNumberField("training_config", configs.numberOf(run)));
          }
        });
  }

  /** The same with those runs, and of those runs what, that a query asked for. */
  public static void found(Snapshot snapshot, ZoneId zone, QueryResult result, OutputStream out)
      throws IOException {
    board(
        snapshot,
        zone,
        out,
        json -> json.writeNumberField("matched", result.matched()),
        json -> {
          if (result.hasFields()) {
            result.writeFields(json);
          } else {
            summaries(json, result.runs());
          }
        });
  }

  private static void board(
      Snapshot snapshot, ZoneId zone, OutputStream out, Json.Part before, Json.Part runs)
      throws IOException {
    Json.to(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("epoch", snapshot.epoch());
          json.writeNumberField("revision", snapshot.revision());
          before.write(json);
          json.writeArrayFieldStart("runs");
          runs.write(json);
          json.writeEndArray();
          json.writeStringField("baseline", snapshot.baselineId());
          json.writeArrayFieldStart("evaluating");
          for (Evaluation evaluation : snapshot.evaluating()) {
            EvaluationJson.summary(json, evaluation);
          }
          json.writeEndArray();
          json.writeNumberField("problems", snapshot.problems().size());
          json.writeNumberField("left_out", snapshot.leftOut().size());
          metrics(json, snapshot.metrics());
          places(json, snapshot.roots(), zone);
          json.writeEndObject();
        });
  }

  /** Where runs are searched for, and the time zone of the times that are written without one. */
  static void places(JsonGenerator json, List<String> roots, ZoneId zone) throws IOException {
    json.writeArrayFieldStart("checkpoint_base_paths");
    for (String root : roots) {
      json.writeString(root);
    }
    json.writeEndArray();
    // Java alone writes `Z` for it.
    json.writeStringField("time_zone", zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
  }

  private static void summaries(JsonGenerator json, List<Run> runs) throws IOException {
    for (Run run : runs) {
      RunJson.summary(json, run);
    }
  }

  /** The answer of {@code /api/v1/problems}. */
  public static byte[] problems(List<Problem> problems) {
    return Json.bytes(
        1024,
        json -> {
          json.writeStartArray();
          for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringField("kind", problem.kind().wireName());
            json.writeStringField("path", problem.path());
            json.writeStringField("message", problem.message());
            json.writeStringField("since", problem.since().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /**
   * The answer of {@code /api/v1/status}.
   *
   * @param path what was asked about one path; null when nothing was
   */
  public static byte[] status(Status status, long uptimeSeconds, @Nullable Explanation path) {
    return Json.bytes(
        2048,
        json -> {
          json.writeStartObject();
          json.writeStringField("version", status.version());
          json.writeStringField("started_at", status.startedAt().toString());
          json.writeNumberField("uptime_seconds", uptimeSeconds);
          Status.Configuration configuration = status.configuration();
          if (configuration == null) {
            json.writeNullField("configuration");
          } else {
            json.writeObjectFieldStart("configuration");
            json.writeStringField("file", configuration.file());
            json.writeStringField("taken_up_at", configuration.takenUpAt().toString());
            json.writeEndObject();
          }
          json.writeArrayFieldStart("roots");
          for (Status.Root root : status.roots()) {
            json.writeStartObject();
            json.writeStringField("path", root.path());
            json.writeStringField("mode", root.mode());
            json.writeStringField("health", root.health());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("runs", status.runs());
          ReadProgress reading = status.reading();
          if (reading != null) {
            json.writeObjectFieldStart("reading");
            json.writeNumberField("done", reading.done());
            json.writeNumberField("total", reading.total());
            json.writeEndObject();
          }
          json.writeNumberField("problems", status.problems());
          json.writeObjectFieldStart("left_out");
          leftOut(json, status.leftOut());
          json.writeEndObject();
          json.writeNumberField("pages", status.pages());
          json.writeStringField(
              "last_sweep", status.lastSweep() == null ? null : status.lastSweep().toString());
          json.writeArrayFieldStart("outputs");
          for (Status.Output output : status.outputs()) {
            json.writeStartObject();
            json.writeStringField("path", output.path());
            json.writeStringField(
                "written_at", output.writtenAt() == null ? null : output.writtenAt().toString());
            json.writeNumberField("size", output.size());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (path != null) {
            json.writeFieldName("path");
            explanation(json, path);
          }
          json.writeEndObject();
        });
  }

  /** The answer of {@code /api/v1/left-out}. */
  public static byte[] leftOut(LeftOut leftOut) {
    return Json.bytes(
        1024,
        json -> {
          json.writeStartObject();
          leftOut(json, leftOut);
          json.writeArrayFieldStart("runs");
          for (Removal run : leftOut.runs()) {
            json.writeStartObject();
            json.writeStringField(
                "checkpoint_path", run.key().isPretrained() ? null : run.key().value());
            json.writeStringField("results_file", run.file());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void leftOut(JsonGenerator json, LeftOut leftOut) throws IOException {
    json.writeNumberField("count", leftOut.runs().size());
    if (!leftOut.runs().isEmpty()) {
      json.writeStringField("message", leftOut.message());
      json.writeStringField("command", leftOut.command());
    }
  }

  private static void explanation(JsonGenerator json, Explanation path) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", path.subject());
    json.writeBooleanField("on_board", path.onBoard());
    json.writeStringField("run_id", path.runId());
    json.writeStringField("message", path.message());
    json.writeArrayFieldStart("steps");
    for (Explanation.Step step : path.steps()) {
      json.writeStartObject();
      json.writeStringField("outcome", step.outcome().wireName());
      json.writeStringField("message", step.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("evaluations");
    for (PastEvaluation evaluation : path.evaluations()) {
      evaluation(json, evaluation);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void evaluation(JsonGenerator json, PastEvaluation evaluation) throws IOException {
    json.writeStartObject();
    json.writeStringField("log", evaluation.log());
    if (evaluation.job() != null) {
      json.writeStringField("job", evaluation.job());
    }
    if (evaluation.node() != null) {
      json.writeStringField("node", evaluation.node());
    }
    json.writeStringField("started_at", evaluation.startedAt().toString());
    json.writeStringField("ended_at", evaluation.endedAt().toString());
    json.writeStringField("outcome", evaluation.outcome().wireName());
    if (evaluation.reason() != null) {
      json.writeStringField("reason", evaluation.reason());
    }
    json.writeBooleanField("shown", evaluation.shown());
    json.writeEndObject();
  }

  /** The answer of {@code /healthz}: {@code ok}, or the checks that fail. */
  public static byte[] health(List<Status.Check> checks) {
    boolean ok = checks.stream().allMatch(Status.Check::ok);
    return Json.bytes(
        256,
        json -> {
          json.writeStartObject();
          json.writeStringField("status", ok ? "ok" : "failing");
          if (!ok) {
            json.writeArrayFieldStart("checks");
            for (Status.Check check : checks) {
              if (!check.ok()) {
                json.writeStartObject();
                json.writeStringField("name", check.name());
                json.writeStringField("message", check.message());
                json.writeEndObject();
              }
            }
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  /**
   * The answer of {@code /api/v1/challenge}.
   *
   * @param port that the server listens on
   */
  public static byte[] challenge(int port, String proof) {
    return Json.bytes(
        128,
        json -> {
          json.writeStartObject();
          json.writeNumberField("port", port);
          json.writeStringField("proof", proof);
          json.writeEndObject();
        });
  }

  /** An error as RFC 9457 {@code application/problem+json}. */
  public static byte[] error(int status, String title, String detail) {
    return Json.bytes(
        256,
        json -> {
          json.writeStartObject();
          json.writeStringField("type", "about:blank");
          json.writeStringField("title", title);
          json.writeNumberField("status", status);
          json.writeStringField("detail", detail);
          json.writeEndObject();
        });
  }

  /** The user's own metrics, so that every view can label and format them. */
  static void metrics(JsonGenerator json, List<MetricDefinition> metrics) throws IOException {
    json.writeArrayFieldStart("metrics");
    for (MetricDefinition metric : metrics) {
      json.writeStartObject();
      json.writeStringField("key", metric.key());
      json.writeStringField("label", metric.label());
      json.writeStringField("better", metric.higherIsBetter() ? "higher" : "lower");
      json.writeStringField("format", metric.format());
      if (metric.samplesKey() != null) {
        json.writeStringField("samples", metric.samplesKey());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
