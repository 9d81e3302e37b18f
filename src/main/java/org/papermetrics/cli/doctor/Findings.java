package org.papermetrics.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.papermetrics.model.Explanation.Outcome;

/** The findings so far. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** Something is as it should be. */
  void ok(String topic, String message) {
    all.add(new Finding(topic, Outcome.OK, message));
  }

  /** Something is good to know. */
  void note(String topic, String message) {
    all.add(new Finding(topic, Outcome.NOTE, message));
  }

  /** Something is wrong. */
  void wrong(String topic, String message) {
    all.add(new Finding(topic, Outcome.WRONG, message));
  }

  /** All of them, in the order in which they were found. */
  List<Finding> all() {
    return List.copyOf(all);
  }
}
