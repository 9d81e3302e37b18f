package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thing at a time, waited for some time only. */
@Timeout(30)
class BoundedTaskTest {
  private final Semaphore late = new Semaphore(0);
  private final BoundedTask task = new BoundedTask("aside", Duration.ofMillis(100), late::release);

  @Test
  void givesTheOutcome() {
    assertThat(task.attempt(() -> "done")).contains("done");
    assertThat(task.isBusy()).isFalse();
    assertThat(late.availablePermits()).isZero();
  }

  @Test
  void whatTakesLongIsLeftAloneAndSaysWhenItIsDone() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    assertThat(
            task.attempt(
                () -> {
                  go.await();
                  return "late";
                }))
        .isEmpty();
    assertThat(task.isBusy()).isTrue();
    assertThat(task.attempt(() -> "not begun")).isEmpty();
    go.countDown();
    assertThat(late.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    while (task.isBusy()) {
      Thread.onSpinWait();
    }
    assertThat(task.attempt(() -> "again")).contains("again");
  }

  @Test
  void whatIsBegunIsWaitedForNoLongerThanAsked() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Callable<String> work =
        () -> {
          go.await();
          return "done";
        };
    Future<String> begun = task.begin(work, Duration.ZERO).orElseThrow();
    assertThat(begun.isDone()).isFalse();
    assertThat(task.begin(() -> "not begun", Duration.ZERO)).isEmpty();
    go.countDown();
    assertThat(late.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    assertThat(BoundedTask.outcome(begun)).contains("done");

    Future<String> quick = task.begin(() -> "quick", Duration.ofSeconds(20)).orElseThrow();
    assertThat(quick.isDone()).isTrue();
    assertThat(late.availablePermits()).isZero();
  }

  @Test
  void aFaultIsNoSilence() {
    assertThatThrownBy(
            () ->
                task.attempt(
                    () -> {
                      throw new IllegalStateException("a fault");
                    }))
        .hasMessage("a fault");
    assertThat(task.isBusy()).isFalse();
  }
}
