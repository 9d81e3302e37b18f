package org.papermetrics.state;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/**
 * The document of a saved run, without its metrics, its training config and what people have noted
 * on it, which have documents of their own: so the files keep every byte, and the checkpoints of
 * one experiment share one config.
 *
 * @param config the key of the training config's document
 * @param seen what was read; null when the files must be read again
 */
record RunDocument(
    RunFiles files,
    RunKey key,
    String id,
    String name,
    String checkpointPath,
    long checkpointStep,
    LocalDateTime evaluatedAt,
    String config,
    List<String> tags,
    String notes,
    Progression progression,
    boolean ownCurves,
    List<Problem> problems,
    @Nullable Seen seen) {

  /**
   * The states of the files when they were read.
   *
   * @param madeWith what the run was made with from what was read
   */
  record Seen(String madeWith, Path resultsFile, FileStamp results, @Nullable FileStamp config) {}

  static RunDocument of(SavedRun saved, String config, String madeWith) {
    Run run = saved.run();
    Reading.Seen seen = saved.seen();
    return new RunDocument(
        saved.files(),
        run.key(),
        run.id(),
        run.name(),
        run.checkpointPath(),
        run.checkpointStep(),
        run.evaluatedAt(),
        config,
        run.tags(),
        run.notes(),
        run.progression(),
        saved.ownCurves(),
        saved.problems(),
        seen == null
            ? null
            : new Seen(madeWith, seen.resultsFile(), seen.results(), seen.config().orElse(null)));
  }

  /**
   * The saved run; its files are to be read again when it was made with something else.
   *
   * @param shared equal to {@link #files}
   */
  SavedRun toSavedRun(
      RunFiles shared,
      JsonText trainingConfig,
      JsonText metrics,
      Annotation annotation,
      String madeWith) {
    Run run =
        new Run(
                key.equals(shared.key()) ? shared.key() : key,
                id,
                name,
                checkpointPath,
                checkpointStep,
                evaluatedAt,
                trainingConfig,
                metrics,
                tags,
                notes,
                progression)
            .withAnnotation(annotation);
    return new SavedRun(
        shared,
        run,
        seen == null || !seen.madeWith().equals(madeWith)
            ? null
            : new Reading.Seen(
                shared, seen.resultsFile(), seen.results(), Optional.ofNullable(seen.config())),
        ownCurves,
        problems);
  }
}
