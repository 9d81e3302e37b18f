package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/**
 * A network file system that no longer answers: whoever touches it waits for as long as it likes.
 */
@Timeout(120)
@Tag("integration")
class HungFileSystemTest {
  private static final Duration HANGS = Duration.ofSeconds(10);
  private static final Duration STOPS = Duration.ofSeconds(5);

  private final Site site;

  /** What the server has. */
  private final Path back;

  /** Where it is mounted, a root beside that of the site. */
  private final Path share;

  HungFileSystemTest(@TempDir Path directory) throws Exception {
    back = Files.createDirectory(directory.resolve("back"));
    share = Files.createDirectory(directory.resolve("share"));
    Site local = Site.in(directory);
    site = local.withRoots(local.root(), share);
    Site.drop(Site.checkpoint(back, "shared", 1), 1);
  }

  @Test
  void theOtherRootLivesOnAndTheDaemonStops() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Process server = serve(mounts, back, share);
      try (DaemonProcess daemon = DaemonProcess.start(mounts.inside(), site)) {
        assertThat(daemon.runs()).containsOnlyKeys("shared_cp000001");
        Site.drop(Site.checkpoint(back, "shared", 2), 2);
        Eventually.holds(() -> daemon.runs().size() == 2, "the share is looked at");

        signal("STOP", server);
        Site.drop(Site.checkpoint(back, "shared", 3), 3);
        Site.replace(Site.checkpoint(back, "shared", 2), 22);
        long since = System.nanoTime();
        int step = 0;
        while (System.nanoTime() - since < HANGS.toNanos()) {
          step++;
          Path checkpoint = Site.checkpoint(site.root(), "local", step);
          Site.drop(checkpoint, step);
          Eventually.holds(
              () -> daemon.checkpoints().contains(checkpoint.toString()),
              "a result in the other root arrives, " + passed(since) + " after the share hung");
          LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
        assertThat(daemon.runs()).containsKeys("shared_cp000001", "shared_cp000002");

        signal("CONT", server);
        Eventually.holds(
            () -> daemon.runs().containsKey("shared_cp000003"), "the share is looked at again");

        signal("STOP", server);
        Site.drop(Site.checkpoint(back, "shared", 4), 4);
        Eventually.holds(() -> waitsForTheShare(daemon.pid()), "a thread hangs with the share");
        daemon.terminate();
        assertThat(daemon.exitCode(STOPS)).isEqualTo(143);
        assertThat(Files.readString(site.data())).contains("shared_cp000003", "local_cp000001");
      } finally {
        server.destroyForcibly().onExit().join();
      }
    }
  }

  @Test
  void whatWasKnownIsServedAtOnceThoughAShareHangsAtTheStart() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Process server = serve(mounts, back, share);
      try {
        try (DaemonProcess daemon = DaemonProcess.start(mounts.inside(), site)) {
          assertThat(daemon.runs()).containsOnlyKeys("shared_cp000001");
          Path registry = site.registry();
          Eventually.holds(
              () -> Files.exists(registry) && Files.readString(registry).contains("shared"),
              "it is registered, and so saved");
        }
        Site.replace(Site.checkpoint(back, "shared", 1), 11);
        signal("STOP", server);
        try (DaemonProcess daemon = DaemonProcess.launch(mounts.inside(), site)) {
          daemon.awaitListening();
          assertThat(daemon.get("/api/v1/status").get("reading"))
              .hasToString("{\"done\":0,\"total\":1}");
          JsonNode before = daemon.runs().get("shared_cp000001");
          assertThat(before).isNotNull();
          Site.drop(Site.checkpoint(site.root(), "local", 1), 1);
          Eventually.holds(
              () -> daemon.runs().containsKey("local_cp000001"), "the other root is read");
          assertThat(daemon.get("/api/v1/status").get("reading").get("done").intValue())
              .isEqualTo(1);

          signal("CONT", server);
          daemon.awaitChecked();
          assertThat(daemon.runs()).containsOnlyKeys("shared_cp000001", "local_cp000001");
          assertThat(daemon.runs().get("shared_cp000001")).isNotEqualTo(before);
        }
      } finally {
        server.destroyForcibly().onExit().join();
      }
    }
  }

  private static Duration passed(long since) {
    return Duration.ofMillis((System.nanoTime() - since) / 1_000_000);
  }

  /** Whether a thread of a process waits for the answer of a file system in user space. */
  private static boolean waitsForTheShare(long pid) throws InterruptedException {
    return Command.succeeds(
        "sh", "-c", "grep -qs request_wait_answer /proc/" + pid + "/task/*/wchan");
  }

  private static void signal(String name, Process process) throws Exception {
    Command.run("sh", "-c", "kill -" + name + " " + process.pid());
  }

  /** Mounts a directory at another place by a server that can be stopped. */
  private static Process serve(PrivateMounts mounts, Path back, Path share) throws Exception {
    List<String> command = new ArrayList<>(mounts.inside());
    command.addAll(
        List.of(
            "bindfs",
            "-f",
            "-o",
            "attr_timeout=0,entry_timeout=0,negative_timeout=0",
            back.toString(),
            share.toString()));
    Process server =
        Command.succeeds("bindfs", "--version")
            ? new ProcessBuilder(command).redirectErrorStream(true).start()
            : null;
    Assumptions.assumeTrue(server != null, "bindfs is not installed");
    String[] look = {"test", "-d", share.resolve("shared").toString()};
    Eventually.holds(() -> mounts.succeeds(look) || !server.isAlive(), "bindfs serves");
    Assumptions.assumeTrue(
        server.isAlive(), "this system does not allow: " + String.join(" ", command));
    return server;
  }
}
