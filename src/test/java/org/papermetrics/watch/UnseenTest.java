package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnseenTest {
  private static final Path A = Path.of("/r/a");
  private static final Path B = Path.of("/r/b");

  @Test
  void hintsAgainUntilFoundOrLongEnough() {
    Unseen unseen = new Unseen();
    long s = Duration.ofSeconds(1).toNanos();
    unseen.add(List.of(A, B), 0);
    assertThat(unseen.afterSweep(file -> false, 0)).containsExactlyInAnyOrder(A, B);
    assertThat(unseen.afterSweep(A::equals, 5 * s)).containsExactly(B);
    unseen.add(List.of(B), 9 * s);
    assertThat(unseen.afterSweep(file -> false, 10 * s)).containsExactly(B);
    assertThat(unseen.afterSweep(file -> false, 11 * s)).as("once more").containsExactly(B);
    assertThat(unseen.afterSweep(file -> false, 12 * s)).isEmpty();
  }
}
