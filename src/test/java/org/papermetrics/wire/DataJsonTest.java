package org.papermetrics.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;
import org.papermetrics.testing.StrictJson;

class DataJsonTest {
  private static JsonNode whole(Snapshot snapshot, ZoneId zone) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(DataJson.head(snapshot, zone));
    for (int i = 0; i < snapshot.runs().size(); i++) {
      if (i > 0) {
        out.writeBytes(DataJson.between());
      }
      out.writeBytes(RunJson.whole(snapshot.runs().get(i)));
    }
    out.writeBytes(DataJson.tail());
    return StrictJson.read(out.toByteArray());
  }

  @Test
  void thePiecesAreOneDocument() {
    Run a = Samples.run("a", 200);
    Run b = Samples.run("b", 100);
    JsonNode data = whole(Samples.board(a, b), ZoneOffset.UTC);

    assertThat(StrictJson.keys(data))
        .containsExactly("schema_version", "metadata", "baseline", "runs");
    assertThat(data.get("schema_version").textValue()).isEqualTo("1.0");
    assertThat(data.get("runs")).hasSize(2);
    assertThat(data.get("runs").get(1)).isEqualTo(StrictJson.read(RunJson.whole(b)));
  }

  @Test
  void aBoardWithoutRunsIsADocumentToo() {
    JsonNode data = whole(Samples.board(), ZoneOffset.UTC);

    assertThat(data.get("runs")).isEmpty();
    assertThat(data.get("baseline").isNull()).isTrue();
    assertThat(data.get("metadata").get("total_runs").intValue()).isZero();
  }

  @Test
  void theMetadata() {
    JsonNode metadata =
        whole(Samples.board(Samples.run("a", 1)), ZoneId.of("Asia/Jerusalem")).get("metadata");

    assertThat(metadata.get("generated_at").textValue()).isEqualTo("2026-03-01T11:30:00");
    assertThat(metadata.get("program_version").textValue()).isEqualTo("development");
    assertThat(metadata.get("epoch").textValue()).isEqualTo("epoch-1");
    assertThat(metadata.get("revision").longValue()).isEqualTo(7);
    assertThat(metadata.get("total_runs").intValue()).isEqualTo(1);
    assertThat(metadata.get("checkpoint_base_paths")).hasToString("[\"/data\"]");
  }

  @Test
  void theTimeIsToTheMicrosecond() {
    Snapshot snapshot =
        Snapshot.empty("e", 1, Samples.AT.plusNanos(123_456_789), List.of(), List.of());

    assertThat(whole(snapshot, ZoneOffset.UTC).get("metadata").get("generated_at").textValue())
        .isEqualTo("2026-03-01T09:30:00.123456");
  }

  @Test
  void theBaselineHasItsMetricsAndProgressions() {
    Run run =
        Samples.run("a", 1).withProgression(new Progression(List.of(Samples.curve(5.5, 5.25))));
    JsonNode baseline =
        whole(Samples.board(List.of(run), run, List.of()), ZoneOffset.UTC).get("baseline");

    assertThat(StrictJson.keys(baseline))
        .containsExactly(
            "id",
            "name",
            "metrics",
            "librilight_progression",
            "librilight_progression_mean",
            "librilight_progression_median",
            "librilight_progression_individual");
    assertThat(baseline.get("id").textValue()).isEqualTo("a");
    assertThat(baseline.get("metrics")).hasToString("{\"sblimp_accuracy\":0.5}");
    assertThat(baseline.get("librilight_progression")).hasSize(2);
  }

  @Test
  void theUsersMetricsAreDescribed() {
    Snapshot snapshot =
        Snapshot.empty(
            "e",
            1,
            Samples.AT,
            List.of(),
            List.of(
                new MetricDefinition("wer", "Word errors", false, ".2", "wer_samples"),
                new MetricDefinition("f1", "F1", true, "percent", null)));

    assertThat(whole(snapshot, ZoneOffset.UTC).get("metadata").get("metrics"))
        .hasToString(
            "[{\"key\":\"wer\",\"label\":\"Word errors\",\"better\":\"lower\",\"format\":\".2\","
                + "\"samples\":\"wer_samples\"},"
                + "{\"key\":\"f1\",\"label\":\"F1\",\"better\":\"higher\",\"format\":\"percent\"}]");
  }

  @Test
  void oneRunStandsOnOneLine() {
    String between = new String(DataJson.between(), UTF_8);
    String head = new String(DataJson.head(Samples.board(), ZoneOffset.UTC), UTF_8);

    assertThat(between).endsWith("\n");
    assertThat(head).endsWith("[\n").hasLineCount(1);
    assertThat(new String(RunJson.whole(Samples.run("a", 1)), UTF_8)).doesNotContain("\n");
  }
}
