package org.papermetrics.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table, on a terminal and as a document. */
class BenchReportTest {
  private static final BenchReport REPORT =
      new BenchReport(
          "1.2.3",
          LocalDate.of(2026, 3, 4),
          new Machine(2, "Some <CPU> |x|", "Linux 6.1", "24 GB", "ext4", "17.0.1, Maker", "0.25"),
          List.of(
              new BenchResult(
                  BenchPlan.of(100),
                  List.of(
                      Figure.of(Item.COLD_SERVED, 1234.5, 45.67),
                      Figure.of(Item.FRAME_MEDIAN, 0.0512, 0.0511),
                      Figure.of(Item.IDLE, 0.123))),
              new BenchResult(
                  BenchPlan.of(10_000),
                  List.of(
                      Figure.of(Item.FRAME_MEDIAN, 14.2, 0.01),
                      Figure.of(Item.MEMORY_AFTER, 219.4)))));

  private static String row(String text, String label) {
    return text.lines().filter(line -> line.contains(label)).findFirst().orElseThrow();
  }

  @Test
  void onATerminalEachNumberStandsBesideItsFloorAndTheRatio() {
    String text = REPORT.text();

    assertThat(row(text, "10,000 runs")).matches(" +100 runs +floor +ratio +10,000 runs.*");
    assertThat(row(text, "cold start: all")).matches(".*served +1,235 ms +45.7 ms +× 27");
    assertThat(row(text, "new results to frame: m"))
        .matches(".* 0.05 ms +0.05 ms +× 1.0 +14.2 ms +0.01 ms +× 1,420");
    assertThat(row(text, "idle")).matches(".* 0.12 %");
    assertThat(row(text, "memory: after all")).matches(".* 219 MB");
    assertThat(text).contains("The page was not measured").contains("date: 2026-03-04");
  }

  @Test
  void asADocumentItSaysHowItWasMade() {
    String text = REPORT.markdown();

    assertThat(text)
        .startsWith("# Benchmarks\n")
        .contains("`paper-metrics bench --runs 100,10000 --output FILE`")
        .contains("| processor | 2 × Some \\<CPU\\> \\|x\\| |")
        .contains("- 10,000 runs: 2 starts of either kind")
        .contains("## What is measured");
    assertThat(row(text, "cold start: all"))
        .isEqualTo("| cold start: all runs served | 1,235 ms | 45.7 ms | × 27 |  |  |  |");
    assertThat(row(text, "--:")).isEqualTo("| --- | --: | --: | --: | --: | --: | --: |");
  }
}
