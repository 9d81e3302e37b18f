package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.daemon.OneShotAggregation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;

/** Whatever happens on the disk, the board is soon that of a fresh start over the same disk. */
@Tag("integration")
class RandomDiskTest {
  private static final Clock CLOCK = Clock.system(ZoneId.of("UTC"));
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int ROUNDS = 8;
  private static final int OPERATIONS = 40;

  /** Problems that a fresh start cannot know of, or knows under another path. */
  private static final Set<Problem.Kind> OTHER =
      Set.of(
          Problem.Kind.ROOT_UNAVAILABLE,
          Problem.Kind.DIRECTORY_UNREADABLE,
          Problem.Kind.WATCH_DEGRADED);

  @TempDir private Path directory;

  @Test
  void theBoardEqualsTheDiskAfterAnyScript() throws Exception {
    scripts(Duration.ofSeconds(5));
  }

  @Test
  @Tag("soak")
  void theBoardEqualsTheDiskAfterScriptsOfAMinute() throws Exception {
    scripts(Duration.ofSeconds(60));
  }

  private void scripts(Duration all) throws Exception {
    Long given = Long.getLong("papermetrics.seed");
    long end = System.nanoTime() + all.toNanos();
    long seed = given == null ? System.nanoTime() : given;
    do {
      Path place = Files.createDirectory(directory.resolve("seed" + seed));
      script(place, seed++);
    } while (given == null && System.nanoTime() < end);
  }

  private static void script(Path place, long seed) throws Exception {
    Site site = Site.in(place);
    Path outside = Files.createDirectory(place.resolve("outside"));
    RandomOperations operations = new RandomOperations(site, outside, seed);
    operations.round(OPERATIONS);
    try (Daemon daemon =
        Daemon.start(SettingsSource.fixed(withSweeps(site.settings())), "test", CLOCK)) {
      for (int round = 1; round <= ROUNDS; round++) {
        operations.round(OPERATIONS);
        long since = System.nanoTime();
        Path fresh = Files.createDirectories(place.resolve("fresh"));
        while (!equal(daemon.snapshot(), fresh(site, fresh))) {
          if (System.nanoTime() - since > SOON.toNanos()) {
            fail(daemon, site, fresh, "seed " + seed + ", round " + round, operations.done());
          }
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
      }
    }
  }

  private static void fail(
      Daemon daemon, Site site, Path place, String when, List<String> operations) throws Exception {
    Snapshot fresh = fresh(site, place);
    Snapshot lived = daemon.snapshot();
    String story = when + ":\n" + String.join("\n", operations) + "\n" + links(site) + "\n";
    assertThat(lived.runs()).as(story).isEqualTo(fresh.runs());
    assertThat(lived.baselineId()).as(story).isEqualTo(fresh.baselineId());
    assertThat(timeless(lived)).as(story).isEqualTo(timeless(fresh));
  }

  private static List<String> links(Site site) throws IOException {
    List<String> links = new ArrayList<>();
    try (Stream<Path> files = Files.walk(site.root())) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        links.add(link + " -> " + Files.readSymbolicLink(link));
      }
    }
    return links;
  }

  private static boolean equal(Snapshot lived, Snapshot fresh) {
    return lived.runs().equals(fresh.runs())
        && String.valueOf(lived.baselineId()).equals(String.valueOf(fresh.baselineId()))
        && timeless(lived).equals(timeless(fresh));
  }

  private static Set<String> timeless(Snapshot snapshot) {
    Set<String> problems = new TreeSet<>();
    for (Problem problem : snapshot.problems()) {
      if (!OTHER.contains(problem.kind())) {
        problems.add(problem.kind() + " " + problem.path());
      }
    }
    return problems;
  }

  /** What is lost by a mistake of the watching must not take a minute to be found. */
  private static Settings withSweeps(Settings settings) {
    WatchSettings usual = settings.watch();
    return new Settings(
        settings.checkpointDirs(),
        settings.logDirs(),
        settings.registry(),
        settings.outputDir(),
        settings.stateDir(),
        settings.baseline(),
        settings.http(),
        new WatchSettings(usual.mode(), Duration.ofSeconds(3), usual.poll(), usual.followLinks()),
        settings.discovery(),
        settings.evaluations(),
        settings.metrics(),
        settings.tags());
  }

  /** One pass over the same disk, with a registry of its own to add to. */
  private static Snapshot fresh(Site site, Path place) throws Exception {
    Path copy = place.resolve("runs_registry.json");
    Files.deleteIfExists(copy);
    if (Files.exists(site.registry())) {
      Files.copy(site.registry(), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return OneShotAggregation.run(
            site.withRegistry(copy).settings(), true, Optional.empty(), progress -> {}, CLOCK)
        .snapshot();
  }
}
