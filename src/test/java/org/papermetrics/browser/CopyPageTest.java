package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;

/** Rows and values on their way into other programs. */
@Tag("browser")
class CopyPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final int RUNS = 60;

  private static Page page(String locale) {
    List<Run> runs =
        IntStream.range(0, RUNS)
            .mapToObj(
                i -> SampleBoard.run("run " + i, "exp " + i, 20_000 - i, SampleBoard.metrics(i)))
            .toList();
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null));
    Page page =
        BROWSER.page(
            new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setLocale(locale)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    page.navigate(daemon.address());
    assertThat(rows(page).first()).isVisible();
    return page;
  }

  private static List<String> copied(Page page) {
    return List.of(((String) page.evaluate("navigator.clipboard.readText()")).split("\n", -1));
  }

  /** Marks from one element to another, as with the mouse, and copies. */
  private static List<String> copyFrom(Page page, String from, String to) {
    page.evaluate(
        "([from, to]) => getSelection().setBaseAndExtent(document.querySelector(from), 0,"
            + " document.querySelector(to), 1)",
        List.of(from, to));
    page.keyboard().press("Control+c");
    return copied(page);
  }

  @Test
  void markedRowsAreLinesOfCells() {
    Page page = page("en-US");

    List<String> lines =
        copyFrom(page, "tbody.rows tr:nth-child(1) .name", "tbody.rows tr:nth-child(3) td.number");

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).split("\t", -1)).hasSize(12).startsWith("run 0", "20000");
    assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("–", ",", "missing"));
    assertThat(lines.get(2)).startsWith("run 2\t19998\t");
  }

  @Test
  void allThatIsShownIsCopiedThoughOnlySomeOfItIsDrawn() {
    Page page = page("en-US");

    List<String> lines = copyFrom(page, "thead", "tbody.below");

    assertThat(lines).hasSize(RUNS + 1);
    assertThat(lines.get(0)).startsWith("Name\tStep\tsBLIMP %");
    assertThat(lines.get(RUNS)).startsWith("run 59\t19941\t");
  }

  @Test
  void theMenuCopiesWhatIsShownOrSelected() {
    Page page = page("en-US");
    row(page, "run 1").first().locator("input").check();
    page.locator("#export").click();
    page.getByLabel("Selected runs only").check();
    page.locator(".items").getByText("Copy").first().click();

    assertThat(page.locator(".items .outcome").first()).hasText("Copied.");
    assertThat(copied(page)).hasSize(2).last().asString().startsWith("run 1\t19999\t");
  }

  @Test
  void tablesForPapersAreCopied() {
    Page page = page("en-US");
    row(page, "run 1").first().locator("input").check();
    row(page, "run 2").first().locator("input").check();
    page.locator("#export").click();
    page.getByLabel("Selected runs only").check();
    page.locator(".items").getByText("Copy as LaTeX").click();

    assertThat(page.locator(".items .outcome").nth(1)).hasText("Copied.");
    assertThat(copied(page))
        .contains("\\begin{tabular}{lrrrrrrrrrrl}", "\\bottomrule")
        .anyMatch(line -> line.startsWith("run 1 & 19,999 & ") && line.endsWith(" \\\\"))
        .anyMatch(
            line ->
                line.startsWith("% provenance {")
                    && line.contains("\"version\":\"1.0\"")
                    && line.contains("\"epoch\":\"e\"")
                    && line.contains("their times stand for their contents"))
        .filteredOn(line -> line.startsWith("% run {"))
        .hasSize(2);

    page.locator(".items").getByText("Copy as Markdown").click();
    assertThat(page.locator(".items .outcome").nth(2)).hasText("Copied.");
    assertThat(copied(page)).first().asString().startsWith("| Name | Step | sBLIMP ↑ |");
  }

  @Test
  void spreadsheetsOfACommaLanguageGetTheirOwnFile() throws IOException {
    Page page = page("de-DE");
    row(page, "run 1").first().locator("input").check();
    page.locator("#export").click();
    page.getByLabel("Selected runs only").check();
    page.getByLabel("For spreadsheets").check();
    Download file = page.waitForDownload(() -> page.getByText("Standard columns").click());

    String[] lines = Files.readString(file.path()).split("\r\n");
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).startsWith("\uFEFFName;Step;sBLIMP").endsWith(";ID");
    assertThat(lines[1]).startsWith("run 1;19999;0,");
  }

  @Test
  void aChartAsATableIsCopiedAndSaved() throws IOException {
    Page page = page("en-US");
    Charts charts = new Charts(page).select(0, 1);
    charts.choose("Values", "Difference (points)");
    page.locator(".bars").getByText("As table").click();
    page.locator(".bars").getByText("Copy").click();

    assertThat(page.locator(".bars .outcome")).hasText("Copied.");
    List<String> lines = copied(page);
    assertThat(lines.get(0)).startsWith("Run\tsBLIMP");
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line.split("\t", -1)[1]).matches("-?[0-9.]*"));

    Download file = page.waitForDownload(() -> button(page, "CSV").click());
    assertThat(file.suggestedFilename()).matches(".*-1\\.0-r1-[0-9]{8}T[0-9]{6}Z\\.csv");
    assertThat(Files.readString(file.path())).startsWith("Run,sBLIMP");
  }

  @Test
  void configurationsAreCopiedWithTheResultsAbove() {
    Page page = page("en-US");
    Charts charts = new Charts(page).select(0, 1).tab("Configuration");
    charts.panel().getByText("Copy", new Locator.GetByTextOptions().setExact(true)).click();

    assertThat(charts.panel().locator(".outcome")).hasText("Copied.");
    assertThat(copied(page).get(0)).matches("Key\t[^\t]+\t[^\t]+");
    assertThat(copied(page).stream().map(line -> line.split("\t", -1)[0]))
        .startsWith("Key", "Step", "Avg", "sBLIMP", "sWUGGY", "tStory", "sStory");
  }
}
