package org.papermetrics.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.cli.demo.TreeFiles.checkpointOf;
import static org.papermetrics.cli.demo.TreeFiles.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-11-03T12:00:00Z"), ZoneOffset.UTC);

  private final Path temp;

  DemoLogTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void logsAreInBothFormatsAndOneExperimentHasNone() throws Exception {
    DemoTree tree = DemoTree.write(temp, DemoSettings.of(1, 13, CLOCK));
    String prefix = "2025-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} - INFO - ";

    int ofWords = 0;
    int ofEquations = 0;
    List<Path> errs = files(tree.logs(), ".err");
    assertThat(errs).hasSize(11);
    assertThat(files(tree.logs(), ".log")).hasSize(11);
    for (Path err : errs) {
      List<String> lines = Files.readAllLines(err);
      assertThat(lines)
          .allMatch(
              line ->
                  line.matches(prefix + ".*|💾 Results saved to: " + checkpointOf(err) + "/.*"));
      long words =
          lines.stream()
              .filter(
                  l ->
                      l.matches(
                          prefix + " *Position +\\d+: Loss \\d\\.\\d{4} \\| PPL \\d+\\.\\d\\d"))
              .count();
      long equations =
          lines.stream()
              .filter(
                  l ->
                      l.matches(
                          prefix
                              + "Position \\d+/\\d+: loss=\\d\\.\\d{4}, perplexity=\\d+\\.\\d\\d"))
              .count();
      assertThat(List.of(words, equations)).containsExactlyInAnyOrder(0L, 128L);
      ofWords += words > 0 ? 1 : 0;
      ofEquations += equations > 0 ? 1 : 0;
      Path log = Path.of(err.toString().replace(".err", ".log"));
      assertThat(checkpointOf(log)).isEqualTo(checkpointOf(err)).isDirectory();
    }
    assertThat(ofWords).isPositive();
    assertThat(ofEquations).isPositive();
  }
}
