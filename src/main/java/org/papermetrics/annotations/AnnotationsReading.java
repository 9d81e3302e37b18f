package org.papermetrics.annotations;

import java.util.List;
import java.util.Map;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Problem;

/** What reading the file of notes came to. */
public sealed interface AnnotationsReading {

  /**
   * All that is in it.
   *
   * @param notes by the checkpoint path of the run, without a trailing slash
   * @param problems one for each entry that says nothing usable
   */
  record Read(Map<String, Annotation> notes, List<Problem> problems) implements AnnotationsReading {
    /** Nothing is noted, and nothing is wrong. */
    public static final Read NOTHING = new Read(Map.of(), List.of());

    /** Copies both. */
    public Read {
      notes = Map.copyOf(notes);
      problems = List.copyOf(problems);
    }
  }

  /** There is no such file. */
  record Missing() implements AnnotationsReading {}

  /**
   * It cannot be read or is no file of notes.
   *
   * @param sentence what is wrong with it and what to do, for people
   */
  record Unreadable(String sentence) implements AnnotationsReading {}
}
