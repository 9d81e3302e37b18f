package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.papermetrics.compare.BestRun;
import org.papermetrics.compare.ComparedMetric;
import org.papermetrics.compare.Comparison;
import org.papermetrics.compare.ExperimentTrend;
import org.papermetrics.compare.MetricComparison;
import org.papermetrics.compare.RunComparison;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.statistics.Difference;
import org.papermetrics.statistics.Trend;

/** The answer of {@code /api/v1/compare}. Keys whose value does not exist are left out. */
public final class ComparisonJson {
  // Encoded once: thousands of runs have each of them several times.
  private static final SerializableString ID = new SerializedString("id");
  private static final SerializableString CHECKPOINT_STEP = new SerializedString("checkpoint_step");
  private static final SerializableString VALUE = new SerializedString("value");
  private static final SerializableString CORRECT = new SerializedString("correct");
  private static final SerializableString SAMPLES = new SerializedString("samples");
  private static final SerializableString LOW = new SerializedString("low");
  private static final SerializableString HIGH = new SerializedString("high");
  private static final SerializableString DIFFERENCE = new SerializedString("difference");
  private static final SerializableString DIFFERENCE_LOW = new SerializedString("difference_low");
  private static final SerializableString DIFFERENCE_HIGH = new SerializedString("difference_high");
  private static final SerializableString P = new SerializedString("p");
  private static final SerializableString P_ADJUSTED = new SerializedString("p_adjusted");
  private static final SerializableString DETECTABLE = new SerializedString("detectable");

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
          Shared shared = new Shared();
          for (RunComparison run : comparison.runs()) {
            run(json, run, comparison.metrics(), shared);
          }
          json.writeEndArray();
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

  /** JSON of what comes again and again, such as the id of a run: it is put together once. */
  private static final class Shared {
    private final IdentityHashMap<MetricComparison, SerializableString> comparisons =
        new IdentityHashMap<>();
    private final Map<String, SerializableString> texts = new HashMap<>();

    void write(JsonGenerator json, MetricComparison metric) throws IOException {
      // The counts in several tasks are seldom the same.
      if (metric.correct().isPresent()) {
        json.writeRawValue(
            comparisons.computeIfAbsent(metric, one -> raw(part -> metric(part, one))));
      } else {
        metric(json, metric);
      }
    }

    void write(JsonGenerator json, String text) throws IOException {
      json.writeRawValue(texts.computeIfAbsent(text, one -> raw(part -> part.writeString(one))));
    }

    private static SerializableString raw(Json.Part part) {
      return new SerializedString(new String(Json.bytes(300, part), StandardCharsets.UTF_8));
    }
  }

  private static void run(
      JsonGenerator json, RunComparison run, List<ComparedMetric> metrics, Shared shared)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName(ID);
    shared.write(json, run.run().id());
    json.writeStringField("name", run.run().name());
    json.writeFieldName(CHECKPOINT_STEP);
    json.writeNumber(run.run().checkpointStep());
    json.writeObjectFieldStart("metrics");
    for (int i = 0; i < metrics.size(); i++) {
      json.writeFieldName(metrics.get(i).key());
      shared.write(json, run.metrics().get(i));
    }
    json.writeEndObject();
    RunJson.prefix(json, run.run(), "common");
    if (!run.notes().isEmpty()) {
      json.writeArrayFieldStart("comparability");
      for (String note : run.notes()) {
        shared.write(json, note);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void metric(JsonGenerator json, MetricComparison metric) throws IOException {
    json.writeStartObject();
    number(json, VALUE, metric.value());
    if (metric.correct().isPresent()) {
      json.writeFieldName(CORRECT);
      json.writeNumber(metric.correct().getAsLong());
    }
    if (metric.samples().isPresent()) {
      json.writeFieldName(SAMPLES);
      json.writeNumber(metric.samples().getAsLong());
    }
    if (metric.interval().isPresent()) {
      number(json, LOW, metric.interval().get().low());
      number(json, HIGH, metric.interval().get().high());
    }
    if (metric.difference().isPresent()) {
      Difference difference = metric.difference().get();
      number(json, DIFFERENCE, difference.value());
      number(json, DIFFERENCE_LOW, difference.interval().low());
      number(json, DIFFERENCE_HIGH, difference.interval().high());
      number(json, P, difference.p());
    }
    number(json, P_ADJUSTED, metric.adjusted());
    if (metric.verdict().isPresent()) {
      json.writeStringField("verdict", metric.verdict().get().wireName());
    }
    number(json, DETECTABLE, metric.detectable());
    if (metric.reason().isPresent()) {
      json.writeStringField("reason", metric.reason().get());
    }
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, SerializableString name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      number(json, name, value.getAsDouble());
    }
  }

  private static void number(JsonGenerator json, SerializableString name, double value)
      throws IOException {
    json.writeFieldName(name);
    json.writeNumber(value);
  }

  private static void trend(JsonGenerator json, ExperimentTrend trend, Shared shared)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("experiment", trend.experiment());
    json.writeNumberField("checkpoints", trend.checkpoints());
    json.writeObjectFieldStart("metrics");
    for (Map.Entry<String, ExperimentTrend.MetricTrend> metric : trend.metrics().entrySet()) {
      BestRun best = metric.getValue().best();
      json.writeObjectFieldStart(metric.getKey());
      json.writeFieldName("best");
      checkpoint(json, best.run(), shared);
      if (best.inseparable().isPresent()) {
        json.writeArrayFieldStart("inseparable");
        for (Run run : best.inseparable().get()) {
          checkpoint(json, run, shared);
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

  private static void checkpoint(JsonGenerator json, Run run, Shared shared) throws IOException {
    json.writeStartObject();
    json.writeFieldName(ID);
    shared.write(json, run.id());
    json.writeFieldName(CHECKPOINT_STEP);
    json.writeNumber(run.checkpointStep());
    json.writeEndObject();
  }
}
