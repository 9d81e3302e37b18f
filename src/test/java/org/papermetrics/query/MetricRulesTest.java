package org.papermetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;

/** The rules of {@code wire/metrics.json}, which the page's tests read too. */
class MetricRulesTest {
  private static JsonNode cases() throws IOException {
    return QueryRuns.JSON.readTree(
        Files.readString(Path.of("src/test/resources/wire/metrics.json")));
  }

  /** The value of a field as a number; null where it is missing. */
  private static JsonNode value(JsonNode metrics, String field) throws Exception {
    // A field that no run has is refused, so there is one that has them all.
    String all = "{\"x_accuracy\":1,\"y_accuracy\":1,\"z_accuracy\":1,\"paper_metrics_avg\":1}";
    Snapshot board =
        Samples.board(
            QueryRuns.run("a", "a", 1, "{}", metrics.toString()),
            QueryRuns.run("b", "b", 1, "{}", all));
    String query = "id=a&fields=" + field;
    return QueryRuns.JSON.readTree(QueryRuns.json(board, query)).at("/runs/0").path(field);
  }

  @Test
  void valuesCountAsOnThePage() throws Exception {
    for (JsonNode one : cases()) {
      for (Map.Entry<String, JsonNode> expected : one.get("values").properties()) {
        JsonNode value = value(one.get("metrics"), "metrics." + expected.getKey());
        assertThat(value.isNumber() ? List.of(value.doubleValue()) : List.of())
            .as("%s of %s", expected.getKey(), one.get("metrics"))
            .isEqualTo(
                expected.getValue().isNull()
                    ? List.of()
                    : List.of(expected.getValue().doubleValue()));
      }
    }
  }

  @Test
  void averagesCountAsOnThePage() throws Exception {
    for (JsonNode one : cases()) {
      JsonNode average = one.get("average");
      JsonNode value = value(one.get("metrics"), "avg");
      assertThat(value.isNumber())
          .as("%s", one)
          .isEqualTo(average.path("comparable").asBoolean(false));
      if (value.isNumber()) {
        assertThat(value.doubleValue()).isEqualTo(average.get("value").doubleValue());
      }
      if (!average.isNull()) {
        assertThat(value(one.get("metrics"), "tasks").asInt())
            .isEqualTo(average.get("tasks").asInt());
      }
    }
  }
}
