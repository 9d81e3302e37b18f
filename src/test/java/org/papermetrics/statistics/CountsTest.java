package org.papermetrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountsTest {
  @Test
  void anAccuracyOverItsSamplesIsAWholeNumberOfCorrectAnswers() {
    assertThat(Counts.of(0.585, 1000)).contains(new Counts(585, 1000));
    assertThat(Counts.of(0.8006413682522715, 1871)).contains(new Counts(1498, 1871));
    assertThat(Counts.of(0, 7)).contains(new Counts(0, 7));
    assertThat(Counts.of(1, 7)).contains(new Counts(7, 7));
    assertThat(Counts.of(0.585 + 0.9e-9, 1000)).contains(new Counts(585, 1000));
  }

  @Test
  void whatDoesNotFitHasNoCounts() {
    assertThat(Counts.of(0.5853, 1000)).isEmpty();
    assertThat(Counts.of(0.585 + 1.1e-9, 1000)).isEmpty();
    assertThat(Counts.of(0.8006, 1871)).isEmpty();
    assertThat(Counts.of(0.5, 0)).isEmpty();
    assertThat(Counts.of(0.5, -2)).isEmpty();
    assertThat(Counts.of(1.5, 2)).isEmpty();
    assertThat(Counts.of(Double.NaN, 2)).isEmpty();
  }

  @Test
  void countsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Counts(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Counts(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Counts(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
