package org.papermetrics.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import org.papermetrics.model.RunFiles;

/** The files of one evaluated checkpoint. */
final class DemoRun {
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
      log.append(
          place, evaluation.curves(), LocalDateTime.ofInstant(end, settings.clock().getZone()));
    }
  }

  /** Deletes the logs of an earlier evaluation. */
  void deleteLogs() throws IOException {
    Files.deleteIfExists(log.log());
    Files.deleteIfExists(log.err());
  }

  /** Makes all files look as if the evaluation had ended at a time. */
  void date(Instant end) throws IOException {
    DemoFiles.date(end.minus(DemoLog.DURATION.multipliedBy(2)), config(), weights());
    if (checkpoint.experiment().logged()) {
      DemoFiles.date(end, log.log(), log.err());
    }
    DemoFiles.date(end, results());
  }
}
