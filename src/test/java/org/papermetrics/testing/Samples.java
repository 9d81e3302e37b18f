package org.papermetrics.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Curve;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Made-up nouns for tests: plain ones, of which a test changes what it is about. */
public final class Samples {
  /** When sample snapshots were made. */
  public static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");

  private Samples() {}

  /** JSON text of exactly these characters. */
  public static JsonText json(String text) {
    return new JsonText(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A run of this id and step with one metric and no curve. */
  public static Run run(String id, long step) {
    return run(id, step, "{\"sblimp_accuracy\":0.5}");
  }

  /** A run of this id and step with these results and no curve. */
  public static Run run(String id, long step, String metrics) {
    return RunBuilder.run(id)
        .step(step)
        .config("{\"max_steps\":2000}")
        .metrics(metrics)
        .tags("full", "long-training")
        .notes("Full finetuning")
        .build();
  }

  /** The same run with these tags. */
  public static Run tagged(Run run, String... tags) {
    return RunBuilder.of(run).tags(tags).build();
  }

  /** A curve at 1000, 2000 … with these losses; the perplexity is a hundred times the loss. */
  public static Curve curve(double... losses) {
    Curve.Builder curve = new Curve.Builder();
    for (int i = 0; i < losses.length; i++) {
      curve.add((i + 1) * 1000, losses[i], losses[i] * 100);
    }
    return curve.build();
  }

  /** A board of these runs in this order, without a baseline. */
  public static Snapshot board(Run... runs) {
    return board(List.of(runs), null, List.of());
  }

  /** A board. */
  public static Snapshot board(List<Run> runs, @Nullable Run baseline, List<Problem> problems) {
    return Snapshot.of(
        "epoch-1", 7, AT, List.of("/data"), List.of(), runs, baseline, problems, List.of());
  }

  /** A problem of this path. */
  public static Problem problem(String path) {
    return new Problem(
        Problem.Kind.RESULTS_UNREADABLE, path, path + " is empty. Run it again.", AT);
  }
}
