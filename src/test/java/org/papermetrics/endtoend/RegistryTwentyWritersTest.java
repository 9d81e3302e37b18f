package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/** Twenty evaluations at a time write their results and register them, and others do not. */
@Tag("integration")
class RegistryTwentyWritersTest {
  private static final int WRITERS = 20;
  private static final int EACH = 4;
  private static final Duration TORN_FOR_GOOD = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Every second time in the first moment of a second, as scripts do that a scheduler starts. */
  private static final String PYTHON =
      """
      import json, os, random, sys, time
      registry, root, name, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
      for i in range(1, runs + 1):
          path = '%s/%s/checkpoints/checkpoint_%06d/consolidated' % (root, name, i)
          os.makedirs(path)
          with open(path + '/training_config.json', 'w') as f:
              json.dump({'max_steps': 1000, 'lora': {'enable': True, 'rank': 8}}, f)
          with open(path + '/paper_metrics_results.json', 'w') as f:
              json.dump({'sblimp_accuracy': 0.5, 'librilight_slope': float('nan')}, f, indent=2)
          time.sleep(1 - time.time() % 1 if i % 2 == 0 else random.random())
          while True:
              try:
                  with open(registry) as f:
                      entries = json.load(f)
                  break
              except (OSError, ValueError):
                  time.sleep(0.02)
          entries['runs'].append({'checkpoint_path': path,
              'results_file': path + '/paper_metrics_results.json',
              'added_at': '2025-01-01T00:00:00'})
          with open(registry, 'w') as f:
              json.dump(entries, f, indent=2)
      """;

  private static final ObjectReader JSON =
      new ObjectMapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir private Path directory;
  private byte[] lastGood = {};
  private byte[] lastSeen = {0};
  private long tornSince;

  @Test
  void noEntryIsLost() throws Exception {
    assumeThat(Command.succeeds("python3", "--version")).as("there is python3").isTrue();
    Site site = Site.in(directory);
    Set<String> expected = new TreeSet<>();
    expected.add(drop(site, 1));
    List<Process> scripts = new ArrayList<>();
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(() -> Files.exists(site.registry()), "the registry is made");
      for (int writer = 10; writer < 10 + WRITERS; writer++) {
        scripts.add(evaluate(site, "writer" + writer));
        for (int step = 1; step <= EACH; step++) {
          expected.add(Site.checkpoint(site.root(), "writer" + writer, step).toString());
        }
      }
      long began = System.nanoTime();
      for (int step = 2; scripts.stream().anyMatch(Process::isAlive); step++) {
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
        if (step <= 40) {
          expected.add(drop(site, step));
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        repairWhenTornForGood(site.registry());
      }
      for (Process script : scripts) {
        assertThat(script.waitFor()).as("exit code of a script").isZero();
      }
      Eventually.holds(
          () -> {
            repairWhenTornForGood(site.registry());
            return registered(site).equals(expected);
          },
          "every run is registered");
      Eventually.holds(() -> daemon.checkpoints().equals(expected), "every run is on the board");
      Eventually.holds(() -> daemon.get("/api/v1/problems").isEmpty(), "there is no problem");
      assertThat(Site.json(site.registry()).get("runs")).as("none twice").hasSize(expected.size());
    } finally {
      scripts.forEach(Process::destroyForcibly);
    }
  }

  private static String drop(Site site, int step) throws IOException {
    Path checkpoint = Site.checkpoint(site.root(), "dropped", step);
    Site.drop(checkpoint, step);
    return checkpoint.toString();
  }

  private static Process evaluate(Site site, String name) throws IOException {
    return new ProcessBuilder(
            "python3",
            "-c",
            PYTHON,
            site.registry().toString(),
            site.root().toString(),
            name,
            Integer.toString(EACH))
        .inheritIO()
        .start();
  }

  private static Set<String> registered(Site site) throws IOException {
    Set<String> paths = new HashSet<>();
    try {
      Site.json(site.registry())
          .get("runs")
          .forEach(run -> paths.add(run.get("checkpoint_path").asText()));
    } catch (JsonProcessingException e) {
      // It is being written in place.
    }
    return paths;
  }

  /** Two scripts that write at once can leave a mixture behind, which only a person repairs. */
  private void repairWhenTornForGood(Path registry) throws IOException {
    byte[] now = Files.readAllBytes(registry);
    if (isWhole(now)) {
      lastGood = now;
    } else if (!Arrays.equals(now, lastSeen)) {
      lastSeen = now;
      tornSince = System.nanoTime();
    } else if (System.nanoTime() - tornSince > TORN_FOR_GOOD.toNanos()) {
      Files.write(registry, lastGood);
    }
  }

  /** Nothing at all, as it is in the moment before it is written, is not whole either. */
  private static boolean isWhole(byte[] registry) throws IOException {
    try {
      return JSON.<JsonNode>readValue(registry).has("runs");
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
