package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DebounceTest {
  private static final long MS = 1_000_000;

  @Test
  void settlesAfterQuietOrAtTheLimit() {
    long[][] firstLastSettled = {
      {0, 0, 10},
      {0, 5, 15},
      {0, 89, 99},
      {0, 90, 100},
      {0, 91, 100},
      {0, 5000, 100},
      {7, 7, 17},
      {7, 107, 107},
      {-20, -15, -5},
    };
    for (long[] row : firstLastSettled) {
      assertThat(Debounce.DEFAULT.settledAt(row[0] * MS, row[1] * MS))
          .as("first %d ms, last %d ms", row[0], row[1])
          .isEqualTo(row[2] * MS);
    }
  }

  @Test
  void clockMayOverflow() {
    long first = Long.MAX_VALUE - 2 * MS;
    assertThat(Debounce.DEFAULT.settledAt(first, first + 5 * MS) - first).isEqualTo(15 * MS);
  }

  @Test
  void limitIsNotShorterThanQuiet() {
    assertThatThrownBy(() -> new Debounce(Duration.ofMillis(20), Duration.ofMillis(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("quiet <= limit");
    assertThatThrownBy(() -> new Debounce(Duration.ofMillis(-1), Duration.ofMillis(10)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
