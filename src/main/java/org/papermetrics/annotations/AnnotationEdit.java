package org.papermetrics.annotations;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Annotation;

/**
 * What a person wants changed about a note.
 *
 * @param text the new text; null to leave it as it is
 * @param starred whether the run is to be starred; null to leave that as it is
 */
public record AnnotationEdit(@Nullable String text, @Nullable Boolean starred) {
  /** More characters are no note. */
  public static final int MOST_CHARACTERS = 10_000;

  /** Takes text and star away. */
  public static final AnnotationEdit REMOVAL = new AnnotationEdit("", false);

  /** Whether the text is longer than any that is kept. */
  public boolean isTooLong() {
    return text != null && text.codePointCount(0, text.length()) > MOST_CHARACTERS;
  }

  /** What it makes of a note. */
  Annotation of(Annotation before, Instant now) {
    boolean star = starred == null ? before.starred() : starred;
    boolean same = text == null || text.equals(before.text());
    return same && !before.isEmpty()
        ? new Annotation(before.text(), star, before.editedAt())
        : new Annotation(
            text == null ? "" : text, star, now.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
