package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.papermetrics.compare.BestRun;
import org.papermetrics.compare.Comparison;
import org.papermetrics.compare.ExperimentTrend;
import org.papermetrics.compare.RunComparison;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.statistics.Trend;

/** The answer of {@code /api/v1/compare}. Keys whose value does not exist are left out. */
public final class ComparisonJson {
  private static final int RUNS_AT_ONCE = 64;

  private ComparisonJson() {}

  /** Writes a comparison of runs of a board to a stream, which stays open. */
  public static void write(Snapshot board, Comparison comparison, OutputStream out)
      throws IOException {
    Json.to(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("epoch", board.epoch());
          json.writeNumberField("revision", board.revision());
          if (comparison.reference().isPresent()) {
            json.writeStringField("reference", comparison.reference().get().id());
          }
          json.writeStringField("adjust", comparison.adjustment().name().toLowerCase(Locale.ROOT));
          json.writeObjectFieldStart("family");
          for (Map.Entry<String, Integer> family : comparison.family().entrySet()) {
            json.writeNumberField(family.getKey(), family.getValue());
          }
          json.writeEndObject();
          json.writeArrayFieldStart("runs");
          runs(json, comparison, out);
          json.writeEndArray();
          RunComparisonJson shared = new RunComparisonJson(comparison.metrics());
          json.writeObjectFieldStart("best");
          for (Map.Entry<String, BestRun> best : comparison.best().entrySet()) {
            json.writeObjectFieldStart(best.getKey());
            json.writeStringField("id", best.getValue().run().id());
            if (best.getValue().inseparable().isPresent()) {
              json.writeArrayFieldStart("inseparable");
              for (Run run : best.getValue().inseparable().get()) {
                shared.write(json, run.id());
              }
              json.writeEndArray();
            }
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeArrayFieldStart("trends");
          for (ExperimentTrend trend : comparison.trends()) {
            trend(json, trend, shared);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Encodes them on all processors, a few at a time, so that little of the answer is in memory. */
  private static void runs(JsonGenerator json, Comparison comparison, OutputStream out)
      throws IOException {
    List<RunComparisonJson> encoders =
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
            .mapToObj(i -> new RunComparisonJson(comparison.metrics()))
            .toList();
    List<RunComparison> runs = comparison.runs();
    for (int start = 0; start < runs.size(); start += RUNS_AT_ONCE * encoders.size()) {
      int first = start;
      IntStream.range(0, encoders.size())
          .parallel()
          .forEach(i -> encoders.get(i).encode(part(runs, first + i * RUNS_AT_ONCE)));
      for (RunComparisonJson encoder : encoders) {
        if (encoder.encoded().size() > 0) {
          json.writeRawValue("");
          json.flush();
          encoder.encoded().writeTo(out);
        }
      }
    }
  }

  private static List<RunComparison> part(List<RunComparison> runs, int from) {
    return runs.subList(Math.min(from, runs.size()), Math.min(from + RUNS_AT_ONCE, runs.size()));
  }

  private static void trend(JsonGenerator json, ExperimentTrend trend, RunComparisonJson shared)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("experiment", trend.experiment());
    json.writeNumberField("checkpoints", trend.checkpoints());
    json.writeObjectFieldStart("metrics");
    for (Map.Entry<String, ExperimentTrend.MetricTrend> metric : trend.metrics().entrySet()) {
      BestRun best = metric.getValue().best();
      json.writeObjectFieldStart(metric.getKey());
      json.writeFieldName("best");
      shared.checkpoint(json, best.run());
      if (best.inseparable().isPresent()) {
        json.writeArrayFieldStart("inseparable");
        for (Run run : best.inseparable().get()) {
          shared.checkpoint(json, run);
        }
        json.writeEndArray();
      }
      if (metric.getValue().trend().isPresent()) {
        Trend test = metric.getValue().trend().get();
        json.writeNumberField("z", test.z());
        json.writeNumberField("p", test.p());
      } else if (metric.getValue().counted()) {
        json.writeStringField("note", "too few checkpoints");
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
