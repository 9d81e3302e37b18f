package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Problem;

class MemoryCheckTest {
  private static final long MEGABYTE = 1 << 20;

  private final AtomicLong used = new AtomicLong(100 * MEGABYTE);
  private final MemoryCheck check = new MemoryCheck(used::get, 256 * MEGABYTE, () -> 22_100);

  @Test
  void saysInTimeWhatToRaise() {
    assertThat(check.problems(Instant.EPOCH)).isEmpty();
    used.set(206 * MEGABYTE);
    assertThat(check.problems(Instant.EPOCH))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.MEMORY_SHORT);
              assertThat(problem.message())
                  .contains("206 MB of the 256 MB", "22,100 runs", "_JAVA_OPTIONS=-Xmx1024m")
                  .contains("MemoryHigh=2048M", "MemoryMax=2560M");
            });
  }

  @Test
  void theProblemStaysTheSameWhileItLasts() {
    used.set(206 * MEGABYTE);
    var first = check.problems(Instant.EPOCH);
    used.set(210 * MEGABYTE);
    assertThat(check.problems(Instant.EPOCH.plusSeconds(2))).isEqualTo(first);
    used.set(100 * MEGABYTE);
    assertThat(check.problems(Instant.EPOCH.plusSeconds(4))).isEmpty();
  }

  @Test
  void aVirtualMachineThatReportsLessThanItWasGivenIsTakenByItsRoundNumber() {
    used.set(254 * MEGABYTE);
    assertThat(new MemoryCheck(used::get, 254 * MEGABYTE, () -> 0).problems(Instant.EPOCH))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("254 MB of memory that Java may use, and ends", "-Xmx1024m"));
  }

  @Test
  void thisMachineTellsWhatIsInUse() {
    System.gc();
    assertThat(new MemoryCheck(() -> 0).problems(Instant.EPOCH)).isEmpty();
    MemoryCheck tiny = new MemoryCheck(MemoryCheck::afterCollection, MEGABYTE, () -> 1);
    assertThat(tiny.problems(Instant.EPOCH)).hasSize(1);
  }
}
