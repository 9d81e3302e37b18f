package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.cli.demo.DemoJobs;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.daemon.Daemon;

/** What {@code paper-metrics evaluations} prints while a daemon runs that asks for its token. */
@Tag("integration")
class EvaluationsCommandTest {
  private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());

  private final DemoBoard board;

  EvaluationsCommandTest(@TempDir Path directory) throws Exception {
    DemoSettings settings = DemoSettings.of(5, 3, CLOCK);
    DemoTree tree = DemoTree.write(directory.resolve("tree"), settings);
    DemoJobs.start(tree, settings).play(CLOCK.instant().plusSeconds(25));
    board = new DemoBoard(directory, tree);
  }

  private Daemon start() throws Exception {
    return board.start(CLOCK, snapshot -> snapshot.evaluating().size() == 4);
  }

  private int run(String... options) {
    return board.runConfigured("evaluations", options);
  }

  @Test
  void theTableHasALineForEachAndWhyOneHasFailed() throws Exception {
    try (Daemon daemon = start()) {
      assertThat(daemon.snapshot().evaluating()).hasSize(4);
      assertThat(run()).isZero();
      assertThat(board.err.toString()).isEmpty();
      List<String> lines = board.out.toString().lines().toList();
      assertThat(lines).hasSize(1 + daemon.snapshot().evaluating().size() + 1);
      assertThat(lines.get(0)).startsWith("STATE ").contains("CHECKPOINT").endsWith("JOB");
      assertThat(lines)
          .anyMatch(l -> l.matches("running +podcasts_ttt_layers_30-31 +100 +swuggy \\d+/2000 .*"))
          .anyMatch(l -> l.matches("running +librispeech_lora_r32 +400 +loading .*"))
          .anyMatch(l -> l.matches("stalled +podcasts_ttt_layers_all +750 +swuggy \\d+/2000 .*"))
          .anyMatch(l -> l.matches("failed +librilight_full_finetuning +750 .* 41\\d{4}"))
          .anyMatch(l -> l.startsWith("    ❌ Evaluation failed: CUDA out of memory"));
    }
    assertThat(run()).isEqualTo(1);
    assertThat(board.out.toString()).isEmpty();
    assertThat(board.err.toString()).contains("No daemon is running").hasLineCount(1);
  }

  @Test
  void jsonIsWhatTheApiAnswers() throws Exception {
    try (Daemon daemon = start()) {
      assertThat(run("--json")).isZero();
      JsonNode all = new ObjectMapper().readTree(board.out.toString());
      assertThat(all.findValuesAsText("key"))
          .containsExactlyElementsOf(
              daemon.snapshot().evaluating().stream().map(each -> each.key()).toList());
      assertThat(all.findValuesAsText("state"))
          .containsExactlyInAnyOrder("failed", "stalled", "running", "running");
    }
  }
}
