package org.papermetrics.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The outcome of reading the files of one run. */
public sealed interface Reading {

  /**
   * The files were read whole.
   *
   * @param files where they are
   * @param resultsFile the results file that was read
   * @param resultsStamp its state when it was read
   * @param metrics the results
   * @param config the training config with its state when it was read; always there unless the run
   *     is a pretrained model
   * @param progression the curves inside the results file, empty as a rule
   * @param problems values of the two files that do not count, or not as they are written
   */
  record Loaded(
      RunFiles files,
      Path resultsFile,
      FileStamp resultsStamp,
      JsonObject metrics,
      Optional<Config> config,
      Progression progression,
      List<Problem> problems)
      implements Reading {
    /** Copies the problems and refuses a trained run without a training config. */
    public Loaded {
      problems = List.copyOf(problems);
      if (config.isEmpty() && !files.pretrained()) {
        throw new IllegalArgumentException("a trained run has a training config: " + files.key());
      }
    }

    /** The states alone, without the contents. */
    public Seen seen() {
      return new Seen(files, resultsFile, resultsStamp, config.map(Config::stamp));
    }
  }

  /**
   * A training config as it was read.
   *
   * @param object the whole configuration
   * @param stamp the file's state when it was read
   */
  record Config(JsonObject object, FileStamp stamp) {}

  /**
   * The state that the files of a run had when they were last read whole.
   *
   * @param files where they are
   * @param resultsFile the results file that was read
   * @param results its state
   * @param config the state of the training config; empty when there was none
   */
  record Seen(RunFiles files, Path resultsFile, FileStamp results, Optional<FileStamp> config) {
    /** Keeps one copy of a path that the files have too. */
    public Seen {
      int at = files.results().indexOf(resultsFile);
      resultsFile = at < 0 ? resultsFile : files.results().get(at);
    }
  }

  /** Nothing differs from the reading before. */
  record Unchanged() implements Reading {}

  /**
   * A file is young and not whole; it is probably being written.
   *
   * @param problem what it will be if it stays so
   */
  record Unsettled(Problem problem) implements Reading {}

  /** There is no results file. */
  record Gone() implements Reading {}

  /**
   * A file cannot be used.
   *
   * @param problem which, why, and what to do
   * @param passing whether the system or this program failed and not the file, so that the next
   *     attempt may succeed though the file stays as it is
   */
  record Failed(Problem problem, boolean passing) implements Reading {}
}
