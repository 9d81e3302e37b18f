package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.testing.Eventually;

class ProgressLineTest {
  private final StringWriter written = new StringWriter();

  @Test
  void aTerminalSeesHowFarItIsAndThenNothingOfIt() throws Exception {
    try (ProgressLine line = new ProgressLine(new PrintWriter(written), true)) {
      line.show(() -> new ReadProgress(4120, 10_000));
      Eventually.holds(() -> written.toString().contains("runs"), "the line is there");
    }
    assertThat(written.toString())
        .startsWith("\r\u001b[K[#########...............] 4,120 of 10,000 runs")
        .endsWith("\r\u001b[K");
  }

  @Test
  void aPipeGetsNothing() throws Exception {
    try (ProgressLine line = new ProgressLine(new PrintWriter(written), false)) {
      line.show(() -> new ReadProgress(1, 2));
      Eventually.stays(
          () -> written.toString().isEmpty(), Duration.ofMillis(700), "nothing is written");
    }
    assertThat(written.toString()).isEmpty();
  }

  @Test
  void whatIsDoneAtOnceShowsNothing() throws Exception {
    try (ProgressLine line = new ProgressLine(new PrintWriter(written), true)) {
      line.show(() -> new ReadProgress(2, 2));
      Eventually.stays(() -> written.toString().isEmpty(), Duration.ofMillis(100), "nothing yet");
    }
    assertThat(written.toString()).isEmpty();
  }
}
