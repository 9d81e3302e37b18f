package org.papermetrics.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.papermetrics.aggregate.CheckpointPath;

class DemoPlanTest {
  @Test
  void namedExperimentsAreOfAllKinds() {
    assertThat(DemoPlan.NAMED.stream().map(DemoExperiment::kind).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(DemoKind.class));
    assertThat(DemoPlan.NAMED.stream().map(DemoExperiment::corpus).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(DemoCorpus.class));
    assertThat(DemoPlan.NAMED.stream().filter(e -> e.kind().ttt()).map(DemoExperiment::layers))
        .contains("31", "29,30,31", "all");
    assertThat(DemoPlan.NAMED.stream().filter(e -> e.kind().ttt()).map(DemoExperiment::baseLr))
        .anyMatch(rate -> rate >= 0.01)
        .anyMatch(rate -> rate >= 0.001 && rate < 0.01)
        .anyMatch(rate -> rate < 0.001);
    assertThat(DemoPlan.NAMED.stream().map(DemoExperiment::maxSteps))
        .anyMatch(steps -> steps >= 2000)
        .anyMatch(steps -> steps >= 1000 && steps < 2000)
        .anyMatch(steps -> steps < 1000);
    assertThat(DemoPlan.NAMED.stream().filter(e -> !e.logged())).hasSize(1);
  }

  @Test
  void stepsRiseWithinAnExperimentAndNoPlaceIsUsedTwice() {
    Map<String, Integer> reached = new HashMap<>();
    Set<String> places = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      DemoCheckpoint checkpoint = DemoPlan.checkpoint(i);
      DemoExperiment experiment = checkpoint.experiment();
      Integer before = reached.put(experiment.name(), checkpoint.step());
      assertThat(checkpoint.step())
          .isGreaterThan(before == null ? 0 : before)
          .isLessThanOrEqualTo(experiment.maxSteps());
      assertThat(places.add(checkpoint.directory())).isTrue();
    }
    assertThat(reached).containsKeys("dailytalk_lora_r64", "dailytalk_lora_r64_v2");
  }

  @Test
  void theLastOfThreeWaysToTrainAreWorthComparing() {
    assertThat(DemoPlan.worthComparing(31).stream().map(DemoCheckpoint::id))
        .containsExactly(
            "dailytalk_lora_r64_cp007500",
            "librilight_ttt_middle_cp003750",
            "dailytalk_ttt_lora_r32_cp001500");
    assertThat(DemoPlan.worthComparing(1)).hasSize(1);
    assertThat(DemoPlan.worthComparing(0)).isEmpty();
    for (DemoCheckpoint checkpoint : DemoPlan.worthComparing(31)) {
      assertThat(CheckpointPath.of(checkpoint.directory()).id()).isEqualTo(checkpoint.id());
    }
  }

  @Test
  void qualityMovesWithTheStep() {
    DemoExperiment learning = DemoPlan.NAMED.get(0);
    assertThat(learning.quality(learning.maxSteps()))
        .isGreaterThan(learning.quality(learning.interval()) + 0.2);
  }
}
