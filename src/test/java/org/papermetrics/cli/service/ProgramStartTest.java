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

  @Test
  void theUnpackedProgramStartsWithTheSameOptions() throws IOException {
    List<String> words = new ProgramStart(ANY, ANY, Optional.empty()).words();
    List<String> options = words.subList(1, words.indexOf("-jar"));
    assertThat(options).isNotEmpty();
    assertThat(Files.readString(Path.of("src/release/bin/paper-metrics")))
        .contains("exec \"$java\" " + String.join(" ", options) + " \"$@\"");
  }
}
