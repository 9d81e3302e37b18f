package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.export.TableVerifier;
import org.papermetrics.export.Verdict;
import org.papermetrics.model.Run;

/** A comparison that leaves the page as one file. */
@Tag("browser")
class ReportPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String HOSTILE = "<img src=x onerror=alert(1)> \"&--><script>";
  private static final long LARGEST = 2_000_000;

  /**
   * A report of so many selected runs, or of all where that is more than three, opened as a file.
   */
  private static Page report(Page board, int selected, Path directory) throws IOException {
    assertThat(rows(board).first()).isVisible();
    if (selected > 3) {
      board.getByLabel("Select all runs shown").check();
    } else {
      new Charts(board).select(IntStream.range(0, selected).toArray());
    }
    board.locator("#export").click();
    Download download =
        board.waitForDownload(
            () ->
                board
                    .locator(".menu .items")
                    .getByText("Report", new Locator.GetByTextOptions())
                    .click());
    assertThat(download.suggestedFilename()).isEqualTo("paper-metrics-report.html");
    Path file = directory.resolve("report.html");
    download.saveAs(file);
    assertThat(Files.size(file)).isLessThan(LARGEST);
    Page page = BROWSER.page();
    page.onDialog(dialog -> dialog.accept());
    page.navigate(file.toUri().toString());
    return page;
  }

  private static Page board(List<Run> runs) {
    Page page = BROWSER.page();
    page.navigate(
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 7, runs, List.of()), 0, null)).address());
    return page;
  }

  @Test
  void aReportHasResultsDifferencesChartsConfigurationsAndSources(@TempDir Path directory)
      throws IOException {
    Page report = report(board(SampleBoard.of(12).runs()), 3, directory);
    assertThat(report.locator("h1")).containsText("3 runs against ");
    assertThat(report.locator("h1 + p")).containsText("from revision 7 of the board");
    assertThat(
            report.locator("h2").allTextContents().stream()
                .map(text -> text.replaceFirst(" to .*", "")))
        .containsExactly(
            "Results",
            "Differences",
            "Scores",
            "Long context",
            "Configurations",
            "Notes",
            "Problems",
            "Where the numbers are from");
    // Four tasks and the average, the bars, the curves.
    assertThat(report.locator("img")).hasCount(7);
    assertThat(
            report.evaluate(
                "() => Promise.all([...document.images].map((i) => i.decode().then(() => i.naturalWidth > 100)))"))
        .isEqualTo(List.of(true, true, true, true, true, true, true));
    assertThat(report.locator("section").nth(0).locator("tbody tr")).hasCount(4);
    assertThat(report.locator("section").nth(1).locator("thead").first())
        .containsText("95 % interval");
    assertThat(report.locator("section").nth(4).locator("tbody tr").first()).isVisible();
    assertThat(report.locator("section").nth(7).locator("tbody tr")).hasCount(4);
    assertThat(report.locator("script, button, input, a")).hasCount(0);

    report.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(report.locator("h2").first()).isVisible();
    assertThat(report.pdf(new Page.PdfOptions().setFormat("A4"))).isNotEmpty();
  }

  @Test
  void whatIsInARunStaysTextAndIsVerified(@TempDir Path directory) throws IOException {
    List<Run> runs = new ArrayList<>(SampleBoard.of(4).runs());
    runs.replaceAll(run -> SampleBoard.renamed(run, run.name() + HOSTILE));
    Page report = report(board(runs), 2, directory);
    assertThat(report.locator("script")).hasCount(0);
    assertThat(report.locator("img:not([src^='data:image/svg+xml'])")).hasCount(0);
    assertThat(report.locator("section").first()).containsText(HOSTILE);
    List<Verdict> verdicts =
        TableVerifier.verify(Files.readString(directory.resolve("report.html"))).orElseThrow();
    assertThat(verdicts).hasSize(3).allMatch(verdict -> verdict.state() == Verdict.State.GONE);
  }

  @Test
  void aReportOfManyRunsStaysSmallAndSaysWhatIsNotInItsCharts(@TempDir Path directory)
      throws IOException {
    Page report = report(board(SampleBoard.of(40).runs()), 40, directory);
    assertThat(report.locator("h1 + p + p")).containsText("All 40 runs are in the first table");
    assertThat(report.locator("section").first().locator("tbody tr")).hasCount(40);
    assertThat(report.locator("section").last().locator("tbody tr")).hasCount(25);
    assertThat(
            TableVerifier.verify(Files.readString(directory.resolve("report.html"))).orElseThrow())
        .hasSize(40);
  }

  @Test
  void withoutASelectionThereIsNothingToReport() {
    Page board = board(SampleBoard.of(4).runs());
    board.locator("#export").click();
    assertThat(board.locator(".menu .items").getByText("Copy as LaTeX")).isVisible();
    assertThat(board.locator(".menu .items").getByText("Report")).hasCount(0);
  }
}
