package org.papermetrics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.papermetrics.export.Tables.latex;
import static org.papermetrics.export.Tables.row;
import static org.papermetrics.export.Tables.run;
import static org.papermetrics.export.Tables.text;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Curve;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.QueryException;
import org.papermetrics.testing.Samples;

/** What stands in a table, and how it stands out. */
class TableQueryTest {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Run BASE = run("base", "Baseline", 500, 1200, 1300, 1100);
  private static final Run BEST = run("best", "Best", 640, 1267, 1400, 1150);
  private static final Run NEAR = run("near", "Near", 625, 1266, 1390, 1140);
  private static final Run LOW = run("low", "Low", 520, 1000, 1200, 1000);
  private static final Snapshot BOARD =
      Samples.board(List.of(BASE, BEST, NEAR, LOW), BASE, List.of());

  private static Run curves(Run run, double perplexity, int last) {
    Curve.Builder curve = new Curve.Builder();
    for (int position = 8000; position <= last; position += 8000) {
      curve.add(position, 6, perplexity);
    }
    return run.withProgression(new Progression(List.of(curve.build())));
  }

  private static void refuses(Snapshot board, String query, String part) {
    assertThatThrownBy(() -> text(board, query))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining(part);
  }

  @Test
  void theColumnsAreThoseOfThePage() throws Exception {
    List<String> lines = latex(BOARD, "");
    assertThat(lines.get(2))
        .isEqualTo(
            "Name & Step & sBLIMP $\\uparrow$ & sWUGGY $\\uparrow$ & tStory $\\uparrow$ & sStory"
                + " $\\uparrow$ & Avg $\\uparrow$ & 1--8k $\\downarrow$ & 1--16k $\\downarrow$ &"
                + " 1--24k $\\downarrow$ & 1--end $\\downarrow$ \\\\");
    assertThat(lines).startsWith("\\begin{tabular}{lrrrrrrrrrr}", "\\toprule");
    assertThat(row(lines, "Baseline")).contains("& 1,500 & 50.0 & ").endsWith(" & -- & -- \\\\");
  }

  @Test
  void boldIsNotSignificantlyWorseThanTheBestAndUnderlinedTheNext() throws Exception {
    List<String> lines = latex(BOARD, "&fields=name,metrics.sblimp_accuracy");
    assertThat(row(lines, "Best")).isEqualTo("Best & \\textbf{64.0} \\\\");
    assertThat(row(lines, "Near")).isEqualTo("Near & \\textbf{62.5} \\\\");
    assertThat(row(lines, "Low")).isEqualTo("Low & \\underline{52.0} \\\\");
    assertThat(row(lines, "Baseline")).isEqualTo("Baseline & 50.0 \\\\");
  }

  @Test
  void numbersAreRoundedHalfUpFromTheCounts() throws Exception {
    List<String> lines =
        latex(BOARD, "&fields=name,metrics.swuggy_accuracy&reference=near&differences=1");
    assertThat(row(lines, "Best")).isEqualTo("Best & \\textbf{63.4} {\\scriptsize($+$0.1)} \\\\");
    assertThat(row(lines, "Near")).isEqualTo("Near & \\textbf{63.3} \\\\");
    assertThat(row(lines, "Low")).contains("50.0} {\\scriptsize($-$13.3)}");
    assertThat(String.join(" ", lines)).contains("the difference from Near in points");
  }

  @Test
  void intervalsStandBehindAccuraciesAndAverages() throws Exception {
    List<String> lines = latex(BOARD, "&fields=name,metrics.sblimp_accuracy,avg&intervals=1");
    assertThat(row(lines, "Baseline"))
        .startsWith("Baseline & 50.0 {\\scriptsize$\\pm$3.1} & ")
        .contains("{\\scriptsize$\\pm$1.2}");
  }

  @Test
  void perplexitiesAreBestWhereTheyAreLeastAndOnlyAtTheUsualEnd() throws Exception {
    Snapshot board =
        Samples.board(
            curves(run("a", "A", "{}"), 900, 24000),
            curves(run("b", "B", "{}"), 1234.56, 24000),
            curves(run("c", "C", "{}"), 1000, 24000),
            curves(run("d", "D", "{}"), 500, 8000));
    List<String> lines = latex(board, "&fields=name,prefix_perplexity.8000,prefix_perplexity.end");
    assertThat(row(lines, "A")).startsWith("A & \\underline{900.0} & \\textbf{900.0} ");
    assertThat(row(lines, "B")).startsWith("B & 1,234.6 & 1,234.6 ");
    assertThat(row(lines, "C")).startsWith("C & 1,000.0 & \\underline{1,000.0} ");
    assertThat(row(lines, "D")).contains(" & \\textbf{500.0} & 500.0 ");
    assertThat(String.join(" ", lines)).contains("The curves of most runs end at position 24000");
  }

  @Test
  void aPerplexityOfOneTokenIsNotMarked() throws Exception {
    Snapshot board =
        Samples.board(
            run("a", "A", "{\"librilight_perplexity_8k\":900.25}"),
            run("b", "B", "{\"librilight_perplexity_8k\":31308}"));
    List<String> lines = latex(board, "&fields=name,metrics.librilight_perplexity_8k");
    assertThat(lines).contains("Name & PPL 8k \\\\", "A & 900.3 \\\\", "B & 31,308.0 \\\\");
    assertThat(String.join(" ", lines)).contains("PPL 8k: of one single token");
  }

  @Test
  void ownMetricsHaveTheirLabelDirectionAndFormat() throws Exception {
    Snapshot board =
        Snapshot.of(
            "e",
            1,
            Samples.AT,
            List.of(),
            List.of(new MetricDefinition("wer", "WER", false, ".2", null)),
            List.of(run("a", "A", "{\"wer\":12.345}"), run("b", "B", "{\"wer\":11}")),
            null,
            List.of(),
            List.of());
    List<String> lines = latex(board, "");
    assertThat(lines.get(2)).endsWith("& WER $\\downarrow$ \\\\");
    assertThat(row(lines, "A")).endsWith("& \\underline{12.35} \\\\");
    assertThat(row(lines, "B")).endsWith("& \\textbf{11.00} \\\\");
  }

  @Test
  void aValueAloneIsNoBestAndAnAverageOfThreeIsMissing() throws Exception {
    Snapshot board =
        Samples.board(
            run("a", "A", "{\"sblimp_accuracy\":0.5,\"sblimp_samples\":1000}"),
            run("b", "B", "{\"sblimp_accuracy\":0,\"sblimp_samples\":0}"));
    List<String> lines = latex(board, "&fields=name,metrics.sblimp_accuracy,avg");
    assertThat(row(lines, "A")).startsWith("A$^{a}$ & 50.0 & --");
    assertThat(row(lines, "B")).startsWith("B & -- & --");
    assertThat(String.join(" ", lines))
        .contains("$^{a}$ There is no average of the four tasks without");
  }

  @Test
  void aRuleStandsBetweenGroups() throws Exception {
    Snapshot board =
        Samples.board(
            run("a", "A", "{}", "ttt"), run("b", "B", "{}", "lora"), run("c", "C", "{}", "ttt"));
    assertThat(latex(board, "&fields=name&group=training").subList(2, 9))
        .containsExactly(
            "Name \\\\", "\\midrule", "A \\\\", "C \\\\", "\\midrule", "B \\\\", "\\bottomrule");
    assertThat(latex(board, "&fields=name&group=experiment"))
        .filteredOn("\\midrule"::equals)
        .hasSize(3);
    assertThat(text(board, "format=markdown&fields=name&group=training"))
        .startsWith("| Name |\n| :-- |\n| A |\n| C |\n|  |\n| B |\n");
  }

  @Test
  void everyRowHasItsProvenance() throws Exception {
    String text = text(BOARD, "format=latex&id=best");
    assertThat(text)
        .contains(
            "% provenance {\"program\":\"paper-metrics\",\"version\":\"1.2.3\",\"exported_at\":"
                + "\"2026-03-02T08:00:00Z\",\"epoch\":\"epoch-1\",\"revision\":7}")
        .contains(
            "% run {\"id\":\"best\",\"results\":\"/c/best/paper_metrics_results.json\","
                + "\"evaluated\":\"2026-03-01T10:00:00\",\"modified\":\"2026-03-01T09:00:00Z\","
                + "\"size\":4321,\"sha256\":\""
                + "ab".repeat(32)
                + "\"}")
        .contains("%   \\usepackage{booktabs}");
    assertThat(text(BOARD, "format=markdown&id=best")).contains("<!-- run {\"id\":\"best\",");
  }

  @Test
  void noRunsAreSaidAndNoTable() throws Exception {
    String nothing = "No run passes these filters, so there is no table.";
    assertThat(text(Samples.board(), "format=latex").lines()).allMatch(l -> l.startsWith("%"));
    assertThat(text(Samples.board(), "format=latex")).contains("% " + nothing);
    assertThat(text(BOARD, "format=markdown&q=nobody")).startsWith(nothing);
  }

  @Test
  void whatCannotBeAnsweredIsToldWithTheWayOut() {
    refuses(BOARD, "format=latex&intervals=yes", "`intervals` is 'yes'; it is one of 0, 1.");
    refuses(BOARD, "format=latex&group=tag", "it is one of training, experiment.");
    refuses(BOARD, "format=latex&reference=nobody", "`reference` is 'nobody'");
    refuses(BOARD, "format=latex&refrence=base", "Did you mean reference?");
    refuses(Samples.board(BASE), "format=latex&differences=1", "there is no baseline");
  }

  @Test
  void markdownMarksTheBestAndEscapes() throws Exception {
    Snapshot board =
        Samples.board(
            run("a", "x|y <b>`*_", 640, 1200, 1300, 1100),
            run("b", "line\nbreak", 400, 1200, 1300, 1100));
    List<String> lines =
        text(board, "format=markdown&fields=name,metrics.sblimp_accuracy&intervals=1")
            .lines()
            .toList();
    assertThat(lines)
        .startsWith(
            "| Name | sBLIMP ↑ |",
            "| :-- | --: |",
            "| x\\|y &lt;b&gt;\\`\\*\\_ | **64.0** ±3.0 |",
            "| line break | <ins>40.0</ins> ±3.0 |");
  }

  @Test
  void tenThousandRowsTakeSeconds() throws Exception {
    Snapshot board =
        Samples.board(
            IntStream.range(0, 10_000)
                .mapToObj(i -> run("r" + i, "run " + i, 400 + i % 200, 1200, 1300, 1100))
                .toArray(Run[]::new));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long began = threads.getCurrentThreadCpuTime();
    assertThat(latex(board, "&intervals=1&differences=0")).hasSizeGreaterThan(10_000);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - began)).isLessThan(BOUND);
  }
}
