package org.papermetrics.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Result of a scan.
 *
 * @param changed the files that were added, changed or deleted since the scan before
 * @param needsSweep whether something was found that needs a sweep of everything, such as a new
 *     link
 * @param unavailable why the root could not be read; then no change is known
 */
public record SweepResult(List<Path> changed, boolean needsSweep, Optional<String> unavailable) {
  /** Copies the list. */
  public SweepResult {
    changed = List.copyOf(changed);
  }

  static SweepResult unavailable(String reason) {
    return new SweepResult(List.of(), false, Optional.of(reason));
  }
}
