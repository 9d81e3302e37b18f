package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.testing.OtherUser.ALICE;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.LiveSocket;
import org.papermetrics.testing.OtherUser;

/** A system that refuses threads or descriptors for some time: nothing is missing afterwards. */
@Tag("integration")
class ExhaustedSystemTest {
  private static final int DESCRIPTORS = 256;

  @TempDir private Path directory;
  private Site site;
  private DaemonProcess daemon;

  @BeforeEach
  void aDaemonOfAlice() throws Exception {
    OtherUser.required();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    site = Site.in(directory);
    Files.createDirectories(site.outputs());
    Files.createDirectories(site.state());
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    ALICE.owns(directory, "rwxr-xr-x");
    List<String> limited =
        Stream.concat(
                Stream.of("prlimit", "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS),
                ALICE.prefix().stream())
            .toList();
    daemon = DaemonProcess.startPacked(limited, site, directory.resolve("program"));
    Eventually.holds(() -> Files.exists(site.page()), "the outputs are written");
  }

  @AfterEach
  void end() {
    if (daemon != null) {
      daemon.close();
    }
  }

  private void limit(String what) throws Exception {
    ALICE.run("prlimit --pid %d --%s".formatted(daemon.pid(), what));
  }

  private boolean isHealthy() throws Exception {
    return daemon.get("/healthz").get("status").asText().equals("ok");
  }

  @Test
  void withoutNewThreadsTheDaemonIsNotHealthyAndGoesOnAfterwards() throws Exception {
    JsonNode board = daemon.get("/api/v1/runs");
    limit("nproc=1:");
    try (LiveSocket page =
        new LiveSocket(
            daemon.address(), board.get("epoch").asText(), board.get("revision").asLong())) {
      assertThat(page.nextFrame().get("type").asText()).isEqualTo("hello");
      Site.drop(Site.checkpoint(site.root(), "next", 100), 600);
      Eventually.holds(() -> !isHealthy(), "the daemon says that it cannot read");
      assertThat(page.next()).isEqualTo("closed 1013");
    }
    limit("nproc=50000:");
    Eventually.holds(() -> daemon.runs().containsKey("next_cp000100"), "the result is shown");
    Eventually.holds(this::isHealthy, "the daemon is healthy again");
  }

  @Test
  void connectionsTakeNoDescriptorsThatFilesNeed() throws Exception {
    List<Socket> connections = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * DESCRIPTORS; i++) {
        connections.add(new Socket(InetAddress.getLoopbackAddress(), daemon.address().getPort()));
      }
      Site.drop(Site.checkpoint(site.root(), "next", 100), 600);
      Eventually.holds(
          () -> Files.readString(site.data()).contains("next_cp000100"), "it is in the outputs");
      assertThat(daemon.errors()).doesNotContain("Too many open files");
    } finally {
      for (Socket connection : connections) {
        connection.close();
      }
    }
  }
}
