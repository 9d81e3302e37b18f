package org.papermetrics.api;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** A board that does not get written to its end. */
final class BrokenBoard {
  private BrokenBoard() {}

  /** Fails behind this many runs. */
  static Snapshot afterRuns(int runs) {
    return afterRuns(
        runs,
        () -> {
          throw new IllegalStateException("SECRET CAUSE");
        });
  }

  /** Does something behind this many runs. */
  static Snapshot afterRuns(int runs, Runnable then) {
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
              then.run();
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
        List.of(),
        List.of());
  }
}
