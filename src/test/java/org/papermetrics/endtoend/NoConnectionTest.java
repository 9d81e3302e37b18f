package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/** The daemon listens and never calls: seen from outside, in its system calls. */
@Timeout(120)
@Tag("integration")
class NoConnectionTest {
  /** Calls that name another end, and bind to show that calls are seen at all. */
  private static final String CALLS = "trace=connect,sendto,sendmsg,sendmmsg,bind";

  /** An address of the internet in one of them; a bound one is our own. */
  private static final Pattern CALL =
      Pattern.compile("(connect|sendto|sendmsg|sendmmsg)\\(.*sa_family=AF_INET.*");

  @TempDir private Path directory;

  private static List<String> strace(Path file) {
    // As a grandchild, so that the process is the daemon's own and signals reach it.
    return List.of("strace", "-D", "-f", "-qq", "-e", CALLS, "-o", file.toString());
  }

  @Test
  void theDaemonConnectsToNobodyFromItsStartToItsEnd() throws Exception {
    assumeThat(Command.succeeds("strace", "-f", "-e", CALLS, "true"))
        .as("strace may trace processes here")
        .isTrue();
    Site site = Site.in(directory);
    Site.drop(Site.checkpoint(site.root(), "first", 1), 1);
    Path calls = directory.resolve("calls");
    try (DaemonProcess daemon = DaemonProcess.start(strace(calls), site)) {
      JsonNode board = daemon.get("/api/v1/runs");
      Path second = Site.checkpoint(site.root(), "second", 2);
      Site.drop(second, 2);
      Files.writeString(site.logs().resolve("paper_metrics_1.log"), "Checkpoint: " + second + "\n");
      Files.writeString(Site.checkpoint(site.root(), "first", 1).resolve(Site.RESULTS), "{");
      Eventually.holds(() -> daemon.runs().size() == 2, "the dropped run is there");
      Eventually.holds(
          () -> !daemon.problems("results-unreadable").isEmpty(), "the broken file is there");
      LiveFrames.of(
          daemon,
          board.get("epoch").asText(),
          board.get("revision").asLong(),
          board.get("revision").asLong() + 1);
      for (String path : new String[] {"/api/v1/status", "/healthz", "/api/v1/runs?sort=-avg"}) {
        daemon.get(path);
      }
      Eventually.holds(() -> Files.exists(site.page()), "the outputs are written");
      daemon.terminate();
      assertThat(daemon.exitCode(Duration.ofSeconds(20))).isEqualTo(143);
    }
    assertThat(calls).content().contains("bind(").contains("127.0.0.1");
    assertThat(Files.readAllLines(calls)).noneMatch(line -> CALL.matcher(line).find());
  }

  @Test
  void aConnectionWouldBeSeen() throws Exception {
    assumeThat(Command.succeeds("strace", "-f", "-e", CALLS, "true"))
        .as("strace may trace processes here")
        .isTrue();
    Path calls = directory.resolve("calls");
    List<String> python =
        List.of(
            "strace",
            "-f",
            "-qq",
            "-e",
            CALLS,
            "-o",
            calls.toString(),
            "python3",
            "-c",
            "import socket; socket.socket(2, 2).connect(('127.0.0.1', 9))");
    Command.run(python);
    assertThat(Files.readAllLines(calls)).anyMatch(line -> CALL.matcher(line).find());
  }
}
