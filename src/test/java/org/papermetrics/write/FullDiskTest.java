package org.papermetrics.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;
import org.papermetrics.testing.StrictJson;

/** On a file system of 64 kB, which only root may make; elsewhere this is skipped. */
@Tag("integration")
class FullDiskTest {
  private static final Snapshot SMALL = Samples.board(Samples.run("a", 1));
  private static final Snapshot LARGE =
      Samples.board(
          Samples.run("a", 1), Samples.run("b", 2, "{\"x\":\"" + "x".repeat(100_000) + "\"}"));

  private static final Snapshot NEXT = Samples.board(Samples.run("a", 1), Samples.run("b", 2));

  private final Path disk;

  FullDiskTest(@TempDir Path directory) throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    assumeThat(command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
        .as("exit code of mount, which needs root")
        .isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    assertThat(command("umount", disk.toString())).isZero();
  }

  private static int command(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(disk)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aFullDiskLeavesTheFileBeforeUntilThereIsSpace() throws IOException {
    Path file = disk.resolve("data.json");
    Path ballast = disk.resolve("ballast");
    try (DataFile data = new DataFile(file, Optional.empty(), ZoneOffset.UTC)) {
      data.write(SMALL);
      assertThatThrownBy(() -> data.write(LARGE)).isInstanceOf(IOException.class);
      assertThat(StrictJson.read(Files.readAllBytes(file)).get("runs")).hasSize(1);
      assertThat(names()).containsExactly("data.json");

      assertThatThrownBy(() -> Files.write(ballast, new byte[100_000]))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> data.write(NEXT)).isInstanceOf(IOException.class);

      Files.delete(ballast);
      data.write(NEXT);
      assertThat(StrictJson.read(Files.readAllBytes(file)).get("runs")).hasSize(2);
    }
  }
}
