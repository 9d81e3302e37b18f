package org.papermetrics.model;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of one run are.
 *
 * @param key the identity of the run
 * @param checkpointPath as registered, without a trailing slash; for a pretrained model the
 *     directory of its results
 * @param results where the results file may be, in the order to look; never empty
 * @param config where the training config is, if there is one
 * @param pretrained whether this is a pretrained model, which needs no training config
 */
public record RunFiles(
    RunKey key, String checkpointPath, List<Path> results, Path config, boolean pretrained) {
  /** The name of the results file that an evaluation writes. */
  public static final String RESULTS = "paper_metrics_results.json";

  /** The usual name of the results of a pretrained model. */
  public static final String PRETRAINED_RESULTS = "baseline_" + RESULTS;

  /** The name of the training config beside the results of a run. */
  public static final String CONFIG = "training_config.json";

  /** Those of a run that is known by its results file alone. */
  public static RunFiles foundAt(Path resultsFile) {
    Path parent = resultsFile.getParent();
    Path directory = parent == null ? resultsFile : parent;
    return new RunFiles(
        RunKey.ofCheckpoint(directory.toString()),
        directory.toString(),
        List.of(resultsFile),
        directory.resolve(CONFIG),
        false);
  }

  /** Copies the list and refuses an empty one. */
  public RunFiles {
    checkpointPath = checkpointPath.intern();
    results = List.copyOf(results);
    if (results.isEmpty()) {
      throw new IllegalArgumentException("a run has a place for its results: " + key);
    }
  }
}
