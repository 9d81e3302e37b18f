package org.papermetrics.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.index.FormerRuns;
import org.papermetrics.wire.DataReader;

/**
 * Data file that a pass is about to replace. It is read when it is first asked for, and what is no
 * data file has no runs. Used by one thread.
 */
final class FormerDataFile {
  private final Optional<Path> file;
  private @Nullable FormerRuns runs;

  /** Reads nothing yet. */
  FormerDataFile(Optional<Path> file) {
    this.file = file;
  }

  /** The file as a message names it. */
  String name() {
    return file.map(Path::toString).orElse("the data file");
  }

  /** The runs in it. */
  FormerRuns runs() {
    FormerRuns known = runs;
    if (known == null) {
      known = file.map(FormerDataFile::read).orElse(FormerRuns.NONE);
      runs = known;
    }
    return known;
  }

  private static FormerRuns read(Path file) {
    if (!Files.isRegularFile(file)) {
      return FormerRuns.NONE;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new FormerRuns(DataReader.runs(in));
    } catch (IOException e) {
      return FormerRuns.NONE;
    }
  }
}
