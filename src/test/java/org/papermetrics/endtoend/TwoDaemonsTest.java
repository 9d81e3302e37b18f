package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/** Two daemons on one output directory. */
@Tag("integration")
class TwoDaemonsTest {
  @TempDir private Path directory;

  @Test
  void theSecondSaysSoAndTheFirstGoesOn() throws Exception {
    Site site = Site.in(directory.resolve("first"));
    Site other = Site.in(directory.resolve("second")).withOutputs(site.outputs());
    Path first = Site.checkpoint(site.root(), "exp", 100);
    Site.drop(first, 1);
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      for (Site second : new Site[] {other, site}) {
        try (DaemonProcess late = DaemonProcess.launch(java.util.List.of(), second)) {
          assertThat(late.exitCode(Duration.ofSeconds(20))).isEqualTo(5);
          assertThat(late.errors().strip())
              .startsWith(
                  "paper-metrics: Another daemon serves the output directory " + site.outputs())
              .hasLineCount(1);
        }
      }
      Path next = Site.checkpoint(site.root(), "exp", 200);
      Site.drop(next, 2);
      Eventually.holds(
          () -> daemon.checkpoints().contains(next.toString()), "the first daemon goes on");
      daemon.kill();
    }
    try (DaemonProcess again = DaemonProcess.start(other)) {
      assertThat(again.isAlive()).as("a killed daemon leaves no lock").isTrue();
    }
  }
}
