package org.papermetrics.api;

import java.util.function.Predicate;
import org.papermetrics.annotations.AnnotationEdit;
import org.papermetrics.annotations.AnnotationsUpdate;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Run;

/** Where what people note on runs is kept. */
public interface NoteStore {
  /**
   * Changes the note on a run; when it is changed, the board shows it. Writes a file.
   *
   * @param condition what the note must be for the change to be made
   */
  AnnotationsUpdate change(Run run, AnnotationEdit edit, Predicate<Annotation> condition);
}
