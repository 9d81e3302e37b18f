package org.papermetrics.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One evaluated checkpoint, as it is shown.
 *
 * @param key its identity
 * @param id unique among the runs of a snapshot, {@code <experiment>_cp<step>} as a rule
 * @param name what people call it; two runs may have one name
 * @param checkpointPath as registered, without a trailing slash; for a pretrained model the
 *     directory of its results
 * @param checkpointStep training steps at the checkpoint, 0 when unknown
 * @param evaluatedAt modification time of the results file, local, to the microsecond
 * @param trainingConfig the whole training configuration
 * @param metrics the whole results file
 * @param tags what filters go by, in a fixed order
 * @param notes one line about the training
 * @param progression long-context curves, empty when there are none
 * @param curvesApart why the curves are of another evaluation than the metrics, as a sentence; null
 *     when nothing speaks for that
 * @param unavailableSince when its files were first unavailable, so that this is what they last
 *     said; null while they can be read
 * @param brokenFile the file that can no longer be used, so that this is what it last said; null
 *     while all can
 * @param annotation what people have noted on it
 */
public record Run(
    RunKey key,
    String id,
    String name,
    String checkpointPath,
    long checkpointStep,
    LocalDateTime evaluatedAt,
    JsonText trainingConfig,
    JsonText metrics,
    List<String> tags,
    String notes,
    Progression progression,
    @Nullable String curvesApart,
    @Nullable Instant unavailableSince,
    @Nullable BrokenFile brokenFile,
    Annotation annotation) {

  /**
   * A file that cannot be used.
   *
   * @param message what is wrong with it, and what to do
   */
  public record BrokenFile(String path, String message) {}

  /** Copies the tags and refuses a run without id or name. */
  public Run {
    checkpointPath = checkpointPath.intern();
    // The checkpoints of an experiment have the same, and there are thousands of them.
    tags = tags.stream().map(String::intern).toList();
    notes = notes.intern();
    if (id.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("a run has an id and a name: " + key);
    }
    if (checkpointStep < 0) {
      throw new IllegalArgumentException("a checkpoint step is not negative: " + checkpointStep);
    }
  }

  /** A run whose files can be read, and on which nobody has noted anything. */
  public Run(
      RunKey key,
      String id,
      String name,
      String checkpointPath,
      long checkpointStep,
      LocalDateTime evaluatedAt,
      JsonText trainingConfig,
      JsonText metrics,
      List<String> tags,
      String notes,
      Progression progression) {
    this(
        key,
        id,
        name,
        checkpointPath,
        checkpointStep,
        evaluatedAt,
        trainingConfig,
        metrics,
        tags,
        notes,
        progression,
        null,
        null,
        null,
        Annotation.NONE);
  }

  /**
   * The same run under another key and id, of whose files and curves nothing is known to be wrong.
   */
  public Run withKey(RunKey newKey, String newId) {
    return with(newKey, newId, progression, null, null, null, annotation);
  }

  /** The same run under another id. */
  public Run withId(String newId) {
    return newId.equals(id)
        ? this
        : with(key, newId, progression, curvesApart, unavailableSince, brokenFile, annotation);
  }

  /** The same run with other curves. */
  public Run withProgression(Progression newProgression) {
    return newProgression.equals(progression)
        ? this
        : with(key, id, newProgression, curvesApart, unavailableSince, brokenFile, annotation);
  }

  /** The same run, whose curves are of another evaluation for this reason, or not if null. */
  public Run withCurvesApart(@Nullable String apart) {
    return Objects.equals(apart, curvesApart)
        ? this
        : with(key, id, progression, apart, unavailableSince, brokenFile, annotation);
  }

  /** The same run, unavailable since then; null when it can be read. */
  public Run withUnavailableSince(@Nullable Instant since) {
    return Objects.equals(since, unavailableSince)
        ? this
        : with(key, id, progression, curvesApart, since, brokenFile, annotation);
  }

  /** The same run, one of whose files is broken; null when all can be used. */
  public Run withBrokenFile(@Nullable BrokenFile broken) {
    return Objects.equals(broken, brokenFile)
        ? this
        : with(key, id, progression, curvesApart, unavailableSince, broken, annotation);
  }

  /** The same run, on which people have noted this. */
  public Run withAnnotation(Annotation note) {
    return note.equals(annotation)
        ? this
        : with(key, id, progression, curvesApart, unavailableSince, brokenFile, note);
  }

  /**
   * The same run, with the training config of another if it is equal: that of a run is read anew
   * with its results, and is in memory once for all checkpoints.
   */
  public Run sharingConfigOf(Run other) {
    return other.trainingConfig.equals(trainingConfig)
        ? new Run(
            key,
            id,
            name,
            checkpointPath,
            checkpointStep,
            evaluatedAt,
            other.trainingConfig,
            metrics,
            tags,
            notes,
            progression,
            curvesApart,
            unavailableSince,
            brokenFile,
            annotation)
        : this;
  }

  private Run with(
      RunKey newKey,
      String newId,
      Progression newProgression,
      @Nullable String apart,
      @Nullable Instant since,
      @Nullable BrokenFile broken,
      Annotation note) {
    return new Run(
        newKey,
        newId,
        name,
        checkpointPath,
        checkpointStep,
        evaluatedAt,
        trainingConfig,
        metrics,
        tags,
        notes,
        newProgression,
        apart,
        since,
        broken,
        note);
  }
}
