package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Twice as long each time, up to five minutes, and from the start again after a success. */
class RetryDelaysTest {
  private final RetryDelays<String> delays = new RetryDelays<>();

  @Test
  void delaysDoubleUpToALimit() {
    assertThat(delays.afterFailure("a")).isEqualTo(Duration.ofSeconds(1));
    assertThat(delays.afterFailure("a")).isEqualTo(Duration.ofSeconds(2));
    assertThat(delays.afterFailure("b")).isEqualTo(Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      delays.afterFailure("a");
    }
    assertThat(delays.afterFailure("a")).isEqualTo(Duration.ofMinutes(5));
    delays.forget("a");
    assertThat(delays.afterFailure("a")).isEqualTo(Duration.ofSeconds(1));
  }
}
