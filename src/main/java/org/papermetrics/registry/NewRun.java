package org.papermetrics.registry;

import org.jspecify.annotations.Nullable;

/**
 * A run to be registered.
 *
 * @param checkpointPath the checkpoint directory, a slash at its end is not registered; null for
 *     the pretrained model, which has none
 * @param resultsFile the results file
 */
public record NewRun(@Nullable String checkpointPath, String resultsFile) {

  /** Refuses empty paths. */
  public NewRun {
    if (resultsFile.isBlank() || (checkpointPath != null && checkpointPath.isBlank())) {
      throw new IllegalArgumentException("a run is registered with paths that are not empty");
    }
  }

  /** The run of an entry, to be registered again. */
  public static NewRun of(RegistryEntry entry) {
    String results = entry.resultsFile() == null ? entry.results().toString() : entry.resultsFile();
    return new NewRun(entry.checkpointPath(), results);
  }
}
