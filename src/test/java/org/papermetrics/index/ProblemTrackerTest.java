package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Problem;

/** Since when a problem has been there, also across restarts. */
class ProblemTrackerTest {
  private static final Instant THEN = Instant.parse("2026-03-01T09:30:00Z");
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private final ProblemTracker book = new ProblemTracker();

  private static Problem broken(Instant since) {
    return new Problem(Problem.Kind.RESULTS_UNREADABLE, "/r", "It is broken.", since);
  }

  @Test
  void aProblemKeepsTheTimeWhenItWasFirstThere() {
    assertThat(book.of(List.of(broken(THEN)), THEN)).containsExactly(broken(THEN));
    assertThat(book.of(List.of(broken(NOW)), NOW)).containsExactly(broken(THEN));
    assertThat(book.of(List.of(), NOW)).isEmpty();
    assertThat(book.of(List.of(broken(NOW)), NOW)).containsExactly(broken(NOW));
  }

  @Test
  void afterARestartItMayBeFoundAgainSomeLooksLater() {
    book.restore(List.of(broken(THEN)), NOW);
    assertThat(book.of(List.of(), NOW)).isEmpty();
    Instant soon = NOW.plusSeconds(10);
    assertThat(book.of(List.of(broken(soon)), soon)).containsExactly(broken(THEN));
    Instant later = NOW.plusSeconds(100);
    assertThat(book.of(List.of(), later)).isEmpty();
    assertThat(book.of(List.of(broken(later)), later)).containsExactly(broken(later));
  }

  @Test
  void aPlaceOutOfReachForAnotherReasonHasBeenSoSinceTheFirst() {
    Problem gone = new Problem(Problem.Kind.ROOT_UNAVAILABLE, "/c", "It is missing.", THEN);
    Problem stalled = new Problem(Problem.Kind.ROOT_UNAVAILABLE, "/c", "It is silent.", NOW);
    book.of(List.of(gone), THEN);
    assertThat(book.of(List.of(stalled), NOW)).containsExactly(stalled.since(THEN));
  }
}
