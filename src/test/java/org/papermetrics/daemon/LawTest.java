package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/**
 * The law: any order of file events, ended by a sweep, gives the same snapshot as a fresh start.
 */
class LawTest {
  private static final Duration LATER = Duration.ofSeconds(30);

  @Property(tries = 150)
  void anyOrderOfEventsEndedByASweepIsAFreshStart(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 1_000_000) Integer> script,
      @ForAll @IntRange(min = 0, max = 1_000_000) int order)
      throws IOException {
    live(script, new Random(order), 0);
  }

  @Property(tries = 150)
  void whatIsLeftOutIsThatOfAFreshStartFromTheSameState(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 1_000_000) Integer> script,
      @ForAll @IntRange(min = 0, max = 1_000_000) int order)
      throws IOException {
    Random random = new Random(order);
    Path directory = Files.createTempDirectory("law");
    try {
      Disk disk = new Disk(directory.toRealPath());
      Life life = new Life(disk);
      Set<Path> untold = new HashSet<>(Set.of(disk.registry));
      for (int seed : script) {
        untold.addAll(random.nextInt(4) == 0 ? disk.removeEntry(seed) : disk.change(seed));
        Instant now = Instant.now().plus(LATER);
        if (random.nextInt(3) == 0) {
          untold.addAll(life.update(told(untold, random), now));
        }
      }
      untold.addAll(disk.heal());
      settle(life, untold);
      Set<Path> first = disk.everything();
      Life fresh = life.freshStart(first, Instant.now());
      assertThat(fresh.snapshot().leftOut()).isEqualTo(life.snapshot().leftOut());
      settle(fresh, first);
      assertSame(life.snapshot(), fresh.snapshot());
      assertThat(life.snapshot().leftOut())
          .isEqualTo(fresh.snapshot().leftOut())
          .allMatch(removal -> Files.isRegularFile(Path.of(removal.file())));
      assertThat(life.snapshot().runs())
          .extracting(Run::key)
          .noneMatch(
              key -> life.snapshot().leftOut().stream().map(Removal::key).anyMatch(key::equals));
    } finally {
      delete(directory);
    }
  }

  @Property(tries = 150)
  void soItIsForADaemonThatIsKilledAtAnyMoment(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 1_000_000) Integer> script,
      @ForAll @IntRange(min = 0, max = 1_000_000) int order)
      throws IOException {
    live(script, new Random(order), 4);
  }

  /**
   * Lives through a script.
   *
   * @param deaths one of so many looks is the last one of a daemon; 0 for none
   */
  private static void live(List<Integer> script, Random random, int deaths) throws IOException {
    Path directory = Files.createTempDirectory("law");
    try {
      Disk disk = new Disk(directory.toRealPath());
      Life life = new Life(disk);
      // Files that look old are not looked at a second time, so nothing heals by chance.
      Duration age = random.nextBoolean() ? LATER : Duration.ZERO;
      Set<Path> untold = new HashSet<>(Set.of(disk.registry));
      Set<Path> again = new HashSet<>();
      for (int seed : script) {
        untold.addAll(disk.change(seed));
        Instant now = Instant.now().plus(age);
        if (deaths > 0 && random.nextInt(3 * deaths) == 0) {
          life.updateAndDie(told(untold, random), now, random.nextBoolean());
          again.clear();
          untold.addAll(life.restart(now));
          untold.addAll(disk.everything());
        } else if (random.nextInt(3) == 0) {
          again.addAll(life.update(told(untold, random), now));
        }
      }
      untold.addAll(disk.heal());
      // The sweep tells of everything that events have not told of; the looks again are those that
      // were asked for.
      untold.addAll(again);
      settle(life, untold);

      Life fresh = new Life(disk);
      settle(fresh, disk.everything());
      assertSame(life.snapshot(), fresh.snapshot());
      assertThat(life.page()).isEqualTo(life.snapshot().byId());
      assertThat(life.evaluations())
          .containsExactlyInAnyOrderElementsOf(life.snapshot().evaluating());
    } finally {
      delete(directory);
    }
  }

  /** Some of the hints in any order; some of them will come twice, some only with the sweep. */
  private static Set<Path> told(Set<Path> untold, Random random) {
    List<Path> order = new ArrayList<>(untold);
    Collections.shuffle(order, random);
    Set<Path> told = new LinkedHashSet<>();
    for (Path path : order) {
      int fate = random.nextInt(4);
      if (fate > 0) {
        told.add(path);
      }
      if (fate > 1) {
        untold.remove(path);
      }
    }
    return told;
  }

  /**
   * Looks until no look again is asked for, while time goes on in great steps and all files grow
   * old.
   */
  private static void settle(Life life, Set<Path> paths) {
    Instant now = Instant.now();
    Set<Path> next = paths;
    for (int i = 1; i <= 4; i++) {
      next = life.update(next, now.plus(LATER.multipliedBy(i)));
    }
  }

  private static void assertSame(Snapshot lived, Snapshot fresh) {
    assertThat(lived.runs().stream().map(Run::id).toList())
        .isEqualTo(fresh.runs().stream().map(Run::id).toList());
    assertThat(lived.runs()).isEqualTo(fresh.runs());
    assertThat(lived.baselineId()).isEqualTo(fresh.baselineId());
    assertThat(timeless(lived)).isEqualTo(timeless(fresh));
    // When a line without a time came, only the one knows who saw it come.
    assertThat(lived.evaluating())
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withIgnoredFields("startedAt")
                .withEqualsForType(Progression::equals, Progression.class)
                .build())
        .isEqualTo(fresh.evaluating());
  }

  private static List<Problem> timeless(Snapshot snapshot) {
    return snapshot.problems().stream().map(p -> p.since(Instant.EPOCH)).toList();
  }

  private static void delete(Path directory) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
