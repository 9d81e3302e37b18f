package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DutyCycleTest {
  private static final long MS = 1_000_000;

  @Test
  void restsSoManyTimesAsLongAsAScanTakes() {
    DutyCycle duty = new DutyCycle(Duration.ofSeconds(60), 2000);
    assertThat(duty.restAfter(0)).isEqualTo(60_000_000_000L);
    duty.restAfter(400_000_000);
    assertThat(duty.restAfter(400_000_000)).isEqualTo(800_000_000_000L);
    duty.restAfter(10_000_000);
    assertThat(duty.restAfter(10_000_000)).isEqualTo(60_000_000_000L);
  }

  @Test
  void restsLongOnlyWhenLooksUsuallyTakeLong() {
    DutyCycle duty = new DutyCycle(Duration.ofSeconds(2));
    long[][] costAndRest = {
      {5, 2000}, {1000, 2000}, {10, 2000}, {300, 2000}, {400, 6000}, {200, 4000}, {1, 2000}
    };
    for (long[] row : costAndRest) {
      assertThat(duty.restAfter(row[0] * MS)).as("%d ms", row[0]).isEqualTo(row[1] * MS);
    }
  }
}
