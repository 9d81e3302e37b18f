package org.papermetrics.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Change;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.wire.BoardJson;
import org.papermetrics.wire.DataJson;
import org.papermetrics.wire.FrameJson;
import org.papermetrics.wire.RunJson;

/** Boards made up for the page: always the same, and of every kind that occurs. */
final class SampleBoard {
  private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");
  private static final LocalDateTime EVALUATED = LocalDateTime.of(2026, 3, 1, 10, 0);
  private static final List<String> ROOTS = List.of("/data/checkpoints");

  private SampleBoard() {}

  /** The pretrained baseline and {@code runs - 1} checkpoints, with curves over three files. */
  static Snapshot of(int runs) {
    return with("e1", 1, runs(runs), List.of());
  }

  /** A board of these runs; the first tagged baseline is the baseline. */
  static Snapshot with(String epoch, long revision, List<Run> runs, List<Problem> problems) {
    @Nullable Run baseline =
        runs.stream().filter(run -> run.tags().contains("baseline")).findFirst().orElse(null);
    return Snapshot.of(epoch, revision, AT, ROOTS, List.of(), runs, baseline, problems, List.of());
  }

  /** The next revision of a board, in which a run is added or replaced by id. */
  static Change change(Snapshot before, Run run) {
    List<Run> runs = new ArrayList<>(before.runs());
    runs.removeIf(other -> other.id().equals(run.id()));
    runs.add(run);
    Snapshot after = with(before.epoch(), before.revision() + 1, runs, before.problems());
    return new Change(before, after, List.of(run), List.of());
  }

  /** The next revision of a board, in which a run is gone. */
  static Change removal(Snapshot before, Run run) {
    List<Run> runs = new ArrayList<>(before.runs());
    runs.remove(run);
    Snapshot after = with(before.epoch(), before.revision() + 1, runs, before.problems());
    return new Change(before, after, List.of(), List.of(run.id()));
  }

  /** A run of this name with these results and no curve. */
  static Run run(String name, String experiment, int step, String metrics) {
    String path =
        "/data/checkpoints/%s/checkpoints/checkpoint_%06d/consolidated".formatted(experiment, step);
    return RunBuilder.run("%s_cp%06d".formatted(experiment, step))
        .at(path)
        .name(name)
        .step(step)
        .evaluatedAt(EVALUATED)
        .config("{\"lora\":{\"enable\":true,\"rank\":64}}")
        .metrics(metrics)
        .tags("lora")
        .notes("LoRA training (rank 64)")
        .build();
  }

  /** The same run under another name. */
  static Run renamed(Run run, String name) {
    return RunBuilder.of(run).name(name).build();
  }

  /** The same run with another training configuration. */
  static Run configured(Run run, String config) {
    return RunBuilder.of(run).config(config).build();
  }

  /** The same run with other results and another curve. */
  static Run evaluatedAgain(Run run, int seed) {
    return RunBuilder.of(run).metrics(metrics(seed)).progression(curves(seed)).build();
  }

  /** Results of all four tasks that differ from seed to seed. */
  static String metrics(int seed) {
    Random random = new Random(seed);
    int sblimp = 500 + random.nextInt(100);
    int swuggy = 1240 + random.nextInt(180);
    int tstory = 1360 + random.nextInt(180);
    int sstory = 1060 + random.nextInt(110);
    double average = (sblimp / 1000.0 + swuggy / 2000.0 + tstory / 1871.0 + sstory / 1871.0) / 4;
    return """
        {"sblimp_accuracy":%s,"sblimp_samples":1000,"swuggy_accuracy":%s,"swuggy_samples":2000,\
        "tstory_accuracy":%s,"tstory_samples":1871,"sstory_accuracy":%s,"sstory_samples":1871,\
        "librilight_perplexity_8k":%s,"librilight_perplexity_16k":%s,"paper_metrics_avg":%s}"""
        .formatted(
            sblimp / 1000.0,
            swuggy / 2000.0,
            tstory / 1871.0,
            sstory / 1871.0,
            Math.exp(6 + 5 * random.nextDouble()),
            Math.exp(6 + 6 * random.nextDouble()),
            average);
  }

  private static List<Run> runs(int count) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count - 1; i++) {
      int experiment = i / 5;
      String kind = List.of("ttt", "lora", "full").get(experiment % 3);
      // Two neighbouring experiments of one kind share their display name, as people do it.
      String shown = kind + "_dialogue_" + experiment / 6;
      String own = "dialogue_" + kind + "_" + experiment;
      int step = 2000 * (5 - i % 5);
      runs.add(
          trained(
              kind,
              "CP%04d - %s".formatted(step, shown),
              own,
              step,
              i % 17 == 7
                  ? "{\"sblimp_accuracy\":0.541,\"sblimp_samples\":1000,"
                      + "\"swuggy_accuracy\":0.6335,\"swuggy_samples\":2000,\"tstory_accuracy\":0.79,"
                      + "\"tstory_samples\":1871,\"paper_metrics_avg\":0.654833}"
                  : metrics(i),
              curves(i)));
    }
    runs.sort((a, b) -> Long.compare(b.checkpointStep(), a.checkpointStep()));
    runs.add(
        RunBuilder.run("baseline_pretrained")
            .key(RunKey.ofPretrained("/data/dashboard/baseline_paper_metrics_results.json"))
            .path("/data/dashboard")
            .name("Baseline - example/speech-model")
            .evaluatedAt(EVALUATED)
            .config("{\"baseline\":true,\"ttt\":{\"enable\":false},\"lora\":{\"enable\":false}}")
            .metrics(metrics(4711))
            .tags("baseline")
            .notes("Trained for 0 steps")
            .progression(curves(4711))
            .build());
    return runs;
  }

  private static Run trained(
      String kind, String name, String experiment, int step, String metrics, Progression curves) {
    Run plain = run(name, experiment, step, metrics);
    String config =
        "{\"data\":{\"train_data\":\"/data/train/dialogue/train.jsonl\"},\"max_steps\":10000,"
            + "\"optim\":{\"lr\":5e-05,\"weight_decay\":0.1},\"ttt\":{\"enable\":"
            + kind.equals("ttt")
            + ",\"layers\":\"29,30,31\",\"base_lr\":0.01},\"lora\":{\"enable\":"
            + kind.equals("lora")
            + ",\"rank\":64},\"full_finetuning\":"
            + kind.equals("full")
            + "}";
    return RunBuilder.of(plain)
        .name(name)
        .step(step)
        .evaluatedAt(EVALUATED)
        .config(config)
        .tags(kind, "librispeech", "long-training")
        .notes("Trained for 10000 steps")
        .progression(curves)
        .build();
  }

  private static Progression curves(int seed) {
    Random random = new Random(seed);
    List<Curve> files = new ArrayList<>();
    for (int points : new int[] {44, 43, 41}) {
      Curve.Builder curve = new Curve.Builder();
      double level = 5.8 + random.nextDouble() * 0.3;
      for (int i = 1; i <= points; i++) {
        double loss =
            Math.round((level + 1.9 * i / (i + 12) + random.nextDouble() / 50) * 1e4) / 1e4;
        curve.add(1000 * i, loss, Math.round(Math.exp(loss) * 100) / 100.0);
      }
      files.add(curve.build());
    }
    return new Progression(files);
  }

  /** What {@code /api/v1/runs} answers. */
  static byte[] answer(Snapshot board) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BoardJson.runs(board, ZoneOffset.UTC, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The same as a page asks for it. */
  static byte[] answerWithConfigsApart(Snapshot board) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BoardJson.runsWithConfigsApart(board, ZoneOffset.UTC, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The frame of a change. */
  static String frame(Change change) {
    return new String(FrameJson.update(change), StandardCharsets.UTF_8);
  }

  /** The data file of a board. */
  static byte[] dataFile(Snapshot board) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(DataJson.head(board, ZoneOffset.UTC));
    for (int i = 0; i < board.runs().size(); i++) {
      out.writeBytes(i == 0 ? new byte[0] : DataJson.between());
      out.writeBytes(RunJson.whole(board.runs().get(i)));
    }
    out.writeBytes(DataJson.tail());
    return out.toByteArray();
  }
}
