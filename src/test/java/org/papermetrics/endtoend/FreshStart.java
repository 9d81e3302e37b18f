package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.papermetrics.testing.Eventually;

/** The board of a daemon that starts over the same disk and remembers nothing. */
final class FreshStart {
  private FreshStart() {}

  /** Waits until a running daemon shows what a fresh start shows. */
  static void equalsBoardOf(DaemonProcess daemon, Site site, Path directory) throws Exception {
    try (DaemonProcess fresh = DaemonProcess.start(site.forgotten(directory))) {
      try {
        Eventually.holds(() -> daemon.runs().equals(fresh.runs()), "the board is a fresh start's");
      } catch (AssertionError e) {
        assertThat(daemon.runs()).isEqualTo(fresh.runs());
        throw e;
      }
      assertThat(daemon.get("/api/v1/runs").get("baseline"))
          .isEqualTo(fresh.get("/api/v1/runs").get("baseline"));
    }
  }
}
