package org.papermetrics.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a scope found.
 *
 * @param changed wanted files that are new, different, or gone since the look before
 * @param needsAll whether there is something that only a sweep of everything can see, such as a new
 *     link
 * @param unavailable why the root could not be looked at; then nothing is known to have changed
 */
public record SweepResult(List<Path> changed, boolean needsAll, Optional<String> unavailable) {
  /** Copies the list. */
  public SweepResult {
    changed = List.copyOf(changed);
  }

  static SweepResult unavailable(String reason) {
    return new SweepResult(List.of(), false, Optional.of(reason));
  }
}
