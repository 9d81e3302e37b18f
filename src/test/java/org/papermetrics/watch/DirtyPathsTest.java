package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DirtyPathsTest {
  private static final Path A = Path.of("/r/a");
  private static final Path B = Path.of("/r/b");

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - ms(3));
  private final DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, now::get, 3);

  private static long ms(long milliseconds) {
    return Duration.ofMillis(milliseconds).toNanos();
  }

  private void pass(long milliseconds) {
    now.addAndGet(ms(milliseconds));
  }

  @Test
  void takesWhatHasSettledAndNothingElse() {
    dirty.mark(A);
    pass(6);
    dirty.mark(B);
    assertThat(dirty.take()).isEmpty();
    pass(4);
    assertThat(dirty.take()).containsExactly(A);
    assertThat(dirty.take()).isEmpty();
    pass(6);
    assertThat(dirty.take()).containsExactly(B);
  }

  @Test
  void changesPutOffUntilTheLimit() {
    for (int i = 0; i < 12; i++) {
      dirty.mark(A);
      assertThat(dirty.take()).as("after %d ms", 8 * i).isEmpty();
      pass(8);
    }
    dirty.mark(A);
    pass(4);
    assertThat(dirty.take()).as("after 100 ms").containsExactly(A);
  }

  @Test
  void looksAgainAfterADelayOrEarlierWhenItChanges() {
    dirty.markAt(A, Duration.ofSeconds(2));
    dirty.markAt(B, Duration.ofSeconds(2));
    dirty.markAt(B, Duration.ofMillis(50));
    dirty.markAt(B, Duration.ofSeconds(9));
    pass(49);
    assertThat(dirty.take()).isEmpty();
    pass(1);
    assertThat(dirty.take()).containsExactly(B);
    dirty.mark(A);
    pass(10);
    assertThat(dirty.take()).containsExactly(A);
    pass(5000);
    assertThat(dirty.take()).isEmpty();
  }

  @Test
  void aDueLookDoesNotWaitForAChangeToSettle() {
    dirty.markAt(A, Duration.ofMillis(15));
    pass(12);
    dirty.mark(A);
    pass(3);
    assertThat(dirty.take()).containsExactly(A);
  }

  @Test
  void logsThatGrowWaitAndNothingElseDoes() {
    Path log = Path.of("/logs/paper_metrics_4711.err");
    dirty.holdLogs(Duration.ofMillis(60));
    dirty.mark(log);
    dirty.mark(A);
    pass(10);
    assertThat(dirty.take()).containsExactly(A);
    dirty.mark(log);
    pass(49);
    assertThat(dirty.take()).isEmpty();
    pass(1);
    assertThat(dirty.take()).containsExactly(log);
    dirty.mark(log);
    pass(10);
    assertThat(dirty.take()).containsExactly(log);
    dirty.holdLogs(Duration.ofMillis(60));
    dirty.markAt(log, Duration.ofMillis(20));
    pass(20);
    assertThat(dirty.take()).containsExactly(log);
  }

  @Test
  void refusesEventsBeyondItsCapacityButKeepsWhatItHasAndWhatSweepsFind() {
    assertThat(dirty.mark(A)).isTrue();
    assertThat(dirty.mark(B)).isTrue();
    assertThat(dirty.mark(Path.of("/r/c"))).isTrue();
    assertThat(dirty.mark(Path.of("/r/d"))).isFalse();
    assertThat(dirty.mark(A)).isTrue();
    List<Path> swept = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      swept.add(Path.of("/r/swept" + i));
    }
    dirty.markAll(swept);
    dirty.markAt(Path.of("/r/later"), Duration.ofMillis(1));
    pass(10);
    assertThat(dirty.take())
        .hasSize(14)
        .containsAll(swept)
        .contains(A, B, Path.of("/r/c"), Path.of("/r/later"))
        .doesNotContain(Path.of("/r/d"));
    assertThat(dirty.mark(Path.of("/r/d"))).isTrue();
  }

  @Test
  void waitEndsWhenAPathHasSettled() throws Exception {
    DirtyPaths real = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
    CompletableFuture<Boolean> ready = waitInAnotherThread(real, Duration.ofSeconds(20));
    real.markAt(B, Duration.ofSeconds(15));
    real.mark(A);
    assertThat(ready.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(real.take()).containsExactly(A);
  }

  @Test
  void waitEndsWhenWokenAlsoBefore() throws Exception {
    DirtyPaths real = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
    real.wake();
    assertThat(real.awaitReady(Duration.ofSeconds(20))).isTrue();
    CompletableFuture<Boolean> ready = waitInAnotherThread(real, Duration.ofSeconds(20));
    real.wake();
    assertThat(ready.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(real.take()).isEmpty();
  }

  @Test
  void waitEndsWithItsTime() throws Exception {
    DirtyPaths real = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
    real.markAt(A, Duration.ofSeconds(30));
    assertThat(real.awaitReady(Duration.ofMillis(5))).isFalse();
    assertThat(real.awaitReady(Duration.ZERO)).isFalse();
  }

  private static CompletableFuture<Boolean> waitInAnotherThread(
      DirtyPaths dirty, Duration timeout) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return dirty.awaitReady(timeout);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
