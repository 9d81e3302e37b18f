package org.papermetrics.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;
import org.papermetrics.testing.StrictJson;

class RunJsonTest {
  private static final Progression CURVES =
      new Progression(List.of(Samples.curve(5.5, 5.25), Samples.curve(6.5)));

  private static Run run(LocalDateTime evaluatedAt) {
    return RunBuilder.run("exp_cp002000")
        .at("/data/exp/checkpoint_002000")
        .name("CP2000 - exp")
        .step(2000)
        .evaluatedAt(evaluatedAt)
        .config("{\"z\":1e-05,\"ttt\":null}")
        .metrics("{\"sblimp_accuracy\":0.50,\"n\":12345678901234567890}")
        .tags("full", "long-training")
        .notes("Full finetuning")
        .progression(CURVES)
        .build();
  }

  private static Run run() {
    return run(LocalDateTime.of(2025, 10, 18, 0, 39, 26, 120_000));
  }

  @Test
  void aWholeRunHasAllFields() {
    JsonNode run = StrictJson.read(RunJson.whole(run()));

    assertThat(StrictJson.keys(run))
        .containsExactly(
            "id",
            "name",
            "checkpoint_path",
            "checkpoint_step",
            "evaluation_timestamp",
            "training_config",
            "metrics",
            "librilight_progression",
            "librilight_progression_mean",
            "librilight_progression_median",
            "librilight_progression_individual",
            "prefix_perplexity",
            "tags",
            "notes");
    assertThat(run.get("id").textValue()).isEqualTo("exp_cp002000");
    assertThat(run.get("name").textValue()).isEqualTo("CP2000 - exp");
    assertThat(run.get("checkpoint_path").textValue()).isEqualTo("/data/exp/checkpoint_002000");
    assertThat(run.get("checkpoint_step").longValue()).isEqualTo(2000);
    assertThat(run.get("tags")).hasToString("[\"full\",\"long-training\"]");
    assertThat(run.get("notes").textValue()).isEqualTo("Full finetuning");
  }

  @Test
  void theFilesStandInItByteByByte() {
    assertThat(new String(RunJson.whole(run()), UTF_8))
        .contains("\"training_config\":{\"z\":1e-05,\"ttt\":null},")
        .contains("\"metrics\":{\"sblimp_accuracy\":0.50,\"n\":12345678901234567890},");
  }

  @Test
  void theFourProgressions() {
    JsonNode run = StrictJson.read(RunJson.whole(run()));

    assertThat(run.get("librilight_progression"))
        .hasToString(
            "[{\"position\":1000,\"loss\":5.5,\"perplexity\":550.0},"
                + "{\"position\":1000,\"loss\":6.5,\"perplexity\":650.0},"
                + "{\"position\":2000,\"loss\":5.25,\"perplexity\":525.0}]");
    assertThat(run.get("librilight_progression_mean").get(1))
        .hasToString(
            "{\"position\":2000,\"loss\":5.25,\"perplexity\":525.0,"
                + "\"loss_std\":0.0,\"perplexity_std\":0.0,\"n_samples\":1}");
    assertThat(run.get("librilight_progression_mean").get(0).get("n_samples").intValue())
        .isEqualTo(2);
    assertThat(run.get("librilight_progression_median").get(0))
        .hasToString("{\"position\":1000,\"loss\":6.0,\"perplexity\":600.0,\"n_samples\":2}");
    assertThat(run.get("librilight_progression_individual"))
        .hasToString(
            "[[{\"position\":1000,\"loss\":5.5,\"perplexity\":550.0},"
                + "{\"position\":2000,\"loss\":5.25,\"perplexity\":525.0}],"
                + "[{\"position\":1000,\"loss\":6.5,\"perplexity\":650.0}]]");
  }

  @Test
  void withoutPointsTheProgressionsAreEmptyLists() {
    JsonNode run = StrictJson.read(RunJson.whole(run().withProgression(Progression.EMPTY)));

    assertThat(StrictJson.keys(run).stream().filter(key -> key.startsWith("librilight")).toList())
        .hasSize(4)
        .allSatisfy(key -> assertThat(run.get(key)).hasToString("[]"));
  }

  @Test
  void aSummaryHasNoProgressionButSaysWhetherThereIsOne() {
    JsonNode with = StrictJson.read(RunJson.summary(run()));
    JsonNode without = StrictJson.read(RunJson.summary(run().withProgression(Progression.EMPTY)));

    assertThat(StrictJson.keys(with))
        .containsExactly(
            "id",
            "name",
            "checkpoint_path",
            "checkpoint_step",
            "evaluation_timestamp",
            "training_config",
            "metrics",
            "has_progression",
            "progression_ends",
            "prefix_perplexity",
            "tags",
            "notes");
    assertThat(StrictJson.keys(without))
        .contains("has_progression")
        .doesNotContain("progression_ends", "prefix_perplexity");
    assertThat(with.get("has_progression").booleanValue()).isTrue();
    assertThat(without.get("has_progression").booleanValue()).isFalse();
  }

  @Test
  void bothHaveThePrefixPerplexitiesThatExist() {
    JsonNode summary = StrictJson.read(RunJson.summary(run()));
    assertThat(summary.get("progression_ends")).hasToString("[2000,1000]");
    JsonNode prefix = summary.get("prefix_perplexity");
    assertThat(StrictJson.keys(prefix)).containsExactly("last");
    assertThat(prefix.get("last").get("position").intValue()).isEqualTo(1000);
    assertThat(prefix.get("last").get("value").doubleValue())
        .as("the geometric mean of 550 and 650")
        .isCloseTo(Math.sqrt(550.0 * 650.0), within(1e-9));
    assertThat(StrictJson.read(RunJson.whole(run())).get("prefix_perplexity")).isEqualTo(prefix);

    double[] losses = new double[24];
    Arrays.fill(losses, 5);
    Progression longer = new Progression(List.of(Samples.curve(losses)));
    JsonNode all =
        StrictJson.read(RunJson.summary(run().withProgression(longer))).get("prefix_perplexity");
    assertThat(StrictJson.keys(all)).containsExactly("8000", "16000", "24000", "last");
    assertThat(all.get("8000").doubleValue()).isCloseTo(500, within(1e-9));
    assertThat(all.get("last").get("position").intValue()).isEqualTo(24000);
  }

  @Test
  void aPerplexityThatIsNoneHasNoPrefix() {
    Progression broken = new Progression(List.of(Samples.curve(5, 0)));

    assertThat(
            StrictJson.read(RunJson.summary(run().withProgression(broken)))
                .get("prefix_perplexity")
                .get("last")
                .get("position")
                .intValue())
        .isEqualTo(1000);
    assertThat(
            StrictJson.keys(
                StrictJson.read(
                    RunJson.summary(
                        run().withProgression(new Progression(List.of(Samples.curve(0))))))))
        .contains("progression_ends")
        .doesNotContain("prefix_perplexity");
  }

  private static String timestamp(int nanos) {
    LocalDateTime at = LocalDateTime.of(2025, 1, 8, 0, 39, 6, nanos);
    return StrictJson.read(RunJson.summary(run(at))).get("evaluation_timestamp").textValue();
  }

  @Test
  void timesHaveMicrosecondsWhenThereAreAny() {
    assertThat(timestamp(0)).isEqualTo("2025-01-08T00:39:06");
    assertThat(timestamp(120_000)).isEqualTo("2025-01-08T00:39:06.000120");
    assertThat(timestamp(500_000_000)).isEqualTo("2025-01-08T00:39:06.500000");
  }

  @Test
  void numbersHaveTheFewestDigitsThatGiveThemBack() {
    Progression curves = new Progression(List.of(Samples.curve(0.1 + 0.2, 2.0e-3)));
    String run = new String(RunJson.whole(run().withProgression(curves)), UTF_8);

    assertThat(run).contains("\"loss\":0.30000000000000004,").contains("\"loss\":0.002,");
  }

  @Test
  void aFileLargerThanAnyBufferStandsInItWhole() {
    String large = "{\"x\":[" + "1234567,".repeat(50_000) + "8]}";
    Run run = Samples.run("a", 1, large);

    assertThat(StrictJson.read(RunJson.whole(run)).get("metrics").get("x")).hasSize(50_001);
    assertThat(new String(RunJson.summary(run), UTF_8)).contains("\"metrics\":" + large + ",");
  }
}
