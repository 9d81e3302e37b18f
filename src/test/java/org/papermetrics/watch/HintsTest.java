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

class HintsTest {
  private static final Path A = Path.of("/r/a");
  private static final Path B = Path.of("/r/b");

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - ms(3));
  private final Hints hints = new Hints(Settling.DEFAULT, now::get, 3);

  private static long ms(long milliseconds) {
    return Duration.ofMillis(milliseconds).toNanos();
  }

  private void pass(long milliseconds) {
    now.addAndGet(ms(milliseconds));
  }

  @Test
  void takesWhatHasSettledAndNothingElse() {
    hints.mark(A);
    pass(6);
    hints.mark(B);
    assertThat(hints.take()).isEmpty();
    pass(4);
    assertThat(hints.take()).containsExactly(A);
    assertThat(hints.take()).isEmpty();
    pass(6);
    assertThat(hints.take()).containsExactly(B);
  }

  @Test
  void changesPutOffUntilTheLimit() {
    for (int i = 0; i < 12; i++) {
      hints.mark(A);
      assertThat(hints.take()).as("after %d ms", 8 * i).isEmpty();
      pass(8);
    }
    hints.mark(A);
    pass(4);
    assertThat(hints.take()).as("after 100 ms").containsExactly(A);
  }

  @Test
  void looksAgainAfterADelayOrEarlierWhenItChanges() {
    hints.markAt(A, Duration.ofSeconds(2));
    hints.markAt(B, Duration.ofSeconds(2));
    hints.markAt(B, Duration.ofMillis(50));
    hints.markAt(B, Duration.ofSeconds(9));
    pass(49);
    assertThat(hints.take()).isEmpty();
    pass(1);
    assertThat(hints.take()).containsExactly(B);
    hints.mark(A);
    pass(10);
    assertThat(hints.take()).containsExactly(A);
    pass(5000);
    assertThat(hints.take()).isEmpty();
  }

  @Test
  void aDueLookDoesNotWaitForAChangeToSettle() {
    hints.markAt(A, Duration.ofMillis(15));
    pass(12);
    hints.mark(A);
    pass(3);
    assertThat(hints.take()).containsExactly(A);
  }

  @Test
  void refusesEventsBeyondItsCapacityButKeepsWhatItHasAndWhatSweepsFind() {
    assertThat(hints.mark(A)).isTrue();
    assertThat(hints.mark(B)).isTrue();
    assertThat(hints.mark(Path.of("/r/c"))).isTrue();
    assertThat(hints.mark(Path.of("/r/d"))).isFalse();
    assertThat(hints.mark(A)).isTrue();
    List<Path> swept = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      swept.add(Path.of("/r/swept" + i));
    }
    hints.markAll(swept);
    hints.markAt(Path.of("/r/later"), Duration.ofMillis(1));
    pass(10);
    assertThat(hints.take())
        .hasSize(14)
        .containsAll(swept)
        .contains(A, B, Path.of("/r/c"), Path.of("/r/later"))
        .doesNotContain(Path.of("/r/d"));
    assertThat(hints.mark(Path.of("/r/d"))).isTrue();
  }

  @Test
  void waitEndsWhenAPathHasSettled() throws Exception {
    Hints real = new Hints(Settling.DEFAULT, System::nanoTime);
    CompletableFuture<Boolean> ready = waitInAnotherThread(real, Duration.ofSeconds(20));
    real.markAt(B, Duration.ofSeconds(15));
    real.mark(A);
    assertThat(ready.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(real.take()).containsExactly(A);
  }

  @Test
  void waitEndsWhenWokenAlsoBefore() throws Exception {
    Hints real = new Hints(Settling.DEFAULT, System::nanoTime);
    real.wake();
    assertThat(real.awaitReady(Duration.ofSeconds(20))).isTrue();
    CompletableFuture<Boolean> ready = waitInAnotherThread(real, Duration.ofSeconds(20));
    real.wake();
    assertThat(ready.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(real.take()).isEmpty();
  }

  @Test
  void waitEndsWithItsTime() throws Exception {
    Hints real = new Hints(Settling.DEFAULT, System::nanoTime);
    real.markAt(A, Duration.ofSeconds(30));
    assertThat(real.awaitReady(Duration.ofMillis(5))).isFalse();
    assertThat(real.awaitReady(Duration.ZERO)).isFalse();
  }

  private static CompletableFuture<Boolean> waitInAnotherThread(Hints hints, Duration timeout) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return hints.awaitReady(timeout);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
