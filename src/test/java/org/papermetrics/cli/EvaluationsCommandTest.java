package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.cli.demo.DemoJobs;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.testing.Eventually;

/** What {@code paper-metrics evaluations} prints while a daemon runs that asks for its token. */
@Tag("integration")
class EvaluationsCommandTest {
  private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());

  private final Path config;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  EvaluationsCommandTest(@TempDir Path directory) throws Exception {
    DemoSettings settings = DemoSettings.of(5, 3, CLOCK);
    DemoTree tree = DemoTree.write(directory.resolve("tree"), settings);
    DemoJobs.start(tree, settings).play(CLOCK.instant().plusSeconds(25));
    config =
        Files.write(
            directory.resolve("c.yaml"),
            List.of(
                "checkpoint-dirs: [" + tree.checkpoints() + "]",
                "log-dirs: [" + tree.logs() + "]",
                "registry: " + tree.registry(),
                "output-dir: " + directory.resolve("out"),
                "state-dir: " + directory.resolve("state"),
                "http: {port: 0}"));
  }

  private Daemon start() throws Exception {
    Daemon daemon =
        Daemon.start(
            SettingsSource.of(
                new SettingsLoader(Map.of(), Path.of("/nowhere")),
                new SettingsLoader.Options(config, List.of(), List.of(), null, null, null, null)),
            "test",
            CLOCK);
    Eventually.holds(() -> daemon.snapshot().evaluating().size() == 4, "all are known");
    return daemon;
  }

  private int run(String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] args = new String[3 + options.length];
    args[0] = "evaluations";
    args[1] = "--config";
    args[2] = config.toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void theTableHasALineForEachAndWhyOneHasFailed() throws Exception {
    try (Daemon daemon = start()) {
      assertThat(daemon.snapshot().evaluating()).hasSize(4);
      assertThat(run()).isZero();
      assertThat(err.toString()).isEmpty();
      List<String> lines = out.toString().lines().toList();
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
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("No daemon is running").hasLineCount(1);
  }

  @Test
  void jsonIsWhatTheApiAnswers() throws Exception {
    try (Daemon daemon = start()) {
      assertThat(run("--json")).isZero();
      JsonNode all = new ObjectMapper().readTree(out.toString());
      assertThat(all.findValuesAsText("key"))
          .containsExactlyElementsOf(
              daemon.snapshot().evaluating().stream().map(each -> each.key()).toList());
      assertThat(all.findValuesAsText("state"))
          .containsExactlyInAnyOrder("failed", "stalled", "running", "running");
    }
  }
}
