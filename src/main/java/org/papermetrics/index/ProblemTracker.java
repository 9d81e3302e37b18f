package org.papermetrics.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Problem;

/** Remembers since when each current problem exists. Used by one thread. */
final class ProblemTracker {
  /** Whatever the reason is by now, such a place has been unavailable since the first. */
  private static final Set<Problem.Kind> PLACES =
      Set.of(
          Problem.Kind.ROOT_UNAVAILABLE,
          Problem.Kind.LOG_DIR_UNAVAILABLE,
          Problem.Kind.DIRECTORY_UNREADABLE);

  private static final Duration FIRST_LOOKS = Duration.ofMinutes(1);

  private Map<Problem, Instant> since = Map.of();
  private final Map<Problem, Instant> restored = new HashMap<>();
  private Instant restoredAt = Instant.EPOCH;

  /**
   * Resumes from the problems that an earlier daemon knew. Until everything has been checked again,
   * some of them are not there.
   */
  void restore(Collection<Problem> earlier, Instant now) {
    earlier.forEach(problem -> restored.put(problem.since(Instant.EPOCH), problem.since()));
    since = Map.copyOf(restored);
    restoredAt = now;
  }

  /** The problems there are now, in a fixed order, each with the time it was first among them. */
  List<Problem> of(Collection<Problem> now, Instant at) {
    if (Periods.isOver(FIRST_LOOKS, restoredAt, at)) {
      restored.clear();
    }
    Map<Problem, Instant> next = new HashMap<>();
    for (Problem problem : now) {
      Problem timeless = problem.since(Instant.EPOCH);
      next.put(timeless, since.getOrDefault(timeless, earlier(timeless, problem)));
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

  private Instant earlier(Problem timeless, Problem problem) {
    return restored.getOrDefault(timeless, firstSeen(problem));
  }

  private Instant firstSeen(Problem problem) {
    if (!PLACES.contains(problem.kind())) {
      return problem.since();
    }
    return since.entrySet().stream()
        .filter(e -> e.getKey().kind() == problem.kind())
        .filter(e -> e.getKey().path().equals(problem.path()))
        .map(Map.Entry::getValue)
        .min(Comparator.naturalOrder())
        .orElse(problem.since());
  }
}
