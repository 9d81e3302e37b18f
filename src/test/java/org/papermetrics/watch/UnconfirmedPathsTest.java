package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnconfirmedPathsTest {
  private static final Path A = Path.of("/r/a");
  private static final Path B = Path.of("/r/b");

  @Test
  void hintsAgainUntilFoundOrLongEnough() {
    UnconfirmedPaths unconfirmed = new UnconfirmedPaths();
    long s = Duration.ofSeconds(1).toNanos();
    unconfirmed.add(List.of(A, B), 0);
    assertThat(unconfirmed.afterSweep(file -> false, 0)).containsExactlyInAnyOrder(A, B);
    assertThat(unconfirmed.afterSweep(A::equals, 5 * s)).containsExactly(B);
    unconfirmed.add(List.of(B), 9 * s);
    assertThat(unconfirmed.afterSweep(file -> false, 10 * s)).containsExactly(B);
    assertThat(unconfirmed.afterSweep(file -> false, 11 * s)).as("once more").containsExactly(B);
    assertThat(unconfirmed.afterSweep(file -> false, 12 * s)).isEmpty();
  }
}
