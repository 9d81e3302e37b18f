package org.papermetrics.api;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** A board that fails while it is written. */
final class BrokenBoard {
  private BrokenBoard() {}

  /** Fails behind this many runs. */
  static Snapshot afterRuns(int runs) {
    Run run = Fixture.run("r");
    return new Snapshot(
        "e1",
        1,
        Fixture.NOW,
        List.of(),
        List.of(),
        new AbstractList<>() {
          @Override
          public Run get(int index) {
            if (index >= runs) {
              throw new IllegalStateException("SECRET CAUSE");
            }
            return run;
          }

          @Override
          public int size() {
            return runs + 1;
          }
        },
        Map.of(),
        null,
        List.of(),
        List.of());
  }
}
