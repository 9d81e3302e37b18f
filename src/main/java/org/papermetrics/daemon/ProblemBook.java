package org.papermetrics.daemon;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.papermetrics.model.Problem;

/** Remembers since when each problem has been there. Used by one thread. */
final class ProblemBook {
  private Map<Problem, Instant> since = Map.of();

  /** The problems there are now, in a fixed order, each with the time it was first among them. */
  List<Problem> of(Collection<Problem> now) {
    Map<Problem, Instant> next = new HashMap<>();
    for (Problem problem : now) {
      Problem timeless = problem.since(Instant.EPOCH);
      next.put(timeless, since.getOrDefault(timeless, problem.since()));
    }
    since = next;
    return next.entrySet().stream()
        .map(entry -> entry.getKey().since(entry.getValue()))
        .sorted(
            Comparator.comparing(Problem::kind)
                .thenComparing(Problem::path)
                .thenComparing(Problem::message))
        .toList();
  }
}
