package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/** The daemon is stopped for a while, and more happens than the system keeps for it. */
@Tag("integration")
class FrozenTest {
  private static final int KEPT_EVENTS = 16_384;

  @TempDir private Path directory;

  @Test
  void whatHappenedMeanwhileIsSeenAfterwards() throws Exception {
    Site site = Site.in(directory);
    Set<String> expected = new TreeSet<>();
    for (int step = 1; step <= 50; step++) {
      expected.add(drop(site, "before", step));
    }
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      assertThat(daemon.checkpoints()).isEqualTo(expected);
      daemon.freeze();
      for (int step = 1; step <= 25; step++) {
        expected.add(drop(site, "early", step));
      }
      Path noise = Site.checkpoint(site.root(), "before", 1);
      for (int i = 0; i < KEPT_EVENTS; i++) {
        Files.delete(Files.writeString(noise.resolve("noise"), "x"));
      }
      for (int step = 1; step <= 25; step++) {
        expected.add(drop(site, "late", step));
        Path gone = Site.checkpoint(site.root(), "before", step);
        Files.delete(gone.resolve(Site.RESULTS));
        expected.remove(gone.toString());
        Site.replace(Site.checkpoint(site.root(), "before", 25 + step), 900 + step);
      }
      Path moved = Site.checkpoint(site.root(), "moved", 50);
      Path from = Site.checkpoint(site.root(), "before", 50);
      Files.createDirectories(moved.getParent());
      Files.move(from, moved);
      expected.remove(from.toString());
      expected.add(moved.toString());
      daemon.thaw();
      Eventually.holds(() -> daemon.checkpoints().equals(expected), "the board equals the disk");

      for (String checkpoint : expected) {
        Site.replace(Path.of(checkpoint), 777);
      }
      Eventually.holds(
          () ->
              daemon.checkpoints().equals(expected)
                  && daemon.runs().values().stream()
                      .allMatch(
                          run -> run.get("metrics").get("sblimp_accuracy").asDouble() == 0.777),
          "every directory is watched again");
      FreshStart.equalsBoardOf(daemon, site, directory.resolve("fresh"));
    }
  }

  private static String drop(Site site, String experiment, int step) throws Exception {
    Path checkpoint = Site.checkpoint(site.root(), experiment, step);
    Site.drop(checkpoint, step);
    return checkpoint.toString();
  }
}
