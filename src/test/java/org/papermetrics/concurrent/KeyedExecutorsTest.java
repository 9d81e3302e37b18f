package org.papermetrics.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that do not answer hold up nobody but themselves. */
@Timeout(30)
class KeyedExecutorsTest {
  private static final Path HUNG = Path.of("/hung/file");
  private static final Path WELL = Path.of("/well/file");

  private final CountDownLatch answer = new CountDownLatch(1);
  private final KeyedExecutors executors =
      new KeyedExecutors(path -> path.subpath(0, 1), Duration.ofMillis(100), System::nanoTime);

  @AfterEach
  void letGo() {
    answer.countDown();
  }

  private String hang() throws InterruptedException {
    answer.await();
    return "late";
  }

  @Test
  void answersComeInTheOrderOfTheTasks() {
    List<KeyedExecutors.Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int n = i;
      tasks.add(new KeyedExecutors.Task<>(Path.of("/" + i % 3 + "/file"), () -> n));
    }
    List<Optional<Integer>> answers = executors.all(tasks);
    for (int i = 0; i < 500; i++) {
      assertThat(answers.get(i)).contains(i);
    }
  }

  @Test
  void whatHangsIsGivenUpAndTheOthersAreAnswered() {
    List<Optional<String>> answers =
        executors.all(
            List.of(
                new KeyedExecutors.Task<>(HUNG, this::hang),
                new KeyedExecutors.Task<>(WELL, () -> "well"),
                new KeyedExecutors.Task<>(HUNG, this::hang)));
    assertThat(answers).containsExactly(Optional.empty(), Optional.of("well"), Optional.empty());
  }

  @Test
  void nothingMoreIsAskedWhereSomethingHangs() {
    assertThat(executors.ask(HUNG, this::hang)).isEmpty();
    AtomicInteger asked = new AtomicInteger();
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertThat(executors.ask(HUNG, asked::incrementAndGet)).isEmpty();
    }
    assertThat(asked).hasValue(0);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(executors.ask(WELL, () -> "well")).contains("well");
  }

  @Test
  void whatAnswersAgainIsAskedAgain() throws InterruptedException {
    assertThat(executors.ask(HUNG, this::hang)).isEmpty();
    answer.countDown();
    Optional<String> now = Optional.empty();
    while (now.isEmpty()) {
      now = executors.ask(HUNG, () -> "back");
    }
    assertThat(now).contains("back");
  }

  @Test
  void slowOnesAreNotGivenUpAsLongAsSomeComeBack() {
    List<KeyedExecutors.Task<Integer>> slow = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      slow.add(
          new KeyedExecutors.Task<>(
              HUNG,
              () -> {
                Thread.sleep(30);
                return 1;
              }));
    }
    KeyedExecutors patient =
        new KeyedExecutors(path -> path, Duration.ofSeconds(20), System::nanoTime);
    assertThat(patient.all(slow)).doesNotContain(Optional.empty());
  }

  @Test
  void aFaultIsNoSilence() {
    assertThatThrownBy(
            () ->
                executors.ask(
                    WELL,
                    () -> {
                      throw new IllegalStateException("a fault");
                    }))
        .hasMessage("a fault");
  }
}
