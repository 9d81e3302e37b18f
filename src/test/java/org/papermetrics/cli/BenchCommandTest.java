package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be measured is said in a sentence before anything is done. */
class BenchCommandTest {
  private final StringWriter err = new StringWriter();
  private final Path directory;

  BenchCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "500001", "-1", "1000,0"})
  void aNumberOfRunsOutOfRange(String runs) {
    assertThat(run("bench", "--directory", directory.toString(), "--runs=" + runs)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "paper-metrics: --runs is %s, but must be from 10 to 500000.%n"
                .formatted(runs.replaceAll(".*,", "")));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aNumberOfRunsThatIsNone() {
    assertThat(run("bench", "--runs", "many")).isEqualTo(2);
    assertThat(err.toString()).contains("--runs").contains("many").hasLineCount(1);
  }

  @Test
  void aDirectoryThatIsNone() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThat(run("bench", "--directory", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "paper-metrics: %s is no directory. Choose one with --directory.%n".formatted(file));
  }

  @Test
  void aFileForTheTableThatCannotBeThere() {
    Path output = directory.resolve("missing/table.md");

    assertThat(run("bench", "--output", output.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(output.toString()).hasLineCount(1);
  }

  /** Nobody can make a directory there. */
  @Test
  void aPlaceWhereNothingCanBeWritten() {
    assertThat(run("bench", "--directory", "/proc/self")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("paper-metrics: The benchmark cannot go on in /proc/self: ")
        .endsWith("Another place can be chosen with --directory.%n".formatted())
        .hasLineCount(1);
  }
}
