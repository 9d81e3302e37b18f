package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.papermetrics.testing.Eventually;

/** No error ends the thread; only an exhausted heap ends the process. */
class PeriodicTaskTest {
  static List<Throwable> repeatable() {
    return List.of(
        new IllegalStateException("a fault"),
        new StackOverflowError(),
        new NoClassDefFoundError("a/Type"),
        new IllegalStateException(
            new OutOfMemoryError("unable to create native thread: possibly out of memory")));
  }

  @ParameterizedTest
  @MethodSource("repeatable")
  void aTurnThatFailsIsRepeated(Throwable fault) throws Exception {
    AtomicInteger turns = new AtomicInteger();
    PeriodicTask task = new PeriodicTask("test");
    task.start(
        () -> {
          if (turns.incrementAndGet() == 1) {
            raise(fault);
          }
          return Duration.ofMinutes(1).toNanos();
        },
        () -> {});
    Eventually.holds(() -> turns.get() == 2, "the turn is repeated");
    assertThat(task.isAlive()).isTrue();
    task.close();
  }

  @Test
  void anExhaustedHeapIsNotGoneOnWith() {
    assertThat(repeatable()).allMatch(Faults::isRepeatable);
    assertThat(Faults.isRepeatable(new OutOfMemoryError("Java heap space"))).isFalse();
    assertThat(
            Faults.isRepeatable(
                new IllegalStateException(new OutOfMemoryError("GC overhead limit exceeded"))))
        .isFalse();
  }

  private static void raise(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }
}
