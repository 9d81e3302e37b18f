package org.papermetrics.diagnose;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.papermetrics.index.PathFacts;
import org.papermetrics.model.Snapshot;

/**
 * What is known without reading a file.
 *
 * @param board as it is now
 * @param facts of a path; empty when there is no answer in time
 */
public record KnownFacts(Supplier<Snapshot> board, Function<Path, Optional<PathFacts>> facts) {

  Snapshot snapshot() {
    return board.get();
  }

  Optional<PathFacts> about(Path path) {
    return facts.apply(path);
  }
}
