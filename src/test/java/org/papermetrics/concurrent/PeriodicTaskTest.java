package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Eventually;

/** No error ends the thread; only an exhausted heap ends the process. */
class PeriodicTaskTest {
  private static List<Throwable> repeatable() {
    return List.of(
        new IllegalStateException("a fault"),
        new StackOverflowError(),
        new NoClassDefFoundError("a/Type"),
        new IllegalStateException(
            new OutOfMemoryError("unable to create native thread: possibly out of memory")));
  }

  @Test
  void aTurnThatFailsIsRepeated() throws Exception {
    List<FailingOnce> all = repeatable().stream().map(FailingOnce::new).toList();
    // Each waits for a second; all do at once.
    all.forEach(failing -> failing.task.start(failing::turn, () -> {}));
    for (FailingOnce failing : all) {
      Eventually.holds(() -> failing.turns.get() == 2, "repeated after " + failing.fault);
      assertThat(failing.task.isAlive()).isTrue();
      failing.task.close();
    }
  }

  private static final class FailingOnce {
    private final Throwable fault;
    private final AtomicInteger turns = new AtomicInteger();
    private final PeriodicTask task = new PeriodicTask("test");

    FailingOnce(Throwable fault) {
      this.fault = fault;
    }

    long turn() {
      if (turns.incrementAndGet() == 1) {
        raise(fault);
      }
      return Duration.ofMinutes(1).toNanos();
    }
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
