package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thing at a time, waited for some time only. */
@Timeout(30)
class AsideTest {
  private final Semaphore late = new Semaphore(0);
  private final Aside aside = new Aside("aside", Duration.ofMillis(100), late::release);

  @Test
  void givesTheOutcome() {
    assertThat(aside.attempt(() -> "done")).contains("done");
    assertThat(aside.isBusy()).isFalse();
    assertThat(late.availablePermits()).isZero();
  }

  @Test
  void whatTakesLongIsLeftAloneAndSaysWhenItIsDone() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    assertThat(
            aside.attempt(
                () -> {
                  go.await();
                  return "late";
                }))
        .isEmpty();
    assertThat(aside.isBusy()).isTrue();
    assertThat(aside.attempt(() -> "not begun")).isEmpty();
    go.countDown();
    assertThat(late.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    while (aside.isBusy()) {
      Thread.onSpinWait();
    }
    assertThat(aside.attempt(() -> "again")).contains("again");
  }

  @Test
  void aFaultIsNoSilence() {
    assertThatThrownBy(
            () ->
                aside.attempt(
                    () -> {
                      throw new IllegalStateException("a fault");
                    }))
        .hasMessage("a fault");
    assertThat(aside.isBusy()).isFalse();
  }
}
