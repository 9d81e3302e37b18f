package org.papermetrics.watch;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.papermetrics.config.WatchSettings;

/** A board in a program of its own, which can be stopped. For each line it compares itself. */
final class FrozenProgram {
  private FrozenProgram() {}

  /** Watches the root that is named until there are no more lines. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Duration never = Duration.ofHours(1);
    WatchSettings alone = new WatchSettings(WatchSettings.Mode.EVENTS, never, never, true);
    try (Board board = Board.of(root, alone)) {
      board.awaitEqualsDisk(root);
      System.out.println("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        board.awaitEqualsDisk(root);
        System.out.println(
            "equal "
                + board.files().size()
                + " "
                + ManagementFactory.getThreadMXBean().getTotalStartedThreadCount());
      }
    }
  }
}
