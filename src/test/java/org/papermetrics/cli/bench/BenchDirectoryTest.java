package org.papermetrics.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchDirectoryTest {
  private final Path parent;

  BenchDirectoryTest(@TempDir Path parent) {
    this.parent = parent;
  }

  @Test
  void endsWithAllThatIsInItAndWorksInIt() throws Exception {
    Process process;
    try (BenchDirectory directory = BenchDirectory.in(parent)) {
      Files.writeString(
          Files.createDirectories(directory.path().resolve("a/b")).resolve("file"), "x");
      process = directory.start(new ProcessBuilder("sleep", "600"));
      assertThat(process.isAlive()).isTrue();
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void isDeletedByAThreadThatWasInterrupted() throws Exception {
    BenchDirectory directory = BenchDirectory.in(parent);
    Thread.currentThread().interrupt();

    directory.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(parent).isEmptyDirectory();
  }
}
