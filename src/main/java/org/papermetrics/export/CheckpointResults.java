package org.papermetrics.export;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;

/**
 * Finds the results files of runs of which only the checkpoint directory is known: under the names
 * that evaluations give them.
 */
public final class CheckpointResults implements ResultsFiles {
  /** Times on the board have microseconds, of which the last may be rounded. */
  private static final Duration SAME_TIME = Duration.ofMillis(1);

  private final ZoneId zone;
  private final ResultsDigests digests = new ResultsDigests();

  /**
   * Finds them.
   *
   * @param zone of the local times of runs
   */
  public CheckpointResults(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public List<ResultsFile> of(List<Run> runs) {
    return runs.stream().map(this::of).toList();
  }

  private ResultsFile of(Run run) {
    Path path;
    try {
      path = find(run.checkpointPath());
    } catch (InvalidPathException e) {
      return ResultsFile.notRead(run.key().usualResults(), "The path cannot be spelled here.");
    }
    ResultsFile file = digests.of(path, null);
    boolean same =
        file.state().isEmpty()
            || isSameTime(run.evaluatedAt(), file.state().get().modified(), zone);
    return same
        ? file
        : new ResultsFile(file.path(), file.stamp(), file.sha256(), ResultsDigests.CHANGED);
  }

  /** Where the results in a checkpoint directory are, or would be. */
  static Path find(String checkpointPath) {
    Path usual = Path.of(checkpointPath, RunFiles.RESULTS);
    Path pretrained = usual.resolveSibling(RunFiles.PRETRAINED_RESULTS);
    return !Files.exists(usual) && Files.exists(pretrained) ? pretrained : usual;
  }

  /** Whether a run was evaluated when a file was modified, as far as its time tells. */
  static boolean isSameTime(LocalDateTime evaluated, Instant modified, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(modified, zone);
    return Duration.between(local, evaluated).abs().compareTo(SAME_TIME) <= 0;
  }
}
