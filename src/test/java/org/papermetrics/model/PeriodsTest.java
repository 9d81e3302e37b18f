package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeriodsTest {
  private static final Instant BEGAN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private static boolean isOverAfter(Duration time) {
    return Periods.isOver(PERIOD, BEGAN, BEGAN.plus(time));
  }

  @Test
  void aPeriodEndsInTime() {
    assertThat(isOverAfter(Duration.ZERO)).isFalse();
    assertThat(isOverAfter(Duration.ofMillis(9_999))).isFalse();
    assertThat(isOverAfter(PERIOD)).isTrue();
  }

  @Test
  void settingTheClockEndsItEarlyAndNeverLate() {
    assertThat(isOverAfter(Duration.ofSeconds(-1))).as("a second back").isFalse();
    assertThat(isOverAfter(Duration.ofHours(-1))).as("an hour back").isTrue();
    assertThat(isOverAfter(Duration.ofDays(-365))).as("a year back").isTrue();
    assertThat(isOverAfter(Duration.ofDays(365))).as("a year on").isTrue();
  }
}
