package org.papermetrics.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a scope found.
 *
 * @param changed wanted files that are new, different, or gone since the look before
 * @param newLinks whether there are links that only a sweep of everything can follow
 * @param unavailable why the root could not be looked at; then nothing is known to have changed
 */
record Sweep(List<Path> changed, boolean newLinks, Optional<String> unavailable) {
  /** Copies the list. */
  Sweep {
    changed = List.copyOf(changed);
  }

  static Sweep unavailable(String reason) {
    return new Sweep(List.of(), false, Optional.of(reason));
  }
}
