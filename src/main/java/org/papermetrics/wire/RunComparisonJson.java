package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.papermetrics.compare.ComparedMetric;
import org.papermetrics.compare.MetricComparison;
import org.papermetrics.compare.RunComparison;
import org.papermetrics.model.Run;
import org.papermetrics.statistics.Difference;

/**
 * Writes compared runs as JSON. What comes again and again, such as the id of a run, is put
 * together once. Not for several threads at once.
 */
final class RunComparisonJson {
  private static final int EXPECTED_BYTES = 1 << 17;

  private static final SerializableString COMMA = new SerializedString(",");
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

  private final List<ComparedMetric> metrics;
  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream(EXPECTED_BYTES);
  private final IdentityHashMap<MetricComparison, SerializableString> comparisons =
      new IdentityHashMap<>();
  private final Map<String, SerializableString> texts = new HashMap<>();

  RunComparisonJson(List<ComparedMetric> metrics) {
    this.metrics = metrics;
  }

  /** Encodes objects, with commas between them, in place of those that were encoded before. */
  void encode(List<RunComparison> runs) {
    encoded.reset();
    try {
      Json.to(
          encoded,
          json -> {
            json.setRootValueSeparator(COMMA);
            for (RunComparison run : runs) {
              write(json, run);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
  }

  /** What was encoded last. */
  ByteArrayOutputStream encoded() {
    return encoded;
  }

  private void write(JsonGenerator json, RunComparison run) throws IOException {
    json.writeStartObject();
    json.writeFieldName(ID);
    write(json, run.run().id());
    json.writeStringField("name", run.run().name());
    json.writeFieldName(CHECKPOINT_STEP);
    json.writeNumber(run.run().checkpointStep());
    json.writeObjectFieldStart("metrics");
    for (int i = 0; i < metrics.size(); i++) {
      json.writeFieldName(metrics.get(i).key());
      write(json, run.metrics().get(i));
    }
    json.writeEndObject();
    RunJson.prefix(json, run.run(), "common");
    if (!run.notes().isEmpty()) {
      json.writeArrayFieldStart("comparability");
      for (String note : run.notes()) {
        write(json, note);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void write(JsonGenerator json, MetricComparison metric) throws IOException {
    // The counts in several tasks are seldom the same.
    if (metric.correct().isPresent()) {
      json.writeRawValue(
          comparisons.computeIfAbsent(metric, one -> raw(part -> metric(part, one))));
    } else {
      metric(json, metric);
    }
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

  /** Writes which checkpoint a run is. */
  void checkpoint(JsonGenerator json, Run run) throws IOException {
    json.writeStartObject();
    json.writeFieldName(ID);
    write(json, run.id());
    json.writeFieldName(CHECKPOINT_STEP);
    json.writeNumber(run.checkpointStep());
    json.writeEndObject();
  }

  /** Writes a string. */
  void write(JsonGenerator json, String text) throws IOException {
    json.writeRawValue(texts.computeIfAbsent(text, one -> raw(part -> part.writeString(one))));
  }

  private static SerializableString raw(Json.Part part) {
    return new SerializedString(new String(Json.bytes(300, part), StandardCharsets.UTF_8));
  }
}
