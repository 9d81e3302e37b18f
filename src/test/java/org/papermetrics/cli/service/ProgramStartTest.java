package org.papermetrics.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the program is started, installed or from where it is unpacked. */
class ProgramStartTest {
  private static final Path ANY = Path.of("/any");

  /** What stands between Java and the program. */
  private static List<String> options() {
    List<String> words = new ProgramStart(ANY, ANY, Optional.empty()).words();
    return words.subList(1, words.indexOf("-jar"));
  }

  @Test
  void theUnpackedProgramStartsWithTheSameOptions() throws IOException {
    assertThat(options()).isNotEmpty();
    assertThat(Files.readString(Path.of("src/release/bin/paper-metrics")))
        .contains("exec \"$java\" " + String.join(" ", options()) + " \"$@\"");
  }

  @Test
  void theServiceStartsWithThemTooButMayWarnOnStandardOutput() {
    assertThat(UserUnit.javaOptions())
        .containsAll(options().stream().filter(option -> !option.startsWith("-Xlog:")).toList());
  }
}
