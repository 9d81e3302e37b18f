package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Work counts as stopped by the time since it last went on, and not while it has nothing to do. */
class ProgressTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Progress progress = new Progress(now::get);

  private long missing() {
    return progress.missing().toNanos();
  }

  @Test
  void isMissingSinceItWasMadeLast() {
    now.addAndGet(10);
    assertThat(missing()).isEqualTo(10);
    progress.made();
    assertThat(missing()).isZero();
    now.addAndGet(3);
    assertThat(missing()).isEqualTo(3);
  }

  @Test
  void isNotExpectedDuringAPause() {
    progress.pause(Duration.ofNanos(20));
    now.addAndGet(15);
    assertThat(missing()).isEqualTo(-5);
    progress.made();
    assertThat(missing()).as("a late answer does not end the pause").isEqualTo(-5);
    now.addAndGet(15);
    assertThat(missing()).as("a pause that does not end").isEqualTo(10);
  }

  @Test
  void isExpectedAgainWhenAPauseEndsEarly() {
    progress.pause(Duration.ofNanos(20));
    now.addAndGet(5);
    progress.resume();
    assertThat(missing()).isZero();
    now.addAndGet(7);
    assertThat(missing()).isEqualTo(7);
  }
}
