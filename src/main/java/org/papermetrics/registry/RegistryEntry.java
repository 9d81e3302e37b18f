package org.papermetrics.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.RunKey;

/**
 * One run that the registry names.
 *
 * @param key the identity of the run, made of absolute paths
 * @param checkpointPath as registered, without a trailing slash; null for the pretrained model,
 *     which has no checkpoint
 * @param resultsFile as registered; null when the entry names only a checkpoint
 * @param candidates where the results file may be, absolute, the likeliest first; never empty
 */
public record RegistryEntry(
    RunKey key,
    @Nullable String checkpointPath,
    @Nullable String resultsFile,
    List<Path> candidates) {

  /** Refuses an entry whose results could be nowhere. */
  public RegistryEntry {
    checkpointPath = checkpointPath == null ? null : checkpointPath.intern();
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("an entry names a checkpoint or a results file: " + key);
    }
  }

  /** Where the results file should be. */
  public Path results() {
    return candidates.get(0);
  }

  /** The checkpoint directory, absolute; empty for the pretrained model. */
  public Optional<Path> checkpoint() {
    return checkpointPath == null ? Optional.empty() : Optional.of(Path.of(key.value()));
  }
}
