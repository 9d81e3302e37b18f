package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.registry.RegistryUpdate;
import org.papermetrics.testing.Eventually;

/** What a daemon knows that is started after another one was killed. */
@Tag("integration")
class RestartTest {
  private static final String AWAY = "root-unavailable";

  @TempDir private Path directory;
  private Site site;
  private Path first;
  private Path second;

  @BeforeEach
  void makeSite() throws IOException {
    site = Site.in(directory);
    first = Site.checkpoint(site.root(), "exp", 100);
    second = Site.checkpoint(site.root(), "exp", 200);
    Site.drop(first, 100);
    Site.drop(second, 200);
  }

  private void registered(int runs) throws Exception {
    Eventually.holds(
        () ->
            Files.exists(site.registry()) && Site.json(site.registry()).get("runs").size() == runs,
        runs + " runs are registered");
  }

  private void unregister(Path checkpoint) throws Exception {
    assertThat(
            new RegistryFile(site.registry(), Clock.systemUTC())
                .unregister(List.of(checkpoint.toString())))
        .isInstanceOf(RegistryUpdate.Done.class);
  }

  private static double score(DaemonProcess daemon, String id) throws Exception {
    return daemon.runs().get(id).get("metrics").get("sblimp_accuracy").asDouble();
  }

  @Test
  void anOpenPageMissesNothingAndNeedNotFetchEverythingAgain() throws Exception {
    JsonNode before;
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      registered(2);
      before = daemon.get("/api/v1/runs");
      daemon.kill();
    }
    Site.replace(second, 222);
    Files.delete(first.resolve(Site.RESULTS));
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(() -> daemon.runs().size() == 1, "what happened meanwhile is seen");
      JsonNode after = daemon.get("/api/v1/runs");
      assertThat(after.get("epoch")).isEqualTo(before.get("epoch"));
      long seen = before.get("revision").asLong();
      assertThat(after.get("revision").asLong()).isGreaterThan(seen);
      List<JsonNode> frames =
          LiveFrames.of(daemon, before.get("epoch").asText(), seen, after.get("revision").asLong());
      assertThat(frames.get(0).get("reset").asBoolean()).isFalse();
      assertThat(frames.toString()).contains("0.222").contains("exp_cp000100");
      daemon.kill();
    }
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      JsonNode again = daemon.get("/api/v1/runs");
      List<JsonNode> frames =
          LiveFrames.of(
              daemon,
              before.get("epoch").asText(),
              before.get("revision").asLong(),
              again.get("revision").asLong());
      assertThat(frames.get(0).get("reset").asBoolean())
          .as("also what was told before it was killed is still known")
          .isFalse();
      assertThat(frames).hasSizeGreaterThan(1);
    }
  }

  @Test
  void aRunThatAPersonHasRemovedStaysAwayUntilItsResultsChange() throws Exception {
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      registered(2);
      unregister(first);
      Eventually.holds(() -> daemon.runs().size() == 1, "it goes from the board");
      daemon.kill();
    }
    unregister(second);
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.stays(
          () -> daemon.runs().isEmpty(),
          Duration.ofSeconds(4),
          "also the run that was removed meanwhile is away");
      Site.replace(first, 111);
      Eventually.holds(
          () -> daemon.runs().keySet().equals(java.util.Set.of("exp_cp000100")), "back");
      registered(1);
    }
  }

  @Test
  void theLastGoodStateOfABrokenFileIsStillShown() throws Exception {
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      registered(2);
      Eventually.holds(() -> settled(site), "all has settled");
      daemon.kill();
    }
    Files.writeString(first.resolve(Site.RESULTS), "{\"sblimp_accuracy\": 0.");
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(
          () -> daemon.problems("results-unreadable").size() == 1, "the broken file is told");
      assertThat(score(daemon, "exp_cp000100")).isEqualTo(0.1);
      JsonNode problem = daemon.problems("results-unreadable").get(0);
      daemon.kill();
      try (DaemonProcess again = DaemonProcess.start(site)) {
        Eventually.holds(
            () -> again.problems("results-unreadable").equals(List.of(problem)),
            "it is said since when");
        assertThat(score(again, "exp_cp000100")).isEqualTo(0.1);
      }
    }
  }

  /** Whether the files are so old that another look is not needed. */
  private static boolean settled(Site site) throws IOException {
    try (Stream<Path> files = Files.walk(site.root())) {
      long youngest =
          files
              .filter(Files::isRegularFile)
              .mapToLong(file -> file.toFile().lastModified())
              .max()
              .orElse(0);
      return System.currentTimeMillis() - youngest > 5000;
    }
  }

  @Test
  void aRootThatIsAwayAtTheStartKeepsItsRuns() throws Exception {
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      registered(2);
      daemon.terminate();
      Eventually.holds(() -> !daemon.isAlive(), "it ends, and knows what it has registered");
    }
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(site.root(), elsewhere);
    JsonNode away;
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      assertThat(daemon.runs()).hasSize(2);
      Eventually.holds(() -> daemon.problems(AWAY).size() == 1, "the root is said to be away");
      away = daemon.problems(AWAY).get(0);
      Eventually.holds(
          () -> {
            JsonNode problem = daemon.problems(AWAY).get(0);
            return daemon.runs().values().stream().allMatch(run -> away(run, problem));
          },
          "every run says since when");
      daemon.kill();
    }
    Files.delete(elsewhere.resolve(site.root().relativize(first)).resolve(Site.RESULTS));
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(() -> daemon.problems(AWAY).equals(List.of(away)), "still since then");
      assertThat(daemon.runs()).hasSize(2);
      Files.move(elsewhere, site.root(), StandardCopyOption.ATOMIC_MOVE);
      Eventually.holds(
          () ->
              daemon.problems(AWAY).isEmpty()
                  && daemon.runs().keySet().equals(java.util.Set.of("exp_cp000200"))
                  && !daemon.runs().get("exp_cp000200").has("unavailable_since"),
          "the root is back, without what was deleted meanwhile");
      Eventually.holds(
          () ->
              daemon.problems("run-vanished").isEmpty()
                  && !Files.readString(site.registry()).contains("checkpoint_000100"),
          "the entry of what was deleted leaves too");
    }
  }

  private static boolean away(JsonNode run, JsonNode problem) {
    return run.has("unavailable_since")
        && run.get("unavailable_since").equals(problem.get("since"));
  }

  @Test
  void outputsThatAreGoneAreWrittenAlthoughNothingHasChanged() throws Exception {
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      registered(2);
      Eventually.holds(() -> settled(site), "all has settled");
      daemon.terminate();
      daemon.exitCode(Duration.ofSeconds(20));
    }
    for (Path output : site.outputFiles()) {
      Files.delete(output);
    }
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(
          () -> site.outputFiles().stream().allMatch(Files::exists), "the outputs are back");
      assertThat(Site.json(site.data()).get("runs")).hasSize(2);
      assertThat(daemon.runs()).hasSize(2);
    }
  }

  @Test
  void aStateThatIsDamagedIsSetAsideAndMadeAnew() throws Exception {
    JsonNode before;
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      registered(2);
      before = daemon.get("/api/v1/runs");
      daemon.terminate();
      daemon.exitCode(Duration.ofSeconds(20));
    }
    Path state = database();
    Files.writeString(state, "this is no database");
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      JsonNode after = daemon.get("/api/v1/runs");
      assertThat(after.get("runs")).isEqualTo(before.get("runs"));
      assertThat(after.get("epoch")).isNotEqualTo(before.get("epoch"));
      assertThat(daemon.errors()).contains(state.toString()).contains("moved aside");
      assertThat(LiveFrames.of(daemon, before.get("epoch").asText(), 1, 1).get(0).get("reset"))
          .isEqualTo(com.fasterxml.jackson.databind.node.BooleanNode.TRUE);
    }
  }

  private Path database() throws IOException {
    try (Stream<Path> files = Files.list(site.state())) {
      return files.filter(file -> file.toString().endsWith(".sqlite")).findFirst().orElseThrow();
    }
  }
}
