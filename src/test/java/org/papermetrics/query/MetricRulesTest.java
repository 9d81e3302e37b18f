package org.papermetrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.ResultsReading;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;

/** The rules of {@code wire/metrics.json}, which the page's tests read too. */
class MetricRulesTest {
  private static JsonNode cases() throws IOException {
    return QueryRuns.JSON.readTree(
        Files.readString(Path.of("src/test/resources/wire/metrics.json")));
  }

  private static List<MetricDefinition> own(JsonNode one) {
    List<MetricDefinition> own = new ArrayList<>();
    for (JsonNode metric : one.path("own")) {
      own.add(
          new MetricDefinition(
              metric.get("key").asText(),
              metric.get("label").asText(),
              metric.get("better").asText().equals("higher"),
              metric.get("format").asText(),
              metric.path("samples").asText(null)));
    }
    return own;
  }

  /** The value of a field as a number; null where it is missing. */
  private static @Nullable Double value(JsonNode one, String field) throws Exception {
    JsonNode metrics = one.get("metrics");
    Snapshot board =
        Samples.board(
            QueryRuns.run("a", "a", 1, "{}", metrics.toString()),
            // A field that no run has is refused.
            QueryRuns.run("b", "b", 1, "{}", "{\"paper_metrics_avg\":1}"));
    Snapshot withOwn =
        Snapshot.of(
            "e", 1, Samples.AT, List.of(), own(one), board.runs(), null, List.of(), List.of());
    JsonNode answer = QueryRuns.JSON.readTree(QueryRuns.json(withOwn, "id=a&fields=" + field));
    JsonNode value = answer.at("/runs/0").path(field);
    assertThat(value.isNumber() || value.isMissingNode()).as("%s: %s", field, value).isTrue();
    return value.isNumber() ? value.doubleValue() : null;
  }

  private static @Nullable Double expected(JsonNode value) {
    return value.isNull() ? null : value.doubleValue();
  }

  @Test
  void valuesCountAsOnThePage() throws Exception {
    for (JsonNode one : cases()) {
      for (Map.Entry<String, JsonNode> value : one.get("values").properties()) {
        assertThat(value(one, "metrics." + value.getKey()))
            .as("%s of %s", value.getKey(), one.get("metrics"))
            .isEqualTo(expected(value.getValue()));
      }
    }
  }

  @Test
  void averagesCountAsOnThePage() throws Exception {
    for (JsonNode one : cases()) {
      JsonNode average = one.get("average");
      Map<String, Object> values =
          QueryRuns.JSON.convertValue(one.get("metrics"), new TypeReference<>() {});
      assertThat(value(one, "avg")).as("%s", one).isEqualTo(expected(average.get("value")));
      assertThat(value(one, "tasks")).isEqualTo(average.get("tasks").doubleValue());
      assertThat(value(one, "metrics.paper_metrics_avg"))
          .as("%s", one)
          .isEqualTo(expected(average.get("written")));
      assertThat(new ResultsReading(new ResultsKeys(List.of()), values::get).isAverageWrong())
          .as("%s", one)
          .isEqualTo(average.get("wrong").asBoolean());
    }
  }

  @Test
  void runsAreRankedByTheMeanWhateverTheFileSays() throws Exception {
    String rest = ",\"swuggy_accuracy\":0.7,\"tstory_accuracy\":0.8,\"sstory_accuracy\":0.6";
    Snapshot board =
        Samples.board(
            QueryRuns.run(
                "a",
                "a",
                1,
                "{}",
                "{\"sblimp_accuracy\":0.0,\"paper_metrics_avg\":0.7" + rest + "}"),
            QueryRuns.run(
                "b",
                "b",
                1,
                "{}",
                "{\"sblimp_accuracy\":0.5,\"paper_metrics_avg\":0.65" + rest + "}"));

    for (String key : List.of("avg", "metrics.paper_metrics_avg")) {
      assertThat(QueryRuns.ids(board, "sort=-" + key)).containsExactly("b", "a");
      assertThat(QueryRuns.ids(board, "where=" + key + ">0.6")).containsExactly("b");
    }
    assertThat(QueryRuns.csv(board, "fields=id,metrics.paper_metrics_avg")).contains("a,0.7\r\n");
  }

  @Test
  void aKeyOfManyPartsHasItsSamplesInFewPlaces() {
    assertThat(new ResultsKeys(List.of()).samplesOf("sblimp" + "_".repeat(40_000) + "accuracy"))
        .hasSize(8);
  }

  @Test
  void thereIsOneZero() throws Exception {
    Snapshot board =
        Samples.board(
            QueryRuns.run("a", "a", 1, "{}", "{\"librilight_slope\":-0.0}"),
            QueryRuns.run("b", "b", 1, "{}", "{\"librilight_slope\":0}"));

    assertThat(QueryRuns.ids(board, "where=metrics.librilight_slope>=0")).hasSize(2);
    assertThat(QueryRuns.ids(board, "sort=-metrics.librilight_slope")).containsExactly("a", "b");
  }
}
