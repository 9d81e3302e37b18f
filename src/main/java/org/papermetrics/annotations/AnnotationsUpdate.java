package org.papermetrics.annotations;

import org.papermetrics.model.Annotation;

/** What changing a note came to. */
public sealed interface AnnotationsUpdate {

  /** The note is in the file as asked for; {@link Annotation#NONE} when it was taken away. */
  record Done(Annotation now) implements AnnotationsUpdate {}

  /** The note is not the one that was to be changed; it is as it was. */
  record Differs(Annotation now) implements AnnotationsUpdate {}

  /**
   * The file is as it was.
   *
   * @param sentence what is in the way and what to do, for people
   */
  record Refused(String sentence) implements AnnotationsUpdate {}
}
