package org.papermetrics.diagnose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Explanation.Outcome;
import org.papermetrics.model.Explanation.Step;
import org.papermetrics.model.Run;

/** An explanation that is being put together. */
final class ExplanationBuilder {
  private final String subject;
  private final List<Step> steps = new ArrayList<>();

  /** Nothing was looked at yet. */
  ExplanationBuilder(String subject) {
    this.subject = subject;
  }

  /** Something is as it should be. */
  void ok(String sentence) {
    steps.add(new Step(Outcome.OK, sentence));
  }

  /** Something is good to know. */
  void note(String sentence) {
    steps.add(new Step(Outcome.NOTE, sentence));
  }

  /** Something is wrong, and yet the board shows the run. */
  void wrong(String sentence) {
    steps.add(new Step(Outcome.WRONG, sentence));
  }

  /** Here the way ends. */
  Explanation ends(String sentence) {
    wrong(sentence);
    return done(false, null, sentence);
  }

  /** The run is on the board. */
  Explanation shows(Run run, String sentence) {
    return done(true, run.id(), sentence);
  }

  /** What is known of something that is not one run. */
  Explanation told(boolean onBoard, String sentence) {
    return done(onBoard, null, sentence);
  }

  private Explanation done(boolean onBoard, @Nullable String id, String sentence) {
    return new Explanation(subject, onBoard, id, sentence, steps);
  }
}
