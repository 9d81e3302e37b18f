package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What does not grow for too long has stopped. */
class StallDetectorTest {
  private final StallDetector stall = new StallDetector(Duration.ofNanos(10));

  @Test
  void aNumberThatStaysTheSameIsAStallAfterAWhile() {
    assertThat(stall.isStalled(5, 100)).isFalse();
    assertThat(stall.isStalled(5, 109)).isFalse();
    assertThat(stall.isStalled(5, 110)).isTrue();
    assertThat(stall.isStalled(6, 111)).isFalse();
    assertThat(stall.isStalled(6, 121)).isTrue();
  }
}
