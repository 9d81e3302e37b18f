package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
import org.papermetrics.aggregate.Assembler;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.watch.Wanted;

/**
 * The law: any order of file events, ended by a sweep, gives the same snapshot as a fresh start.
 */
class LawTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Jerusalem");
  private static final Duration LATER = Duration.ofSeconds(30);

  @Property(tries = 150)
  void anyOrderOfEventsEndedByASweepIsAFreshStart(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 1_000_000) Integer> script,
      @ForAll @IntRange(min = 0, max = 1_000_000) int order)
      throws IOException {
    Path directory = Files.createTempDirectory("law");
    try {
      Disk disk = new Disk(directory.toRealPath());
      Picture picture = picture(disk);
      Random random = new Random(order);
      // Files that look old are not looked at a second time, so nothing heals by chance.
      Duration age = random.nextBoolean() ? LATER : Duration.ZERO;
      Set<Path> untold = new HashSet<>(Set.of(disk.registry));
      Set<Path> again = new HashSet<>();
      for (int seed : script) {
        untold.addAll(disk.change(seed));
        if (random.nextInt(3) == 0) {
          again.addAll(look(picture, told(untold, random), Instant.now().plus(age)));
        }
      }
      untold.addAll(disk.heal());
      // The sweep tells of everything that events have not told of; the looks again are those that
      // were asked for.
      untold.addAll(again);
      settle(picture, untold);

      Picture fresh = picture(disk);
      settle(fresh, disk.everything());
      assertSame(picture.snapshot(), fresh.snapshot());
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
  private static void settle(Picture picture, Set<Path> paths) {
    Instant now = Instant.now();
    Set<Path> next = paths;
    for (int i = 1; i <= 4; i++) {
      next = look(picture, next, now.plus(LATER.multipliedBy(i)));
    }
  }

  private static Set<Path> look(Picture picture, Set<Path> paths, Instant now) {
    return picture.look(paths, List.of(), now).again().keySet();
  }

  private static Picture picture(Disk disk) {
    Wanted wanted = new Wanted(List.of(Wanted.RESULTS), List.of());
    Ground ground = new Ground(List.of(disk.root), List.of(disk.logs), wanted, path -> false);
    Access access = Access.of(ground, Duration.ofMinutes(1), () -> {}, System::nanoTime);
    RegistryFile registry = new RegistryFile(disk.registry, Clock.system(ZONE));
    return new Picture(
        new Roster(disk.registry, registry, ground, access),
        new RunMaker(List.of(), ZONE),
        new Assembler(null),
        ground,
        access,
        Duration.ofSeconds(2),
        Snapshot.empty("epoch", 0, Instant.EPOCH, List.of(disk.root.toString()), List.of()));
  }

  private static void assertSame(Snapshot lived, Snapshot fresh) {
    assertThat(lived.runs().stream().map(Run::id).toList())
        .isEqualTo(fresh.runs().stream().map(Run::id).toList());
    assertThat(lived.runs()).isEqualTo(fresh.runs());
    assertThat(lived.baselineId()).isEqualTo(fresh.baselineId());
    assertThat(timeless(lived)).isEqualTo(timeless(fresh));
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
