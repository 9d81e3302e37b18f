package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.page.PageParts;
import org.papermetrics.write.StandalonePage;

/** How a user shapes the table, and takes it along as CSV. */
@Tag("browser")
class ColumnPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String METRICS =
      SampleBoard.metrics(3).replaceFirst("\\{", "{\"own_score\":0.12345,\"words\":\"many\",");

  private static Page page() {
    Run own = added("=own, \"quoted\"", METRICS);
    List<Run> runs = List.of(own, added("none", "{\"sblimp_accuracy\":0,\"sblimp_samples\":0}"));
    Snapshot board = SampleBoard.with("e", 1, runs, List.of());
    return open(BROWSER, BROWSER.keep(new FakeDaemon(board, 0, null)));
  }

  private static Locator sheet(Page page) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Columns"));
  }

  private static Locator box(Page page, String column) {
    return sheet(page).getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(column));
  }

  private static Locator heads(Page page) {
    return page.locator("thead th .label");
  }

  private static Locator head(Page page, String key) {
    return page.locator("thead th[data-key='" + key + "']");
  }

  @Test
  void anyNumberOfTheResultsCanBeAColumn() {
    Page page = page();
    button(page, "Columns").click();
    assertThat(sheet(page).getByText("words")).hasCount(0);
    box(page, "own_score").check();
    assertThat(box(page, "own_score")).isFocused();
    box(page, "Path").check();
    box(page, "Long context 1–8k").uncheck();
    page.keyboard().press("Escape");
    assertThat(heads(page))
        .hasText(
            new String[] {
              "Name",
              "Step",
              "sBLIMP",
              "sWUGGY",
              "tStory",
              "sStory",
              "1–16k",
              "1–24k",
              "1–end",
              "Avg",
              "TTT / LoRA",
              "own_score",
              "Path"
            });
    assertThat(row(page, "=own").locator("td").nth(11)).hasText("0.1235");
    assertThat(row(page, "none").locator("td").nth(11)).hasText("–missing");
    assertThat(row(page, "=own").locator("td.path")).containsText("/checkpoint_020000/");
    assertThat(page).hasURL(Pattern.compile("cols=.*own_score"));
    Page other = BROWSER.page();
    other.navigate(page.url());
    assertThat(heads(other)).hasText(heads(page).allInnerTexts().toArray(String[]::new));
    button(page, "Columns").click();
    button(page, "Usual columns").click();
    assertThat(heads(page)).hasCount(12);
  }

  @Test
  void metricsOfTheUsersOwnAreColumnsWithTheirLabelDirectionAndFormat() {
    List<Run> runs =
        List.of(
            added("good", METRICS.replaceFirst("\\{", "{\"share\":0.6335,\"share_n\":2000,")),
            added("bad", METRICS.replace("0.12345", "12.5")),
            added("none", "{}"));
    List<MetricDefinition> own =
        List.of(
            new MetricDefinition("share", "My share", true, "percent", "share_n"),
            new MetricDefinition("own_score", "My score", false, ".3", null));
    Snapshot board =
        Snapshot.of("e", 1, Instant.EPOCH, List.of(), own, runs, null, List.of(), List.of());
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(board, 0, null)));
    assertThat(heads(page).nth(11)).hasText("My share");
    assertThat(heads(page).nth(12)).hasText("My score");
    assertThat(head(page, "metrics.own_score"))
        .hasAttribute("title", "own_score in the results. Lower is better.");
    Locator good = row(page, "good").locator("td");
    assertThat(good.nth(11)).hasText("63.4");
    assertThat(good.nth(11)).hasAttribute("title", "1,267 of 2,000");
    assertThat(good.nth(12)).hasText("0.123");
    assertThat(row(page, "bad").locator("td").nth(12)).hasText("12.500");
    assertThat(row(page, "none").locator("td").nth(11)).hasText("–missing");
    button(page, "My score").click();
    assertThat(page.locator("tbody.rows .own")).hasText(new String[] {"good", "bad", "none"});
    button(page, "My score").click();
    assertThat(page.locator("tbody.rows .own")).hasText(new String[] {"bad", "good", "none"});
  }

  @Test
  void aSortByAHiddenColumnIsSaidAndUndone() {
    Page page = page();
    Locator sort = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Sort"));
    assertThat(sort).hasCount(0);
    button(page, "Avg %").click();
    button(page, "Columns").click();
    box(page, "Avg").uncheck();
    page.keyboard().press("Escape");
    assertThat(sort.getByRole(AriaRole.STATUS))
        .hasText("Sorted by Avg ↓descending, a hidden column");
    button(page, "Show column Avg").focus();
    page.keyboard().press("Enter");
    assertThat(sort).hasCount(0);
    assertThat(page.locator("th[aria-sort=descending]")).containsText("Avg");

    button(page, "Columns").click();
    box(page, "Avg").uncheck();
    page.keyboard().press("Escape");
    button(page, "Sort by step").click();
    assertThat(sort).hasCount(0);
    assertThat(page.locator("th[aria-sort=descending]")).containsText("Step");
    // The step itself hidden: there is nothing to go back to.
    button(page, "Columns").click();
    box(page, "Step").uncheck();
    page.keyboard().press("Escape");
    assertThat(sort).containsText("Sorted by Step");
    assertThat(button(page, "Sort by step")).hasCount(0);
  }

  @Test
  void aSortByWhatNoRunHasIsSaid() {
    Page page = page();
    page.navigate(page.url() + "#sort=-metrics.no_such_key");
    Locator sort = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Sort"));
    assertThat(sort).containsText("Not sorted: no run has metrics.no_such_key");
    button(page, "Sort by step").click();
    assertThat(sort).hasCount(0);
  }

  @Test
  void columnsMoveInTheSheetAndTheFocusGoesWithThem() {
    Page page = page();
    button(page, "Columns").click();
    button(page, "Move Avg up").focus();
    page.keyboard().press("Enter");
    assertThat(heads(page).nth(9)).hasText("Avg");
    assertThat(button(page, "Move Avg up")).isFocused();
    page.keyboard().press("Enter");
    assertThat(heads(page).nth(8)).hasText("Avg");
    page.keyboard().press("Escape");
    assertThat(button(page, "Columns")).isFocused();
  }

  @Test
  void columnsMoveAndResizeInTheHead() {
    Page page = page();
    BoundingBox avg = head(page, "avg").boundingBox();
    BoundingBox step = head(page, "step").boundingBox();
    page.mouse().move(avg.x + avg.width / 2, avg.y + 20);
    page.mouse().down();
    page.mouse().move(step.x + step.width / 2 - 10, step.y + 20);
    assertThat(head(page, "step")).hasClass(Pattern.compile("drop-before"));
    page.mouse().up();
    assertThat(heads(page).nth(1)).hasText("Avg");
    assertThat(page.locator("th[aria-sort=descending]")).containsText("Step");
    double before = head(page, "avg").boundingBox().width;
    BoundingBox grip = head(page, "avg").locator(".grip").boundingBox();
    page.mouse().move(grip.x + 4, grip.y + 20);
    page.mouse().down();
    page.mouse().move(grip.x + 64, grip.y + 20);
    page.mouse().up();
    assertThat(page).hasURL(Pattern.compile("widths=avg%3A\\d+"));
    assertThat(head(page, "avg").boundingBox().width - before).isBetween(50.0, 70.0);
    head(page, "avg").locator(".grip").dblclick();
    assertThat(page).not().hasURL(Pattern.compile("widths"));
  }

  @Test
  void columnsMoveAndResizeByKeyboard() {
    Page page = page();
    head(page, "avg").locator("button").focus();
    page.keyboard().press("Shift+ArrowLeft");
    assertThat(heads(page).nth(9)).hasText("Avg");
    assertThat(head(page, "avg").locator("button")).isFocused();
    page.keyboard().press("+");
    assertThat(page).hasURL(Pattern.compile("widths=avg"));
    page.keyboard().press("0");
    assertThat(page).not().hasURL(Pattern.compile("widths"));
  }

  @Test
  void theTableIsTakenAlongAsCsv() throws IOException {
    Page page = page();
    button(page, "Avg %").click();
    assertThat(csv(page, "Standard columns").split("\r\n"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "Name,Step,sBLIMP,sWUGGY,tStory,sStory,PPL 8k,PPL 16k,Avg,TTT,LoRA,"
                            + "Long context 1–8k,Long context 1–16k,Long context 1–24k,"
                            + "Long context 1–end,Annotation,ID"),
            line ->
                assertThat(line)
                    .startsWith("\"'=own, \"\"quoted\"\"\",20000,0.5")
                    .contains(",no,yes,,,,,,\"exp_=own"),
            line -> assertThat(line).startsWith("none,20000,,,,,,,,no,yes,"));
    page.getByLabel("Search runs").fill("none");
    assertThat(page.locator(".count")).hasText("1 of 2 runs");
    assertThat(csv(page, "All columns"))
        .contains(",metrics.sblimp_samples,training_config.lora.enable")
        .contains("\r\nnone,20000,")
        .contains(",LoRA training (rank 64),0,true,64\r\n")
        .doesNotContain("quoted");
    assertThat(csv(page, "Columns shown")).startsWith("Name,Step,sBLIMP");
  }

  @Test
  void theSingleFileHasAllOfIt(@TempDir Path directory) throws IOException {
    Path data = directory.resolve("dashboard_data.json");
    Files.write(data, SampleBoard.dataFile(SampleBoard.of(32)));
    Path file = directory.resolve("dashboard_standalone.html");
    new StandalonePage(PageParts.packed()).write(data, file);
    Page page = BROWSER.page();
    page.navigate(file.toUri() + "#ttt=yes&cols=step~metrics.sblimp_samples&sort=-step");
    assertThat(page.locator(".chip")).hasText("TTT enabled");
    assertThat(heads(page)).hasText(new String[] {"Name", "Step", "sblimp_samples"});
    assertThat(csv(page, "Columns shown")).startsWith("Name,Step,sblimp_samples,ID\r\n");
    page.locator("#filters-button").click();
    page.getByLabel("Name of a preset").fill("mine");
    page.keyboard().press("Enter");
    assertThat(button(page, "mine")).isVisible();
  }

  private static String csv(Page page, String columns) throws IOException {
    page.locator(".menu summary").click();
    Download download = page.waitForDownload(() -> page.getByText(columns).click());
    assertThat(download.suggestedFilename())
        .matches("paper-metrics-(1\\.0|development)-r[0-9]+-[0-9]{8}T[0-9]{6}Z\\.csv");
    return Files.readString(download.path());
  }
}
