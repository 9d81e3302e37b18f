package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/**
 * The board that a data file shows.
 *
 * @param snapshot with an empty epoch when the file does not say which board it was made of
 * @param zone of its local times
 */
public record DataBoard(Snapshot snapshot, ZoneId zone) {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          new JsonFactory().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature()));

  /**
   * Reads a data file.
   *
   * @throws IOException when it is none
   */
  public static DataBoard read(byte[] file) throws IOException {
    List<Run> runs = DataReader.runs(new ByteArrayInputStream(file));
    JsonNode metadata = JSON.missingNode();
    String baseline = "";
    try (JsonParser json = JSON.createParser(file)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("metadata")) {
          metadata = json.readValueAsTree();
        } else if (name.equals("baseline")) {
          JsonNode object = json.readValueAsTree();
          baseline = object.path("id").asText();
        } else {
          json.skipChildren();
        }
      }
    }
    String id = baseline;
    ZoneId zone = zone(metadata.path("time_zone").asText());
    return new DataBoard(
        Snapshot.of(
            metadata.path("epoch").asText(),
            metadata.path("revision").asLong(),
            at(metadata.path("generated_at").asText(), zone),
            List.of(),
            metrics(metadata.path("metrics")),
            runs,
            runs.stream().filter(run -> run.id().equals(id)).findFirst().orElse(null),
            List.of(),
            List.of()),
        zone);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }

  private static Instant at(String time, ZoneId zone) {
    try {
      return LocalDateTime.parse(time).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static List<MetricDefinition> metrics(JsonNode list) {
    List<MetricDefinition> metrics = new ArrayList<>();
    for (JsonNode metric : list) {
      String format = metric.path("format").asText();
      if (format.matches("percent|\\.[0-9]")) {
        metrics.add(
            new MetricDefinition(
                metric.path("key").asText(),
                metric.path("label").asText(),
                !metric.path("better").asText().equals("lower"),
                format,
                metric.path("samples").isTextual() ? metric.path("samples").asText() : null));
      }
    }
    return metrics;
  }
}
