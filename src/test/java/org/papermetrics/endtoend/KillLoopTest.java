package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/** The daemon is killed again and again while evaluations end and register themselves. */
@Tag("integration")
class KillLoopTest {
  private static final int SIDE_BY_SIDE = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void nothingIsEverTornAndARestartIsAFreshStart() throws Exception {
    kill(16);
  }

  @Test
  @Tag("soak")
  void norIsItAfterTwoHundredKills() throws Exception {
    kill(200);
  }

  private void kill(int kills) throws Exception {
    ExecutorService loops = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < SIDE_BY_SIDE; i++) {
      long seed = System.nanoTime() + i;
      Path place = directory.resolve("loop" + i);
      ends.add(
          loops.submit(
              () -> {
                try {
                  loop(place, seed, kills / SIDE_BY_SIDE);
                } catch (AssertionError e) {
                  throw new AssertionError("with the seed " + seed + ": " + e.getMessage(), e);
                }
                return null;
              }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    loops.shutdown();
  }

  private static void loop(Path place, long seed, int kills) throws Exception {
    Site site = Site.in(place);
    Random random = new Random(seed);
    try (Evaluations evaluations = Evaluations.start(site, seed)) {
      for (int kill = 0; kill < kills; kill++) {
        try (DaemonProcess daemon = DaemonProcess.launch(List.of(), site)) {
          if (random.nextInt(3) == 0) {
            pause(50 + random.nextInt(850));
          } else {
            daemon.awaitListening();
            pause(random.nextInt(700));
          }
          assertThat(daemon.isAlive()).as(daemon.errors()).isTrue();
          daemon.kill();
        }
        evaluations.between(() -> assertWhole(site, evaluations));
        makeLeftoversOld(site);
      }
      evaluations.end();
      try (DaemonProcess daemon = DaemonProcess.start(site)) {
        Eventually.holds(
            () -> registered(site).equals(evaluations.lastScores().keySet()),
            "every run is in the registry");
        FreshStart.equalsBoardOf(daemon, site, place.resolve("fresh"));
        assertThat(daemon.checkpoints()).isEqualTo(evaluations.lastScores().keySet());
        for (JsonNode run : daemon.runs().values()) {
          assertThat(score(run))
              .isEqualTo(evaluations.lastScores().get(run.get("checkpoint_path").asText()));
        }
        daemon.terminate();
        daemon.exitCode(Duration.ofSeconds(20));
      }
      assertWhole(site, evaluations);
      assertThat(checkpoints(Site.json(site.data()))).isEqualTo(evaluations.lastScores().keySet());
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  private static void assertWhole(Site site, Evaluations evaluations) throws IOException {
    for (Path data : List.of(site.data(), site.outputFiles().get(1))) {
      if (Files.exists(data)) {
        assertIsAVersion(Site.json(data), evaluations);
      }
    }
    if (Files.exists(site.page())) {
      assertIsAVersion(dataIn(Files.readString(site.page())), evaluations);
    }
    if (Files.exists(site.registry())) {
      assertThat(evaluations.lastScores().keySet()).containsAll(registered(site));
    }
    for (Path written : written(site)) {
      assertThat(leftovers(written)).as("leftovers in " + written).hasSizeLessThan(2);
    }
  }

  /** What it shows has been there at some time. */
  private static void assertIsAVersion(JsonNode data, Evaluations evaluations) {
    for (JsonNode run : data.get("runs")) {
      assertThat(evaluations.scores(run.get("checkpoint_path").asText())).contains(score(run));
    }
    assertThat(data.get("metadata").get("total_runs").asInt()).isEqualTo(data.get("runs").size());
  }

  private static int score(JsonNode run) {
    return (int) Math.round(run.get("metrics").get("sblimp_accuracy").asDouble() * 1000);
  }

  private static JsonNode dataIn(String page) throws IOException {
    assertThat(page.strip()).endsWith("</html>");
    String before = "<script type=\"text/plain\" id=\"data\">";
    int start = page.indexOf(before) + before.length();
    String packed = page.substring(start, page.indexOf("</script>", start));
    try (GZIPInputStream data =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      return JSON.readTree(data.readAllBytes());
    }
  }

  private static Set<String> registered(Site site) throws IOException {
    return checkpoints(Site.json(site.registry()));
  }

  private static Set<String> checkpoints(JsonNode file) {
    Set<String> paths = new HashSet<>();
    file.get("runs").forEach(run -> paths.add(run.get("checkpoint_path").asText()));
    return paths;
  }

  private static List<Path> written(Site site) {
    return List.of(site.outputs(), site.state(), site.registry().resolveSibling("."));
  }

  private static List<Path> leftovers(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith("-tmp")).toList();
    }
  }

  /** As if the next start came an hour later. */
  private static void makeLeftoversOld(Site site) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    for (Path written : written(site)) {
      for (Path leftover : leftovers(written)) {
        Files.setLastModifiedTime(leftover, old);
      }
    }
  }
}
