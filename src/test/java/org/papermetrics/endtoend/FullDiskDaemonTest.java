package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;
import org.papermetrics.write.DashboardHtml;

/** What the daemon writes goes to a disk that is full. */
@Tag("integration")
class FullDiskDaemonTest {
  @TempDir private Path directory;

  /** A file system of few megabytes, as this process sees it. */
  private Path disk(PrivateMounts mounts, Path place) throws Exception {
    Files.createDirectories(place);
    mounts.run("mount", "-t", "tmpfs", "-o", "size=4m", "none", place.toString());
    return mounts.seen(place);
  }

  /** Fills a disk, also with the space of what is being written or replaced meanwhile. */
  private static Path fill(Path disk) throws Exception {
    Path ballast = Files.createFile(disk.resolve("ballast"));
    for (int quiet = 0; quiet < 5; Thread.sleep(200)) {
      long before = Files.size(ballast);
      extend(ballast);
      quiet = Files.size(ballast) == before ? quiet + 1 : 0;
    }
    return ballast;
  }

  private static void extend(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.APPEND)) {
      byte[] some = new byte[4096];
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  void outputsStayWhatTheyWereAndBecomeCurrentWhenThereIsSpace() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Path place = directory.resolve("full");
      Path disk = disk(mounts, place);
      Site site = Site.in(directory).withOutputs(place.resolve("outputs"));
      Site seen = site.withOutputs(disk.resolve("outputs"));
      Path old = Site.checkpoint(site.root(), "exp", 100);
      Path next = Site.checkpoint(site.root(), "exp", 200);
      Site.drop(old, 1);
      try (DaemonProcess daemon = DaemonProcess.start(mounts.inside(), site)) {
        Eventually.holds(() -> allShow(seen, old), "the outputs are written");
        Path html = seen.outputs().resolve(DashboardHtml.NAME);
        Eventually.holds(() -> Files.exists(html), "so is the one that no run changes");
        Path ballast = fill(disk);

        Site.drop(next, 2);
        Eventually.holds(
            () -> daemon.checkpoints().contains(next.toString()), "the board has the new run");
        Eventually.holds(
            () -> daemon.problems("output-unwritable").size() == 2, "both outputs are reported");
        assertThat(daemon.get("/healthz").get("status").asText()).isEqualTo("failing");
        assertThat(Site.json(seen.data()).get("runs")).hasSize(1);
        assertThat(allShow(seen, old)).isTrue();
        assertThat(allShow(seen, next)).isFalse();

        Files.delete(ballast);
        Eventually.holds(() -> allShow(seen, next), "the outputs become current by themselves");
        assertThat(Site.json(seen.data()).get("runs")).hasSize(2);
        Eventually.holds(() -> daemon.problems("output-unwritable").isEmpty(), "the problem goes");
        assertThat(daemon.get("/healthz").get("status").asText()).isEqualTo("ok");
        try (var names = Files.list(seen.outputs())) {
          assertThat(names.filter(name -> name.toString().endsWith("-tmp"))).isEmpty();
        }
      }
    }
  }

  @Test
  void theRegistryIsWrittenWhenThereIsSpace() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Path place = directory.resolve("full");
      Path disk = disk(mounts, place);
      Site site = Site.in(directory).withRegistry(place.resolve("runs_registry.json"));
      Path seen = disk.resolve("runs_registry.json");
      Path old = Site.checkpoint(site.root(), "exp", 100);
      Path next = Site.checkpoint(site.root(), "exp", 200);
      Site.drop(old, 1);
      try (DaemonProcess daemon = DaemonProcess.start(mounts.inside(), site)) {
        Eventually.holds(() -> Files.exists(seen), "the registry is made");
        String before = Files.readString(seen);
        Path ballast = fill(disk);

        Site.drop(next, 2);
        Eventually.holds(
            () -> daemon.checkpoints().contains(next.toString()), "the board has the new run");
        Eventually.holds(
            () -> daemon.problems("registry-unwritable").size() == 1, "the registry is reported");
        assertThat(Files.readString(seen)).isEqualTo(before).contains("checkpoint_000100");

        Files.delete(ballast);
        Eventually.holds(
            () -> Files.readString(seen).contains("checkpoint_000200"),
            "the run is registered by itself");
        Eventually.holds(
            () -> daemon.problems("registry-unwritable").isEmpty(), "the problem goes");
        assertThat(Site.json(seen).get("runs")).hasSize(2);
        assertThat(daemon.runs()).hasSize(2);
      }
    }
  }

  /** Whether both pages of a site show a run; a page holds its data compressed. */
  private static boolean allShow(Site site, Path checkpoint) throws IOException {
    for (Path file : site.outputFiles()) {
      if (!Files.exists(file)) {
        return false;
      }
    }
    return Files.readString(site.data()).contains(checkpoint.toString())
        && Files.isSameFile(site.data(), site.outputFiles().get(1))
        && !Files.getLastModifiedTime(site.page())
            .toInstant()
            .isBefore(Files.getLastModifiedTime(site.data()).toInstant());
  }
}
