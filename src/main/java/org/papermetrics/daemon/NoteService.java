package org.papermetrics.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.papermetrics.annotations.AnnotationEdit;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.annotations.AnnotationsUpdate;
import org.papermetrics.api.NoteStore;
import org.papermetrics.concurrent.BoundedTask;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Run;

/**
 * Changes notes for HTTP threads. The file is written on a thread that may hang with its file
 * system; that the board shows the change is the writer's work, as with a change of anybody else.
 */
final class NoteService implements NoteStore {
  private static final Duration FILE = Duration.ofSeconds(5);
  private static final Duration WRITER = Duration.ofSeconds(4);

  private final AnnotationsFile file;
  private final WriterThread writer;
  private final BoundedTask writing = new BoundedTask("notes", FILE, () -> {});

  /** Changes this file, which the writer reads. */
  NoteService(AnnotationsFile file, WriterThread writer) {
    this.file = file;
    this.writer = writer;
  }

  @Override
  public synchronized AnnotationsUpdate change(
      Run run, AnnotationEdit edit, Predicate<Annotation> condition) {
    Optional<AnnotationsUpdate> update =
        writing.attempt(() -> file.change(run.id(), run.checkpointPath(), edit, condition));
    if (update.isEmpty()) {
      return new AnnotationsUpdate.Refused(
          "The file of notes cannot be reached: its file system does not answer. Whether the note"
              + " was saved will be seen when it does.");
    }
    writer.check(file.path(), WRITER);
    return update.get();
  }
}
