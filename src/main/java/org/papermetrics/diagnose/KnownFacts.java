package org.papermetrics.diagnose;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.papermetrics.index.PathFacts;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Snapshot;

/**
 * What is known without reading a file.
 *
 * @param board as it is now
 * @param facts of a path, with the stamp of the results file now, if it is one; empty when there is
 *     no answer in time
 */
public record KnownFacts(
    Supplier<Snapshot> board, BiFunction<Path, Optional<FileStamp>, Optional<PathFacts>> facts) {

  Snapshot snapshot() {
    return board.get();
  }

  Optional<PathFacts> about(Path path) {
    return facts.apply(path, Optional.empty());
  }

  /** Whether a person has taken the run of a results file off the registry. */
  boolean isRemoved(Path results, Optional<FileStamp> stamp) {
    return facts.apply(results, stamp).filter(PathFacts::removed).isPresent();
  }
}
