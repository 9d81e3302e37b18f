package org.papermetrics.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.papermetrics.cli.demo.DemoLine.Kind;
import org.papermetrics.model.RunFiles;

/**
 * What the logs of an evaluation say, and when: a real one takes the better part of an hour, this
 * one less than two minutes. Jobs with an odd number print positions in one of the two formats, the
 * others in the other.
 */
final class DemoScript {
  /** How long an evaluation takes. */
  static final Duration DURATION = Duration.ofSeconds(84);

  /** When the model is loaded. */
  static final Duration LOADED = Duration.ofSeconds(8);

  private static final Duration TASK = Duration.ofSeconds(11);
  private static final Duration POINT = Duration.ofMillis(234);
  private static final int PAIRS_PER_LINE = 10;
  private static final int WIDTH = 5;

  private final DemoCheckpoint checkpoint;
  private final Path place;
  private final List<DemoLine> lines = new ArrayList<>();
  private Duration now = Duration.ZERO;

  private DemoScript(DemoCheckpoint checkpoint, Path place) {
    this.checkpoint = checkpoint;
    this.place = place;
  }

  /**
   * An evaluation that ends well, in the order of time.
   *
   * @param place of the checkpoint
   * @param progress whether tasks say how far they are
   */
  static List<DemoLine> whole(
      DemoCheckpoint checkpoint, Path place, DemoEvaluation evaluation, boolean progress) {
    DemoScript script = new DemoScript(checkpoint, place);
    script.begin();
    script.now = LOADED;
    script.logging("✅ Checkpoint loaded successfully");
    script.logging("RUNNING PAPER METRICS EVALUATION");
    evaluation.correct().forEach((task, correct) -> script.task(task, correct, progress));
    script.longContext(evaluation);
    script.end(evaluation);
    return script.lines;
  }

  /** One that Python ends with an exception while the model is loaded. */
  static List<DemoLine> brokenWhileLoading(DemoCheckpoint checkpoint, Path place) {
    DemoScript script = new DemoScript(checkpoint, place);
    script.begin();
    script.now = LOADED;
    script.traceback("load_model", "RuntimeError: CUDA error: uncorrectable ECC error encountered");
    return script.lines;
  }

  /** What one that ends well says before a time. */
  static List<DemoLine> until(Duration end, List<DemoLine> whole) {
    return whole.stream().filter(line -> line.after().compareTo(end) < 0).toList();
  }

  /** One that fails at a time. */
  static List<DemoLine> failing(
      DemoCheckpoint checkpoint, Path place, Duration end, List<DemoLine> whole) {
    DemoScript script = new DemoScript(checkpoint, place);
    script.lines.addAll(until(end, whole));
    script.now = end;
    String why = "CUDA out of memory. Tried to allocate 2.50 GiB.";
    script.line(Kind.BARE, "❌ Evaluation failed: " + why);
    script.traceback("evaluate_swuggy", "torch.OutOfMemoryError: " + why);
    return script.lines;
  }

  private void begin() {
    line(Kind.SCRIPT, "=".repeat(42));
    line(Kind.SCRIPT, "Paper Metrics Evaluation");
    line(Kind.SCRIPT, "=".repeat(42));
    line(Kind.SCRIPT, "Job ID: " + checkpoint.job());
    line(Kind.SCRIPT, "Node: gpu-node-" + Math.floorMod(checkpoint.job(), 8));
    line(Kind.SCRIPT, "Checkpoint: " + place + "/");
    line(Kind.SCRIPT, "Starting paper metrics evaluation...");
    logging("PAPER METRICS EVALUATION");
    logging(
        "Mode:         "
            + (checkpoint.experiment().kind().ttt() ? "TTT" : "Finetuned")
            + " Checkpoint");
    logging("Checkpoint:   " + place);
    logging("🏗️  Loading model...");
  }

  private void task(DemoTask task, int correct, boolean progress) {
    Duration begin = now;
    int samples = task.samples();
    logging(task.found());
    for (int done = PAIRS_PER_LINE; progress && done <= samples; done += PAIRS_PER_LINE) {
      now = begin.plus(TASK.multipliedBy(done).dividedBy(samples));
      logging(task.logName() + ": processed " + done + "/" + samples + " pairs");
    }
    now = begin.plus(TASK);
    String accuracy = String.format(Locale.ROOT, "%.4f", (double) correct / samples);
    logging(task.logName() + ": " + correct + "/" + samples + " = " + accuracy);
  }

  private void longContext(DemoEvaluation evaluation) {
    DemoCurves curves = evaluation.curves();
    logging("LibriLight evaluation mode: streaming");
    for (List<DemoCurves.Point> file : curves.files()) {
      int last = file.get(file.size() - 1).position();
      logging("Starting LibriLight evaluation: " + last + " tokens");
      for (DemoCurves.Point point : file) {
        now = now.plus(POINT);
        logging(text(point, last));
      }
      logging("LibriLight evaluation complete: " + file.size() + " positions");
    }
    logging(
        "LibriLight results - 8k: "
            + fixed(curves.perplexityAt(8000), 2)
            + ", 16k: "
            + fixed(curves.perplexityAt(16000), 2)
            + ", 24k: "
            + fixed(curves.perplexityAt(24000), 2)
            + ", slope: "
            + curves.slope());
  }

  private void end(DemoEvaluation evaluation) {
    logging("Paper metrics average: " + fixed(evaluation.average(), 4) + ", f1: 0.0000");
    logging("✅ EVALUATION COMPLETE");
    now = DURATION;
    line(Kind.BARE, "💾 Results saved to: " + place.resolve(RunFiles.RESULTS));
    line(Kind.SCRIPT, "✅ Paper metrics evaluation completed successfully!");
  }

  private void traceback(String where, String exception) {
    line(Kind.BARE, "Traceback (most recent call last):");
    line(Kind.BARE, "  File \"/data/moshi/run_paper_metrics.py\", line 214, in " + where);
    line(Kind.BARE, "    return model(codes)");
    line(Kind.BARE, exception);
  }

  private void logging(String text) {
    line(Kind.LOGGING, text);
  }

  private void line(Kind kind, String text) {
    lines.add(new DemoLine(now, kind, text));
  }

  private String text(DemoCurves.Point point, int last) {
    String position = Integer.toString(point.position());
    String loss = fixed(point.loss(), 4);
    String perplexity = fixed(point.perplexity(), 2);
    return checkpoint.job() % 2 == 0
        ? "  Position "
            + " ".repeat(WIDTH - position.length())
            + position
            + ": Loss "
            + loss
            + " | PPL "
            + perplexity
        : "Position " + position + "/" + last + ": loss=" + loss + ", perplexity=" + perplexity;
  }

  /** A positive number with so many decimals; a large tree has millions of them. */
  private static String fixed(double number, int decimals) {
    String digits = Long.toString(Math.round(number * Math.pow(10, decimals)));
    String padded = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
    int point = padded.length() - decimals;
    return padded.substring(0, point) + "." + padded.substring(point);
  }
}
