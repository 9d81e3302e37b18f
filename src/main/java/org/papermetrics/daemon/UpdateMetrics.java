package org.papermetrics.daemon;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.papermetrics.metrics.Metrics;
import org.papermetrics.model.Change;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/**
 * Times updates from the file event to the push.
 *
 * @param others who are notified
 * @param starting whether all is read for the first time, which says nothing about delays
 * @param since when the first sign of the change came, in nanoseconds
 * @param nanos the clock of that
 */
record UpdateMetrics(
    WriterThread.BoardListener others,
    BooleanSupplier starting,
    Metrics metrics,
    LongSupplier since,
    LongSupplier nanos,
    Clock clock)
    implements WriterThread.BoardListener {
  @Override
  public void changed(Change change, byte[] frame) {
    others.changed(change, frame);
    if (starting.getAsBoolean()) {
      return;
    }
    metrics.updated(nanos.getAsLong() - since.getAsLong());
    Map<String, Run> before = change.before();
    for (Run run : change.changed()) {
      Run was = before.get(run.id());
      if (was == null || !was.evaluatedAt().equals(run.evaluatedAt())) {
        metrics.resultsShown(
            Duration.between(
                run.evaluatedAt().atZone(clock.getZone()).toInstant(), clock.instant()));
      }
    }
    Set<Problem> known = new HashSet<>(change.from().problems());
    change.to().problems().stream()
        .filter(problem -> !known.contains(problem))
        .forEach(problem -> metrics.problem(problem.kind()));
  }

  @Override
  public void renewed(Snapshot snapshot) {
    others.renewed(snapshot);
  }
}
