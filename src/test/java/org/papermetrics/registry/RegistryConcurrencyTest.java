package org.papermetrics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.ByteSource;
import org.papermetrics.files.UnreadableFileException;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Removal;
import org.papermetrics.registry.RegistryReading.Read;
import org.papermetrics.registry.RegistryUpdate.Done;
import org.papermetrics.registry.RegistryUpdate.Refused;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("integration")
class RegistryConcurrencyTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final RemovalDetector.Results ALL_THERE =
      key -> Removal.of(key, new FileStamp("1:1", 1, Instant.EPOCH, Instant.EPOCH));

  @Test
  void aScriptThatRewritesInPlaceAndThisProgramLoseNothingOfEachOther(@TempDir Path directory)
      throws IOException {
    assumeThat(EvaluationScript.isPossible()).as("there is python3").isTrue();
    Path file = directory.resolve("runs_registry.json");
    Keeper keeper = new Keeper(file);
    keeper.turn(ours(0, 1));
    try (EvaluationScript script = EvaluationScript.start(file, "script", 150, 0.002)) {
      long start = System.nanoTime();
      for (int i = 0; script.isRunning(); i++) {
        assertThat(System.nanoTime() - start).isLessThan(LIMIT.toNanos());
        keeper.turn(ours(i % 100, i % 100 + 1));
      }
    }
    keeper.settle(ours(0, 100));

    assertThat(keeper.registered()).containsAll(paths(ours(0, 100))).containsAll(theirs("script"));
  }

  @Test
  void twentyScriptsAtOnceCostNoEntryOfOurs(@TempDir Path directory) throws IOException {
    assumeThat(EvaluationScript.isPossible()).as("there is python3").isTrue();
    Path file = directory.resolve("runs_registry.json");
    Keeper keeper = new Keeper(file);
    keeper.turn(ours(0, 1));
    List<EvaluationScript> scripts = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        scripts.add(EvaluationScript.start(file, "script" + i, 3, 0.02));
      }
      long start = System.nanoTime();
      for (int i = 0; scripts.stream().anyMatch(EvaluationScript::isRunning); i++) {
        assertThat(System.nanoTime() - start).isLessThan(LIMIT.toNanos());
        keeper.turn(ours(0, Math.min(i / 10 + 1, 50)));
        keeper.repairWhenTornForGood();
      }
    } finally {
      scripts.forEach(EvaluationScript::close);
    }
    keeper.settle(ours(0, 50));

    assertThat(keeper.registered()).containsAll(paths(ours(0, 50)));
  }

  @Test
  void whoeverReadsWhileWeWriteSeesAWholeRegistry(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("runs_registry.json");
    RegistryFile registry = new RegistryFile(file, CLOCK);
    registry.register(ours(0, 1));
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reads =
          threads.submit(
              () -> {
                int count = 0;
                while (!stop.get()) {
                  assertThat(new ObjectMapper().readTree(file.toFile()).get("runs").size())
                      .isPositive();
                  count++;
                }
                return count;
              });
      for (int i = 1; i < 40; i++) {
        registry.register(ours(i, i + 10));
        registry.unregister(List.of("/ours/" + i + "/consolidated"));
      }
      stop.set(true);

      assertThat(reads.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isPositive();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void severalOfUsAtOnceLoseNothing(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("runs_registry.json");
    new RegistryFile(file, CLOCK).register(ours(0, 1));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int from = t * 25;
        all.add(
            threads.submit(
                () -> {
                  RegistryFile registry = new RegistryFile(file, CLOCK);
                  for (int i = from; i < from + 25; i++) {
                    insist(registry, ours(i, i + 1));
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(new Keeper(file).registered()).containsAll(paths(ours(0, 100)));
  }

  private static void insist(RegistryFile registry, List<NewRun> runs) {
    long start = System.nanoTime();
    while (registry.register(runs) instanceof Refused refused) {
      assertThat(refused.passing()).as(refused.sentence()).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(LIMIT.toNanos());
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private static List<NewRun> ours(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "/ours/" + i + "/consolidated")
        .map(path -> new NewRun(path, path + "/paper_metrics_results.json"))
        .toList();
  }

  private static List<String> paths(List<NewRun> runs) {
    return runs.stream().map(NewRun::checkpointPath).toList();
  }

  private static List<String> theirs(String name) {
    return IntStream.range(0, 150)
        .mapToObj(i -> String.format(Locale.ROOT, "/theirs/%s-%03d/consolidated", name, i))
        .toList();
  }

  /** Does what the daemon's writer does about the registry, turn by turn. */
  private static final class Keeper {
    private final Path file;
    private final RegistryFile registry;
    private final RemovalDetector removals = new RemovalDetector(Duration.ofSeconds(10));
    private byte[] lastGood = {};
    private byte[] lastSeen = {};
    private long unreadableSince;

    Keeper(Path file) {
      this.file = file;
      this.registry = new RegistryFile(file, CLOCK);
    }

    /** Registers these and what was dropped; true when nothing is left to do. */
    boolean turn(List<NewRun> runs) {
      List<NewRun> wanted = new ArrayList<>(runs);
      if (registry.read() instanceof Read read) {
        wanted.addAll(removals.observe(read, CLOCK.instant(), ALL_THERE).dropped());
      }
      if (!(registry.register(wanted) instanceof Done done)) {
        return false;
      }
      return removals.observe(done, CLOCK.instant(), ALL_THERE).dropped().isEmpty();
    }

    void settle(List<NewRun> runs) throws IOException {
      long start = System.nanoTime();
      while (!turn(runs)) {
        assertThat(System.nanoTime() - start).isLessThan(LIMIT.toNanos());
        repairWhenTornForGood();
      }
    }

    /** Two scripts that write at once can leave a mixture behind, which only a person repairs. */
    void repairWhenTornForGood() throws IOException {
      byte[] now = Files.readAllBytes(file);
      try {
        RegistryParser.parse(ByteSource.of(now));
        lastGood = now;
      } catch (UnreadableFileException e) {
        if (!Arrays.equals(now, lastSeen)) {
          lastSeen = now;
          unreadableSince = System.nanoTime();
        } else if (System.nanoTime() - unreadableSince > Duration.ofMillis(300).toNanos()) {
          Files.write(file, lastGood);
        }
      }
    }

    Set<String> registered() {
      Read read = (Read) registry.read();
      return read.entries().stream().map(entry -> entry.key().value()).collect(Collectors.toSet());
    }
  }
}
