package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Program;

/** Results whose entries were removed are said to be left out, and one command takes them back. */
@Tag("integration")
class LeftOutTest {
  private static final String MESSAGE =
      "2 results on disk are left out because their entries were removed";

  @TempDir private Path directory;
  private String said = "";

  /** Runs the program to its end; what it prints is kept as one line. */
  private int run(String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Program.command(arguments)).redirectErrorStream(true);
    builder.environment().put("COLUMNS", "10000");
    Process process = builder.start();
    said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replaceAll("\\s+", " ");
    return process.waitFor();
  }

  private static int leftOut(DaemonProcess daemon) throws Exception {
    return daemon.get("/api/v1/status").get("left_out").get("count").asInt();
  }

  private void putOlderCopyBack(Site site) throws Exception {
    Path older = Files.writeString(directory.resolve("older"), "{\"runs\": []}");
    Files.move(older, site.registry(), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void anOlderCopyOfTheRegistryLeavesNothingWithoutATrace() throws Exception {
    Site site = Site.in(directory);
    Path first = Site.checkpoint(site.root(), "exp", 100);
    Path elsewhere = Site.checkpoint(directory.resolve("elsewhere"), "other", 200);
    Site.drop(first, 100);
    Path custom = Files.move(Site.drop(elsewhere, 200), elsewhere.resolve("custom.json"));
    Files.writeString(
        site.registry(),
        "{\"runs\": [{\"checkpoint_path\": \"%s\"}, {\"checkpoint_path\": \"%s\", \"results_file\": \"%s\"}]}"
            .formatted(first, elsewhere, custom));
    String config = site.writeConfiguration().toString();
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(() -> daemon.runs().size() == 2, "both are shown");
      putOlderCopyBack(site);
      Eventually.holds(() -> leftOut(daemon) == 2, "both are left out");
      daemon.kill();
    }
    assertThat(run("doctor", "--config", config)).isEqualTo(0);
    assertThat(said)
        .contains(MESSAGE)
        .contains(custom.toString())
        .contains("To take them back: paper-metrics register --removed --config " + config);

    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      JsonNode status = daemon.get("/api/v1/status").get("left_out");
      assertThat(status.get("message").asText()).isEqualTo(MESSAGE);
      assertThat(status.get("command").asText())
          .isEqualTo("paper-metrics register --removed --config " + config);
      assertThat(daemon.get("/api/v1/runs").get("left_out").asInt()).isEqualTo(2);
      assertThat(daemon.get("/api/v1/left-out").get("runs").findValuesAsText("results_file"))
          .containsExactlyInAnyOrder(first.resolve(Site.RESULTS).toString(), custom.toString());
      for (Path path : new Path[] {first, elsewhere, custom}) {
        JsonNode told =
            daemon
                .get(
                    "/api/v1/status?path="
                        + URLEncoder.encode(path.toString(), StandardCharsets.UTF_8))
                .get("path");
        assertThat(told.get("on_board").asBoolean()).isFalse();
        assertThat(told.get("message").asText())
            .startsWith("The entry of this run was removed from the registry");
      }

      run("doctor", "--config", config);
      assertThat(said)
          .as("of a running daemon")
          .contains(MESSAGE, "up for", "with 0 runs.", "api/v1/compare");

      assertThat(run("register", "--removed", "--config", config)).isZero();

      assertThat(said).contains("registered " + first).contains("registered " + elsewhere);
      Eventually.holds(() -> daemon.runs().size() == 2, "both are back");
      assertThat(leftOut(daemon)).isZero();
      assertThat(Files.readString(site.registry())).contains(custom.toString());
      putOlderCopyBack(site);
      Eventually.holds(() -> leftOut(daemon) == 2, "both are left out again");
      daemon.kill();
    }
    assertThat(run("register", "--removed", "--config", config)).as("without a daemon").isZero();
    assertThat(said).contains("registered " + first).contains("registered " + elsewhere);
    assertThat(run("register", "--config", config)).as("nothing named").isEqualTo(2);
  }
}
