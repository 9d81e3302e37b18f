package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.LogLines;

/**
 * A run whose registered results file is long gone, found by its checkpoint on a root that goes.
 */
@Tag("integration")
class AwayFallbackTest {
  @TempDir private Path directory;

  @Test
  void aRunFoundInItsCheckpointStaysWhenItsRootIsAway() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Site site = Site.in(directory);
      Path share = Files.createDirectory(directory.resolve("share"));
      mounts.run("mount", "-t", "tmpfs", "none", share.toString());
      mounts.run("mount", "--bind", share.toString(), site.root().toString());
      Site.drop(Site.checkpoint(mounts.seen(site.root()), "exp", 100), 100);
      String entry = "{\"runs\": [{\"checkpoint_path\": \"%s\", \"results_file\": \"%s\"}]}";
      Path checkpoint = Site.checkpoint(site.root(), "exp", 100);
      Files.writeString(site.registry(), entry.formatted(checkpoint, "results/gone.json"));
      try (DaemonProcess daemon = DaemonProcess.start(mounts.inside(), site)) {
        assertThat(daemon.runs()).hasSize(1);
        mounts.run("umount", "--lazy", site.root().toString());
        Eventually.holds(() -> daemon.problems("root-unavailable").size() == 1, "it is away");
        Files.writeString(site.registry(), entry.formatted(checkpoint, "results/gone2.json"));
        Path log = site.logs().resolve("paper_metrics_1_cp999999.log");
        Files.writeString(log, LogLines.point(1000, 1.5));
        Eventually.holds(() -> !daemon.problems("log-unmatched").isEmpty(), "a log is seen");
        assertThat(daemon.problems("run-vanished")).isEmpty();
        assertThat(daemon.runs()).hasSize(1);
      }
    }
  }
}
