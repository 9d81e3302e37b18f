package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Program;

/** A benchmark that is ended by Ctrl-C leaves neither files nor processes. */
@Tag("integration")
@Timeout(120)
class BenchStopTest {
  @TempDir private Path directory;

  private boolean hasMade(String file) throws Exception {
    try (Stream<Path> made = Files.list(directory)) {
      return made.anyMatch(path -> Files.exists(path.resolve(file)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree/checkpoints", "daemon.log", "state/address"})
  void nothingIsLeft(String when) throws Exception {
    Path said = Files.createTempFile("bench", ".txt");
    Process bench =
        new ProcessBuilder(
                Program.command("bench", "--runs", "1000", "--directory", directory.toString()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      Eventually.holds(() -> hasMade(when), when + " is there");
      List<ProcessHandle> children = bench.children().toList();
      // As Ctrl-C, which programs in the background of a script do not hear.
      Command.run("kill", "-TERM", Long.toString(bench.pid()));

      assertThat(bench.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(bench.exitValue()).isEqualTo(143);
      assertThat(said).isEmptyFile();
      assertThat(directory).isEmptyDirectory();
      for (ProcessHandle child : children) {
        Eventually.holds(() -> !child.isAlive(), "the daemon has ended");
      }
    } finally {
      bench.destroyForcibly();
      Files.delete(said);
    }
  }
}
