package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.testing.Disk;

/**
 * Random scripts of file operations, each ended by a time of quiet: whatever happened, the board
 * then equals the disk. More of them with {@code -Dwatch.rounds=N}, others with {@code
 * -Dwatch.seed=N}.
 */
@Tag("integration")
class ConvergenceTest {
  private static final int ROUNDS = Integer.getInteger("watch.rounds", 15);
  private static final long SEED = Long.getLong("watch.seed", 20_251_020);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(50);

  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");
  private final RandomScript script = new RandomScript(root, disk.directory("outside"), SEED);

  @AfterEach
  void clean() {
    disk.close();
  }

  @Test
  void byEventsAlone() {
    try (Board board = Board.of(root, new WatchSettings(Mode.EVENTS, NEVER, NEVER, true))) {
      for (int round = 0; round < ROUNDS; round++) {
        script.run(60);
        board.awaitEqualsDisk(root);
      }
    }
  }

  @Test
  void byEventsOfWhichSomeAreLost() {
    try (Board board = Board.of(root, new WatchSettings(Mode.EVENTS, NEVER, SOON, true))) {
      for (int round = 0; round < ROUNDS; round++) {
        script.run(20);
        if (round % 3 == 0) {
          script.overflow();
        }
        script.run(20);
        board.awaitEqualsDisk(root);
      }
    }
  }

  @Test
  void byPollingAlone() {
    try (Board board = Board.of(root, new WatchSettings(Mode.POLL, NEVER, SOON, true))) {
      for (int round = 0; round < ROUNDS; round++) {
        script.run(60);
        board.awaitEqualsDisk(root);
      }
    }
  }

  @Test
  void byOneSweepWhenNothingIsToldAtAll() throws Exception {
    try (Board board = Board.of(root, new WatchSettings(Mode.POLL, NEVER, NEVER, true))) {
      for (int round = 0; round < ROUNDS; round++) {
        script.run(60);
        board.watching().requestSweep().get(30, TimeUnit.SECONDS);
        board.awaitEqualsDisk(root);
      }
    }
  }
}
