package org.papermetrics.registry;

import org.jspecify.annotations.Nullable;
import org.papermetrics.model.RunKey;

/**
 * A run to be registered.
 *
 * @param checkpointPath the checkpoint directory; null for the pretrained model, which has none
 * @param resultsFile the results file
 */
public record NewRun(@Nullable String checkpointPath, String resultsFile) {

  /** Refuses empty paths; a slash at the end of the checkpoint is dropped. */
  public NewRun {
    if (resultsFile.isBlank() || (checkpointPath != null && checkpointPath.isBlank())) {
      throw new IllegalArgumentException("a run is registered with paths that are not empty");
    }
    if (checkpointPath != null) {
      checkpointPath = RunKey.withoutTrailingSlash(checkpointPath);
    }
  }

  /** The run of an entry, to be registered again. */
  public static NewRun of(RegistryEntry entry) {
    String results = entry.resultsFile() == null ? entry.results().toString() : entry.resultsFile();
    return new NewRun(entry.checkpointPath(), results);
  }
}
