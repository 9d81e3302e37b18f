package org.papermetrics.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Change;
import org.papermetrics.model.Curve;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;

/** What leaves the program is what the page's own tests read: both use {@code wire/*.json}. */
class WireFixturesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String TTT =
      "{\"ttt\":{\"enable\":true,\"layers\":\"29,30,31\"},\"lora\":{\"enable\":false}}";

  private static final Run ALPHA =
      run("alpha", 2000, "CP2000 - first", "2026-03-01T10:00:00.123456", TTT)
          .metrics("{\"sblimp_accuracy\":0.534,\"sblimp_samples\":1000,\"librilight_slope\":null}")
          .tags("ttt", "ttt-layers-29-30-31")
          .notes("TTT training on layers 29,30,31")
          .progression(curve())
          .build();
  private static final Run BETA =
      run("beta", 1000, "CP1000 - </script><!--\u2028", "2026-03-01T10:00:00", "{}").build();
  private static final Run GAMMA =
      run("gamma", 3000, "CP3000 - new", "2026-03-02T10:00:00", "{}")
          .metrics("{\"sblimp_accuracy\":0.5,\"sblimp_samples\":1000}")
          .build();
  private static final Run BASELINE =
      RunBuilder.run("baseline_pretrained")
          .at("/d")
          .name("Baseline - example")
          .evaluatedAt(LocalDateTime.parse("2026-02-01T00:00:00"))
          .config("{\"baseline\":true}")
          .metrics("{\"sblimp_accuracy\":0.545,\"sblimp_samples\":1000}")
          .tags("baseline")
          .notes("Trained for 0 steps")
          .build();

  private static final MetricDefinition CUSTOM =
      new MetricDefinition("custom_metric", "Custom", false, ".2", "custom_samples");
  private static final Snapshot BEFORE =
      snapshot(41, List.of(ALPHA, BETA, BASELINE), List.of(problem("/a"), problem("/b")))
          .withLeftOut(List.of(Removal.of(RunKey.ofCheckpoint("/c"), null)));

  @Test
  void runs() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BoardJson.runs(BEFORE, ZoneOffset.UTC, out);
    assertThat(JSON.readTree(out.toByteArray())).isEqualTo(fixture("runs"));
  }

  @Test
  void hello() throws IOException {
    assertThat(JSON.readTree(FrameJson.hello("epoch-1", 41, false))).isEqualTo(fixture("hello"));
  }

  @Test
  void update() throws IOException {
    Run changed =
        run("alpha", 2000, "CP2000 - first", "2026-03-01T10:00:00.123456", TTT)
            .metrics("{\"sblimp_accuracy\":0.6,\"sblimp_samples\":1000}")
            .tags("ttt", "ttt-layers-29-30-31")
            .notes("TTT training on layers 29,30,31")
            .progression(curve())
            .build();
    Snapshot after = snapshot(42, List.of(GAMMA, changed, BASELINE), List.of());
    Change change = new Change(BEFORE, after, List.of(changed, GAMMA), List.of("beta_cp001000"));
    assertThat(JSON.readTree(FrameJson.update(change))).isEqualTo(fixture("update"));
  }

  private static JsonNode fixture(String name) throws IOException {
    return JSON.readTree(Files.readString(Path.of("src/test/resources/wire", name + ".json")));
  }

  private static Snapshot snapshot(long revision, List<Run> runs, List<Problem> problems) {
    return Snapshot.of(
        "epoch-1",
        revision,
        Instant.EPOCH,
        List.of("/c"),
        List.of(CUSTOM),
        runs,
        BASELINE,
        problems,
        List.of());
  }

  private static Problem problem(String path) {
    return new Problem(Problem.Kind.RESULTS_UNREADABLE, path, "It is broken.", Instant.EPOCH);
  }

  private static RunBuilder run(
      String experiment, int step, String name, String at, String config) {
    return RunBuilder.run("%s_cp%06d".formatted(experiment, step))
        .at("/c/%s/checkpoints/checkpoint_%06d/consolidated".formatted(experiment, step))
        .name(name)
        .step(step)
        .evaluatedAt(LocalDateTime.parse(at))
        .config(config);
  }

  private static Progression curve() {
    Curve.Builder curve = new Curve.Builder();
    curve.add(1000, 5.9, 365.04);
    return new Progression(List.of(curve.build()));
  }
}
