package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.annotations.AnnotationsReading;
import org.papermetrics.concurrent.BoundedTask;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.state.SavedRun;

/**
 * What people have noted on runs, as their file says it; as it said it last while it cannot be
 * read. Used by one thread.
 */
final class RunAnnotations {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** Some editors remove a file for a moment before they write it anew. */
  private static final Duration MISSING_FOR_GOOD = Duration.ofSeconds(1);

  private static final String LAST_READ =
      " Until then the notes on the board are those that were read last, and none can be changed.";

  private final AnnotationsFile file;
  private final BoundedTask reaching;
  private Map<String, Annotation> notes = Map.of();
  private List<Problem> ofEntries = List.of();
  private Optional<Problem> problem = Optional.empty();
  private Optional<Instant> missingSince = Optional.empty();
  private boolean behind;
  private boolean unread = true;

  /**
   * Has read nothing yet.
   *
   * @param reaching on which the file is read
   */
  RunAnnotations(AnnotationsFile file, BoundedTask reaching) {
    this.file = file;
    this.reaching = reaching;
  }

  /** Where the file is. */
  Path path() {
    return file.path();
  }

  /** Resumes from what an earlier daemon has saved. */
  void restore(Collection<SavedRun> saved) {
    Map<String, Annotation> then = new HashMap<>();
    for (SavedRun run : saved) {
      if (!run.run().annotation().isEmpty()) {
        then.put(RunKey.withoutTrailingSlash(run.run().checkpointPath()), run.run().annotation());
      }
    }
    notes = then;
  }

  /** Whether it is to be read although it has not changed. */
  boolean isDue() {
    return unread || behind;
  }

  /** Whether it is to be read as soon as it can be reached. */
  boolean isBehind() {
    return behind;
  }

  /** A run with what is noted on it. */
  Run on(Run run) {
    return run.withAnnotation(
        notes.getOrDefault(RunKey.withoutTrailingSlash(run.checkpointPath()), Annotation.NONE));
  }

  /** What is wrong with the file. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(ofEntries);
    problem.ifPresent(problems::add);
    return problems;
  }

  /**
   * Reads the file again.
   *
   * @return when it is to be read the next time, unless it changes before
   */
  Map<Path, Duration> read(Instant now) {
    unread = false;
    Optional<AnnotationsReading> reached = reaching.attempt(file::read);
    behind = reached.isEmpty();
    if (behind) {
      problem =
          Optional.of(
              unreadable(
                  "The file of notes cannot be reached: its file system does not answer.", now));
      return Map.of();
    }
    AnnotationsReading reading = reached.get();
    if (reading instanceof AnnotationsReading.Unreadable unreadable) {
      missingSince = Optional.empty();
      problem = Optional.of(unreadable(unreadable.sentence(), now));
      return Map.of(path(), AGAIN);
    }
    if (reading instanceof AnnotationsReading.Missing && !isMissingForGood(now)) {
      return Map.of(path(), MISSING_FOR_GOOD);
    }
    AnnotationsReading.Read read = AnnotationsReading.Read.NOTHING;
    if (reading instanceof AnnotationsReading.Read all) {
      missingSince = Optional.empty();
      read = all;
    }
    notes = read.notes();
    ofEntries = read.problems();
    problem = Optional.empty();
    return Map.of();
  }

  private boolean isMissingForGood(Instant now) {
    Instant since = missingSince.orElse(now);
    missingSince = Optional.of(since);
    return notes.isEmpty() || Periods.isOver(MISSING_FOR_GOOD, since, now);
  }

  private Problem unreadable(String sentence, Instant now) {
    return new Problem(
        Problem.Kind.ANNOTATIONS_UNREADABLE, path().toString(), sentence + LAST_READ, now);
  }
}
