package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.LogLines;

/** The configuration file is changed while the daemon runs and a page is open. */
@Tag("integration")
class ReloadTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path directory;
  private Path a;
  private Path b;
  private final Map<String, String> configuration = new LinkedHashMap<>();

  @BeforeEach
  void makeDisk() throws IOException {
    a = Files.createDirectories(directory.resolve("a"));
    b = Files.createDirectories(directory.resolve("b"));
    Site.drop(Site.checkpoint(a, "one", 100), 100);
    Site.drop(Site.checkpoint(a, "two", 200), 200);
    Site.drop(Site.checkpoint(b, "three", 300), 300);
    Path other = Site.checkpoint(b, "four", 400);
    Files.move(Site.drop(other, 400), other.resolve("other.json"));
    for (String logs : List.of("logs", "more")) {
      Files.createDirectories(directory.resolve(logs));
      Files.writeString(
          directory.resolve(logs).resolve("paper_metrics_" + logs + ".log"),
          "2025-10-20 10:00:00,001 - INFO - Checkpoint:   "
              + Site.checkpoint(a, "one", 100)
              + "\n"
              + LogLines.point(1000, logs.length()));
    }
    configuration.put("checkpoint-dirs", "[" + a + "]");
    configuration.put("log-dirs", "[" + directory.resolve("logs") + "]");
    configuration.put("registry", directory.resolve("registry.json").toString());
    configuration.put("http", "{port: 0, auth: none}");
  }

  private String text(String place) {
    return configuration.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
            .collect(Collectors.joining())
        + ("output-dir: " + directory.resolve(place).resolve("out") + "\n")
        + ("state-dir: " + directory.resolve(place).resolve("state") + "\n");
  }

  private Path write(String place) throws IOException {
    Path beside = Files.writeString(directory.resolve("beside"), text(place));
    return Files.move(
        beside, directory.resolve(place + ".yaml"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Daemon start(Path config) throws Exception {
    return Daemon.start(
        SettingsSource.of(
            new SettingsLoader(Map.of(), Path.of("/nowhere")),
            new SettingsLoader.Options(config, List.of(), List.of(), null, null, null, null)),
        "test",
        CLOCK);
  }

  private static Map<String, Object> shown(Daemon daemon) {
    Snapshot board = daemon.snapshot();
    return Map.of(
        "runs", board.runs(),
        "order", board.runs().stream().map(Run::id).toList(),
        "baseline", String.valueOf(board.baselineId()),
        "metrics", board.metrics(),
        "roots", board.roots(),
        "problems", board.problems().stream().map(p -> p.since(Instant.EPOCH)).toList());
  }

  /** Changes a key while the daemon runs, and compares with one that starts with that. */
  private void change(Daemon daemon, OpenPage page, String key, String value) throws Exception {
    String before = takenUpAt(page);
    configuration.put(key, value);
    write("live");
    Path place = Files.createTempDirectory(directory, "fresh");
    // It starts while the other still waits for the file to stay as it is.
    try (Daemon fresh = start(write(String.valueOf(place.getFileName())))) {
      Eventually.holds(() -> !takenUpAt(page).equals(before), key + " is taken up");
      try {
        Eventually.holds(() -> shown(daemon).equals(shown(fresh)), "a fresh start's, " + key);
      } catch (AssertionError e) {
        assertThat(shown(daemon)).as(key).isEqualTo(shown(fresh));
        throw e;
      }
    }
    Eventually.holds(page::isUpToDate, "the page follows " + key);
    assertThat(daemon.turning()).isTrue();
  }

  private static String takenUpAt(OpenPage page) throws Exception {
    return page.get("/api/v1/status").get("configuration").get("taken_up_at").asText();
  }

  private static List<String> ids(Daemon daemon) {
    return daemon.snapshot().runs().stream().map(Run::id).toList();
  }

  private void registered(int runs) throws Exception {
    Path registry = Path.of(configuration.get("registry"));
    Eventually.holds(
        () -> Files.exists(registry) && Site.json(registry).get("runs").size() == runs,
        runs + " runs are registered");
  }

  @Test
  void aReloadedBoardIsThatOfAFreshStart() throws Exception {
    try (Daemon daemon = start(write("live"));
        OpenPage page = new OpenPage(daemon.address())) {
      registered(2);
      change(daemon, page, "tags", "[{tag: mine, when: {path: ttt.enable, equals: true}}]");
      assertThat(daemon.snapshot().runs()).allMatch(run -> run.tags().contains("mine"));
      change(daemon, page, "metrics", "[{key: sblimp_samples, label: N}]");
      assertThat(page.get("/api/v1/runs").get("metrics").get(0).get("label").asText())
          .isEqualTo("N");
      change(daemon, page, "baseline", "two_cp000200");
      assertThat(daemon.snapshot().baselineId()).isEqualTo("two_cp000200");
      change(daemon, page, "checkpoint-dirs", "[" + a + ", " + b + "]");
      registered(3);
      change(daemon, page, "discovery", "{results: [\"**/other.json\"], exclude: [\"one\"]}");
      registered(4);
      assertThat(ids(daemon)).as("registered runs stay").hasSize(4);
      Site.replace(Site.checkpoint(a, "one", 100), 101);
      Eventually.holds(
          () -> page.get("/api/v1/runs").toString().contains("0.101"),
          "a registered run is looked at in an excluded directory too");
      change(daemon, page, "log-dirs", "[" + directory.resolve("more") + "]");
      change(daemon, page, "log-dirs", "[]");
      change(daemon, page, "registry", directory.resolve("another.json").toString());
      registered(1);
      assertThat(ids(daemon)).containsExactly("four_cp000400");
      change(daemon, page, "discovery", "{}");
      registered(4);
      change(daemon, page, "checkpoint-dirs", "[" + b + "]");
      assertThat(ids(daemon)).as("registered runs stay").hasSize(4);
      int before = page.fetched();
      change(daemon, page, "watch", "{mode: poll, poll: 300ms}");
      assertThat(page.fetched()).as("nothing on the board depends on it").isEqualTo(before);
      change(daemon, page, "baseline", "nobody");
      assertThat(daemon.snapshot().problems()).hasSize(1);
      Site.drop(Site.checkpoint(b, "five", 500), 500);
      Site.replace(Site.checkpoint(a, "one", 100), 111);
      Eventually.holds(() -> ids(daemon).contains("five_cp000500"), "it is still looked at");
      Eventually.holds(page::isUpToDate, "the page follows the disk");
    }
    assertThat(Site.json(directory.resolve("live/out/dashboard_data.json")).get("runs")).hasSize(5);
  }

  @Test
  void runsThatCouldNotBeRegisteredGoWithTheirRoot() throws Exception {
    configuration.put("registry", b.toString());
    try (Daemon daemon = start(write("live"));
        OpenPage page = new OpenPage(daemon.address())) {
      assertThat(ids(daemon)).hasSize(2);
      change(daemon, page, "discovery", "{exclude: [\"one/**\"]}");
      assertThat(ids(daemon)).containsExactly("two_cp000200");
      change(daemon, page, "checkpoint-dirs", "[" + b + "]");
      assertThat(ids(daemon)).containsExactly("three_cp000300");
    }
  }

  @Test
  void aBrokenFileKeepsItsLastGoodStateOverAChange() throws Exception {
    try (Daemon daemon = start(write("live"));
        OpenPage page = new OpenPage(daemon.address())) {
      registered(2);
      Files.writeString(Site.checkpoint(a, "one", 100).resolve(Site.RESULTS), "{\"sblimp");
      Eventually.holds(() -> problems(daemon).contains("results-unreadable"), "it is told");
      String before = takenUpAt(page);
      configuration.put("tags", "[{tag: mine, when: {path: ttt.enable, equals: true}}]");
      write("live");
      Eventually.holds(() -> !takenUpAt(page).equals(before), "it is taken up");
      Eventually.holds(
          () -> daemon.snapshot().run("two_cp000200").orElseThrow().tags().contains("mine"),
          "what can be read is read again");
      Eventually.holds(() -> problems(daemon).contains("results-unreadable"), "it is still told");
      assertThat(ids(daemon)).hasSize(2);
    }
  }

  @Test
  void aChangeWhileARootIsUnmountedLosesNoRun() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Site site = Site.in(directory.resolve("site"));
      mounts.run("mount", "-t", "tmpfs", "none", site.root().toString());
      Site.drop(Site.checkpoint(mounts.seen(site.root()), "exp", 100), 100);
      try (DaemonProcess daemon = DaemonProcess.start(mounts.inside(), site)) {
        assertThat(daemon.runs()).hasSize(1);
        mounts.run("umount", "--lazy", site.root().toString());
        Eventually.holds(() -> daemon.problems("root-unavailable").size() == 1, "it is away");
        site.withRoots(site.root(), b).writeConfiguration();
        Eventually.holds(
            () -> daemon.problems("configuration-unusable").size() == 1, "it must wait");
        assertThat(daemon.runs().keySet()).containsExactly("exp_cp000100");
        mounts.run("mount", "-t", "tmpfs", "none", site.root().toString());
        Site.drop(Site.checkpoint(mounts.seen(site.root()), "exp", 100), 100);
        Eventually.holds(() -> daemon.runs().size() == 2, "it is taken up");
        Eventually.holds(() -> daemon.problems("configuration-unusable").isEmpty(), "all is well");
      }
    }
  }

  private static List<String> problems(Daemon daemon) {
    return daemon.snapshot().problems().stream()
        .map(Problem::kind)
        .map(Problem.Kind::wireName)
        .toList();
  }

  @Test
  void whatIsWrongOrNeedsARestartIsAProblemOnTheBoard() throws Exception {
    configuration.put("http", "{port: 0, auth: none, allowed-hosts: [first.example]}");
    try (Daemon daemon = start(write("live"));
        OpenPage page = new OpenPage(daemon.address())) {
      Snapshot before = daemon.snapshot();
      configuration.put("baseline", "[");
      write("live");
      Eventually.holds(() -> problems(daemon).contains("configuration-unusable"), "wrong");
      Files.delete(directory.resolve("live.yaml"));
      Eventually.holds(
          () -> daemon.snapshot().problems().stream().anyMatch(p -> p.message().contains("gone")),
          "gone");
      configuration.remove("baseline");
      configuration.put("http", "{port: 1, auth: none, allowed-hosts: [second.example]}");
      write("live");
      Eventually.holds(
          () -> problems(daemon).equals(List.of("configuration-needs-restart")), "named");
      assertThat(daemon.snapshot().runs()).isEqualTo(before.runs());
      assertThat(daemon.snapshot().epoch()).isEqualTo(before.epoch());
      assertThat(RawHost.ask(daemon.address(), "second.example")).isEqualTo(200);
      assertThat(RawHost.ask(daemon.address(), "first.example")).isEqualTo(421);
      configuration.put("http", "{port: 0, auth: none}");
      write("live");
      Eventually.holds(() -> problems(daemon).isEmpty(), "all is well again");
      Eventually.holds(page::isUpToDate, "the page was told");
      assertThat(page.fetched()).isEqualTo(1);
    }
  }

  @Test
  void aKillAroundAChangeLosesNothing() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Site one = Site.in(directory.resolve("site")).withRoots(a);
    Site both = one.withRoots(a, b);
    String epoch = "";
    long revision = 0;
    Site now = one;
    for (int i = 0; i < 5; i++) {
      try (DaemonProcess daemon = DaemonProcess.start(now)) {
        JsonNode board = daemon.get("/api/v1/runs");
        if (board.get("epoch").asText().equals(epoch)) {
          assertThat(board.get("revision").asLong())
              .as("seed %d", seed)
              .isGreaterThanOrEqualTo(revision);
        }
        now = now.roots().size() == 1 ? both : one;
        now.writeConfiguration();
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(3500)).toNanos());
        JsonNode last = daemon.get("/api/v1/runs");
        epoch = last.get("epoch").asText();
        revision = last.get("revision").asLong();
        daemon.kill();
      }
    }
    try (DaemonProcess daemon = DaemonProcess.start(now)) {
      FreshStart.equalsBoardOf(daemon, now, directory.resolve("fresh-site"));
    }
  }
}
