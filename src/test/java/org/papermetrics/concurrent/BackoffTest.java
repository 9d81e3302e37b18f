package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long S = 1_000_000_000;

  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60));

  @Test
  void waitsTwiceAsLongEachTimeUpToTheLimit() {
    long now = Long.MAX_VALUE - 2 * S;
    assertThat(backoff.allows(now)).isTrue();
    for (int expected : new int[] {1, 2, 4, 5, 5}) {
      backoff.attempted(now);
      assertThat(backoff.remaining(now)).isEqualTo(expected * S);
      assertThat(backoff.allows(now + expected * S - 1)).isFalse();
      now += expected * S;
      assertThat(backoff.allows(now)).isTrue();
    }
  }

  @Test
  void waitsShortAgainAfterAQuietTime() {
    backoff.attempted(0);
    backoff.attempted(S);
    assertThat(backoff.remaining(S)).isEqualTo(2 * S);
    backoff.attempted(S + 62 * S - 1);
    assertThat(backoff.remaining(S + 62 * S - 1)).isEqualTo(4 * S);
    backoff.attempted(200 * S);
    assertThat(backoff.remaining(200 * S)).isEqualTo(S);
  }
}
