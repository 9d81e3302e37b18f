package org.papermetrics.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.papermetrics.cli.demo.TreeFiles.content;
import static org.papermetrics.cli.demo.TreeFiles.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTreeTest {
  private static final Instant NOW = Instant.parse("2025-11-03T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULTS = "paper_metrics_results.json";

  private final Path temp;

  DemoTreeTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void hasTheRunsThatWereAskedForTheBaselineAmongThem() throws Exception {
    DemoTree tree = tree(DemoSettings.of(1, 40, CLOCK));

    JsonNode runs = JSON.readTree(tree.registry().toFile()).get("runs");
    assertThat(runs).hasSize(40);
    assertThat(files(tree.checkpoints(), RESULTS)).hasSize(39);
    assertThat(runs.get(0).get("checkpoint_path").textValue()).isEqualTo("None");
    Path baseline = tree.dashboard().resolve(runs.get(0).get("results_file").textValue());
    assertThat(JSON.readTree(baseline.toFile()).has("librilight_progression")).isTrue();
    for (int i = 1; i < runs.size(); i++) {
      Path place = Path.of(runs.get(i).get("checkpoint_path").textValue());
      Path results = Path.of(runs.get(i).get("results_file").textValue());
      assertThat(results).isEqualTo(place.resolve(RESULTS));
      assertThat(JSON.readTree(results.toFile()).size()).isEqualTo(18);
      assertThat(keys(JSON.readTree(place.resolve("training_config.json").toFile())))
          .isBetween(85, 100);
    }
  }

  @Test
  void theSameSettingsGiveTheSameBytes() throws Exception {
    Path place = temp.resolve("tree");
    DemoTree.write(place, DemoSettings.of(1, 30, CLOCK).withProblems());
    Map<String, String> first = content(place);
    Path moved = Files.move(place, temp.resolve("first"));
    DemoTree.write(place, DemoSettings.of(1, 30, CLOCK).withProblems());

    assertThat(content(place)).isEqualTo(first);
    assertThat(content(moved)).isEqualTo(first);
    Files.move(place, temp.resolve("second"));
    DemoTree.write(place, DemoSettings.of(2, 30, CLOCK).withProblems());
    assertThat(content(place)).isNotEqualTo(first);
  }

  @Test
  void configsAreOfEveryKind() throws Exception {
    DemoTree tree = tree(DemoSettings.of(1, 13, CLOCK));

    List<String> kinds = new ArrayList<>();
    for (Path config : files(tree.checkpoints(), "training_config.json")) {
      JsonNode read = JSON.readTree(config.toFile());
      kinds.add(
          "ttt %s, lora %s, full %s"
              .formatted(
                  read.at("/ttt/enable"), read.at("/lora/enable"), read.at("/full_finetuning")));
      boolean adapters = read.at("/lora/enable").booleanValue();
      assertThat(config.resolveSibling("lora.safetensors").toFile().exists()).isEqualTo(adapters);
      assertThat(config.resolveSibling("consolidated.safetensors").toFile().exists())
          .isEqualTo(!adapters);
    }
    assertThat(kinds)
        .contains(
            "ttt true, lora false, full false",
            "ttt false, lora true, full false",
            "ttt true, lora true, full false",
            "ttt false, lora false, full true");
  }

  @Test
  void runsAreOldAndTheirTimesRiseWithTheStep() throws Exception {
    DemoTree tree = tree(DemoSettings.of(1, 60, CLOCK));

    Map<Path, Map<Path, FileTime>> byExperiment = new HashMap<>();
    FileTime newest = FileTime.from(Instant.EPOCH);
    for (Path results : files(tree.checkpoints(), RESULTS)) {
      FileTime time = Files.getLastModifiedTime(results);
      newest = time.compareTo(newest) > 0 ? time : newest;
      Path experiment = tree.checkpoints().relativize(results).getName(0);
      byExperiment.computeIfAbsent(experiment, e -> new TreeMap<>()).put(results, time);
    }
    assertThat(newest.toInstant()).isEqualTo(NOW.minus(Duration.ofHours(1)));
    assertThat(byExperiment).hasSize(12);
    byExperiment
        .values()
        .forEach(
            times -> assertThat(List.copyOf(times.values())).doesNotHaveDuplicates().isSorted());
  }

  @Test
  void plantedProblemsAreOnTop() throws Exception {
    DemoTree tree = tree(DemoSettings.of(1, 20, CLOCK).withProblems());

    assertThat(JSON.readTree(tree.registry().toFile()).get("runs")).hasSize(22);
    int truncated = 0;
    int withoutConfig = 0;
    for (Path results : files(tree.checkpoints(), RESULTS)) {
      withoutConfig += Files.exists(results.resolveSibling("training_config.json")) ? 0 : 1;
      try {
        JSON.readTree(results.toFile());
      } catch (JsonProcessingException e) {
        truncated++;
      }
    }
    assertThat(truncated).isEqualTo(1);
    assertThat(withoutConfig).isEqualTo(1);
  }

  @Test
  void weightsLookAsLargeAsAskedFor() throws Exception {
    DemoTree tree = tree(DemoSettings.of(1, 3, CLOCK).withWeightBytes(1L << 33));

    assertThat(files(tree.checkpoints(), ".safetensors"))
        .hasSize(2)
        .allSatisfy(weights -> assertThat(Files.size(weights)).isEqualTo(1L << 33));
  }

  @Test
  void hundredsOfRunsTakeTheirPlaces() throws Exception {
    DemoTree tree = tree(DemoSettings.of(1, 400, CLOCK));

    assertThat(JSON.readTree(tree.registry().toFile()).get("runs")).hasSize(400);
    assertThat(files(tree.checkpoints(), RESULTS)).hasSize(399);
    assertThat(files(tree.logs(), ".err")).hasSize(399 - DemoExperiment.CHECKPOINTS);
  }

  @Test
  void aDirectoryInUseIsRefused() throws Exception {
    Files.writeString(temp.resolve("thesis.tex"), "precious");

    assertThatThrownBy(() -> tree(DemoSettings.of(1, 3, CLOCK)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining("not empty");
    assertThat(content(temp)).hasSize(1);
  }

  @Test
  void settingsRefuseNonsense() {
    assertThatThrownBy(() -> DemoSettings.of(1, 0, CLOCK)).hasMessageContaining("at least 1 run");
    assertThatThrownBy(() -> DemoSettings.of(1, 1, CLOCK).withWeightBytes(-1))
        .hasMessageContaining("at least 0 bytes");
  }

  private DemoTree tree(DemoSettings settings) throws IOException {
    return DemoTree.write(temp, settings);
  }

  private static int keys(JsonNode node) {
    int keys = 0;
    for (JsonNode child : node) {
      keys += node.isObject() ? 1 + keys(child) : 0;
    }
    return keys;
  }
}
