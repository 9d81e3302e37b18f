package org.papermetrics.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/**
 * A small benchmark. How long something takes is of the machine, and of what else it does; how many
 * times the floor, measured in the same minute, is of the program. Bounds are several times what a
 * machine of two busy cores shows.
 */
@Tag("alone")
@Timeout(120)
class BenchTest {
  private static final BenchPlan SMALL =
      new BenchPlan(40, 1, 30, 6, 3, 8, 100, 7, Duration.ofMillis(200), Duration.ofMillis(500));

  private static final Map<Item, Double> MOST_TIMES_THE_FLOOR =
      Map.of(
          Item.COLD_SERVED, 80.0,
          Item.WARM_SERVED, 80.0,
          Item.WARM_CHECKED, 80.0,
          Item.FRAME_MEDIAN, 2_500.0,
          Item.NEW_RUN_MEDIAN, 2_500.0,
          Item.DATA_FILE_MEDIAN, 40.0,
          Item.PAGES_MEDIAN, 100.0,
          Item.PAGE_ROWS, 200.0);

  private final Path parent;

  BenchTest(@TempDir Path parent) {
    this.parent = parent;
  }

  @Test
  void everythingIsMeasuredAndNothingTakesManyTimesMoreThanItsFloor() throws Exception {
    BenchResult result = Bench.measure(SMALL, parent, stage -> {});

    System.out.println(String.join("\n", new BenchTable(List.of(result)).text()));
    SoftAssertions softly = new SoftAssertions();
    for (Item item : measured()) {
      Figure figure = result.figure(item).orElseThrow();
      softly.assertThat(figure.value()).as(item.label()).isNotNegative();
      Double most = MOST_TIMES_THE_FLOOR.get(item);
      if (most != null) {
        String seen =
            "%s: %s, floor %s".formatted(item.label(), figure.valueText(), figure.floorText());
        softly.assertThat(figure.ratio().orElseThrow()).as(seen).isLessThan(most);
      }
    }
    softly.assertAll();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aDaemonThatIsKilledIsSaidToBe() throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread bench = new Thread(() -> failure.complete(failure()), "bench");
    bench.start();

    Eventually.holds(this::daemonSpeaks, "a daemon is measured");
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);

    assertThat(failure.get())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the daemon that is measured ended with 137; it said last: ");
    bench.join();
    assertThat(parent).isEmptyDirectory();
  }

  private static Set<Item> measured() {
    return BrowserPage.browser().isPresent()
        ? EnumSet.allOf(Item.class)
        : EnumSet.complementOf(EnumSet.of(Item.PAGE_ROWS, Item.PAGE_SORTED));
  }

  private Throwable failure() {
    return catchThrowable(() -> Bench.measure(SMALL, parent, stage -> {}));
  }

  private boolean daemonSpeaks() throws IOException {
    try (Stream<Path> made = Files.list(parent)) {
      return made.map(directory -> directory.resolve("daemon.log").toFile())
          .anyMatch(log -> log.length() > 0);
    }
  }
}
