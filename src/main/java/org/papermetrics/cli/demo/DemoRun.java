package org.papermetrics.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.papermetrics.model.RunFiles;

/** The files of one evaluated checkpoint. */
final class DemoRun {
  private static final Duration TRAINED_BEFORE = Duration.ofMinutes(50);

  /** In the second task. */
  private static final Duration FAILS = Duration.ofSeconds(25);

  private final DemoCheckpoint checkpoint;
  private final Path place;
  private final DemoSettings settings;
  private final DemoEvaluation evaluation;
  private final DemoLog log;

  /**
   * Invents the evaluation; writes nothing yet.
   *
   * @param checkpoints root of all checkpoints, absolute
   * @param logs directory of all logs
   */
  DemoRun(DemoCheckpoint checkpoint, Path checkpoints, Path logs, DemoSettings settings) {
    this.checkpoint = checkpoint;
    this.place = checkpoints.resolve(checkpoint.directory());
    this.settings = settings;
    this.evaluation = DemoEvaluation.of(checkpoint, settings.seed());
    this.log = new DemoLog(logs, checkpoint);
  }

  /** The checkpoint's directory. */
  Path place() {
    return place;
  }

  Path config() {
    return place.resolve(RunFiles.CONFIG);
  }

  Path results() {
    return place.resolve(RunFiles.RESULTS);
  }

  /** What belongs into the results file. */
  String resultsText() {
    return DemoJson.text(evaluation.results());
  }

  private Path weights() {
    boolean adapters = checkpoint.experiment().kind().lora();
    return place.resolve((adapters ? "lora" : "consolidated") + ".safetensors");
  }

  /** Writes what the training leaves behind: config and weights. */
  void writeTraining() throws IOException {
    Files.createDirectories(place);
    DemoFiles.write(config(), DemoJson.text(DemoConfig.of(checkpoint.experiment())));
    DemoFiles.writeSparse(weights(), settings.weightBytes());
  }

  /** Appends the logs, where the experiment keeps any, of an evaluation that ends at a time. */
  void writeLogs(Instant end) throws IOException {
    if (checkpoint.experiment().logged()) {
      appendLogs(lines(false), end.minus(DemoScript.DURATION));
    }
  }

  /** Appends lines to the logs of an evaluation that begins at a time. */
  void appendLogs(List<DemoLine> lines, Instant begin) throws IOException {
    log.append(lines, LocalDateTime.ofInstant(begin, settings.clock().getZone()));
  }

  /** What the logs of the evaluation say. */
  List<DemoLine> lines() {
    return lines(true);
  }

  private List<DemoLine> lines(boolean progress) {
    return DemoScript.whole(checkpoint, place, evaluation, progress);
  }

  /** The same of one that fails in its second task. */
  List<DemoLine> failingLines() {
    return DemoScript.failing(checkpoint, place, FAILS, lines());
  }

  /** The same of one that goes silent in its second task. */
  List<DemoLine> stallingLines() {
    return DemoScript.until(FAILS, lines());
  }

  /** The same of one that fails while the model is loaded. */
  List<DemoLine> breakingLines() {
    return DemoScript.brokenWhileLoading(checkpoint, place);
  }

  /** Deletes the logs of an earlier evaluation. */
  void deleteLogs() throws IOException {
    Files.deleteIfExists(log.log());
    Files.deleteIfExists(log.err());
  }

  /** Makes all files look as if the evaluation had ended at a time. */
  void date(Instant end) throws IOException {
    dateInputs(end);
    DemoFiles.date(end, results());
  }

  /** The same of an evaluation without results. */
  void dateInputs(Instant end) throws IOException {
    DemoFiles.date(end.minus(TRAINED_BEFORE), config(), weights());
    if (checkpoint.experiment().logged()) {
      DemoFiles.date(end, log.log(), log.err());
    }
  }
}
