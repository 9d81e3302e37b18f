package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Disk;

/** More files at once than the queues of events hold. */
@Tag("integration")
class BurstTest {
  private static final int DIRECTORIES = 2_000;
  private static final int FILES = 10;

  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");

  @AfterEach
  void clean() {
    disk.close();
  }

  private Set<Path> truth() {
    return Disk.filesBelow(root, p -> p.toString().endsWith(".json"));
  }

  private Board board() {
    return new Board(Board.places(root), List.of("**/*.json"), Board.EVENTS, path -> true);
  }

  @Test
  void everyFileInManyNewDirectoriesIsFoundAndEveryDirectoryWatched() {
    try (Board board = board()) {
      CompletableFuture<Void> even = CompletableFuture.runAsync(() -> write(0));
      write(1);
      even.join();
      board.awaitEquals(this::truth);
      assertThat(board.files()).hasSize(DIRECTORIES * FILES);
      assertThat(board.hinted().containsAll(truth())).isTrue();
      for (int d = 0; d < DIRECTORIES; d++) {
        disk.file("root/run" + d + "/late.json", "{}");
      }
      board.awaitEquals(this::truth);
      assertThat(board.files()).hasSize(DIRECTORIES * (FILES + 1));
    }
  }

  private void write(int first) {
    for (int d = first; d < DIRECTORIES; d += 2) {
      for (int f = 0; f < FILES; f++) {
        disk.file("root/run" + d + "/result" + f + ".json", "{}");
      }
    }
  }

  @Test
  void manyFilesInOneDirectory() {
    try (Board board = board()) {
      for (int f = 0; f < DIRECTORIES * FILES; f++) {
        disk.file("root/result" + f + ".json", "{}");
      }
      board.awaitEquals(this::truth);
      assertThat(board.files()).hasSize(DIRECTORIES * FILES);
    }
  }
}
