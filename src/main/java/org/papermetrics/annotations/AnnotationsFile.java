package org.papermetrics.annotations;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.ForeignLinkException;
import org.papermetrics.files.IoErrors;
import org.papermetrics.files.OpenFile;
import org.papermetrics.files.SharedFile;
import org.papermetrics.files.UnreadableFileException;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.RunKey;

/**
 * The file {@code annotations.json}, which people edit by hand too. A change is made to a fresh
 * reading of it, and a file that cannot be read is left alone. Notes on runs that are not on the
 * board stay.
 */
public final class AnnotationsFile {
  /** Its name in the output directory. */
  public static final String NAME = "annotations.json";

  private static final long MOST_BYTES = 32L << 20;
  private static final String SUBJECT = "The file of notes";
  private static final int TRIES = 10;

  private final SharedFile file;
  private final Clock clock;

  /** Names the file, which need not exist. */
  public AnnotationsFile(Path file, Clock clock) {
    this.file = new SharedFile(file, MOST_BYTES);
    this.clock = clock;
  }

  /** Where it is. */
  public Path path() {
    return file.path();
  }

  /** Reads all notes as they are now. */
  public AnnotationsReading read() {
    try {
      for (int i = 0; i < TRIES; i++) {
        Optional<FileStamp> stamp = file.stamp();
        if (stamp.isEmpty()) {
          return new AnnotationsReading.Missing();
        }
        Optional<OpenFile> found = file.open(stamp.get());
        if (found.isPresent()) {
          try (OpenFile open = found.get()) {
            Optional<byte[]> content = open.content();
            if (content.isPresent()) {
              return AnnotationsText.parse(content.get()).read(path(), clock.instant());
            }
          }
        }
      }
      return new AnnotationsReading.Unreadable(
          SUBJECT + " changes while it is read; it is read again soon.");
    } catch (UnreadableFileException e) {
      return new AnnotationsReading.Unreadable(e.sentence(SUBJECT));
    } catch (IOException e) {
      return new AnnotationsReading.Unreadable(new UnreadableFileException(e).sentence(SUBJECT));
    }
  }

  /**
   * Changes the note on a run.
   *
   * @param id of the run, for people who read the file
   * @param condition what the note must be for the change to be made
   */
  public AnnotationsUpdate change(
      String id, String checkpointPath, AnnotationEdit edit, Predicate<Annotation> condition) {
    String checkpoint = RunKey.withoutTrailingSlash(checkpointPath);
    try {
      for (int i = 0; i < TRIES; i++) {
        Optional<AnnotationsUpdate> update = attempt(id, checkpoint, edit, condition);
        if (update.isPresent()) {
          return update.get();
        }
      }
      return new AnnotationsUpdate.Refused(
          SUBJECT + " is being written by others all the time; save the note again.");
    } catch (UnreadableFileException e) {
      return new AnnotationsUpdate.Refused(e.sentence(SUBJECT) + " The note was not saved.");
    } catch (ForeignLinkException e) {
      return new AnnotationsUpdate.Refused(
          SUBJECT + " is not written, because " + e.getMessage() + ". The note was not saved.");
    } catch (IOException e) {
      return new AnnotationsUpdate.Refused(
          SUBJECT
              + " cannot be written ("
              + IoErrors.of(e)
              + "); make its directory writable for this user and see that there is space. The note"
              + " was not saved.");
    }
  }

  /** Empty when the file has changed meanwhile. */
  private Optional<AnnotationsUpdate> attempt(
      String id, String checkpoint, AnnotationEdit edit, Predicate<Annotation> condition)
      throws IOException, UnreadableFileException {
    Optional<FileStamp> stamp = file.stamp();
    if (stamp.isEmpty()) {
      AnnotationsText text = AnnotationsText.empty();
      return made(
          text, id, checkpoint, edit, condition, () -> file.create(AtomicFile.bytes(text.bytes())));
    }
    Optional<OpenFile> found = file.open(stamp.get());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (OpenFile open = found.get()) {
      Optional<byte[]> content = open.content();
      if (content.isEmpty()) {
        return Optional.empty();
      }
      AnnotationsText text = AnnotationsText.parse(content.get());
      return made(
          text,
          id,
          checkpoint,
          edit,
          condition,
          () -> file.replace(open, AtomicFile.bytes(text.bytes())));
    }
  }

  private interface Writing {
    boolean done() throws IOException;
  }

  private Optional<AnnotationsUpdate> made(
      AnnotationsText text,
      String id,
      String checkpoint,
      AnnotationEdit edit,
      Predicate<Annotation> condition,
      Writing writing)
      throws IOException {
    Annotation before = text.note(checkpoint);
    if (!condition.test(before)) {
      return Optional.of(new AnnotationsUpdate.Differs(before));
    }
    Annotation after = edit.of(before, clock.instant());
    if (after.equals(before) || (after.isEmpty() && before.isEmpty())) {
      return Optional.of(new AnnotationsUpdate.Done(before));
    }
    text.set(id, checkpoint, after);
    return writing.done() ? Optional.of(new AnnotationsUpdate.Done(after)) : Optional.empty();
  }
}
