package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Selected runs side by side: scores and configurations. */
@Tag("browser")
class ComparisonPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static String scores(int sblimp, int swuggy) {
    return ("{\"sblimp_accuracy\":%s,\"sblimp_samples\":1000,"
            + "\"swuggy_accuracy\":%s,\"swuggy_samples\":2000}")
        .formatted(sblimp / 1000.0, swuggy / 2000.0);
  }

  private static Snapshot two() {
    Run baseline = SampleBoard.of(1).runs().get(0);
    return SampleBoard.with(
        "e",
        1,
        List.of(added("first", scores(545, 1267)), added("second", scores(500, 1330)), baseline),
        List.of());
  }

  private static Locator against(Page page) {
    return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Against"));
  }

  @Test
  void twoSelectedRunsAreComparedAtOnce() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
    Page page = open(BROWSER, daemon);
    Charts charts = new Charts(page).select(1);
    assertThat(charts.panel()).hasCount(0);
    assertThat(page.locator("script[src$='load.js']")).hasCount(0);
    double before = page.locator("tbody.rows tr").nth(3).boundingBox().y;
    charts.select(3);
    assertThat(charts.drawn("bars")).isPositive();
    assertThat(charts.drawn("radar")).isPositive();
    assertThat(page.locator("tbody.rows tr").nth(3).boundingBox().y).isEqualTo(before);
    assertThat(charts.panel().locator(".legend li")).hasCount(3);
    button(page, "Close").click();
    assertThat(charts.panel()).hasCount(0);
    charts.select(5);
    assertThat(charts.panel()).hasCount(0);
    button(page, "Compare 3 runs").click();
    assertThat(charts.panel().locator(".legend li")).hasCount(4);
  }

  @Test
  void valuesPercentAndPointsAreNamedAndAgainstTheChosenRun() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(two(), 0, null)));
    page.getByLabel("Search runs").fill("exp_");
    Charts charts = new Charts(page).select(0, 1);
    new Charts(page).options();
    page.getByLabel("Show baseline").uncheck();
    assertThat(charts.tip("bars", 1))
        .containsText(Pattern.compile("first.*63.4 %.*second.*66.5 %", Pattern.DOTALL));
    charts.choose("Values", "Difference (points)");
    against(page).selectOption("exp_first_cp020000");
    assertThat(charts.tip("bars", 1)).containsText("+3.15 pts");
    assertThat(charts.tip("bars", 1).locator("tr")).hasCount(1);
    charts.choose("Values", "% difference (relative)");
    assertThat(charts.tip("bars", 1)).containsText("+4.97 %");
    assertThat(page.locator(".bars h3")).hasText("Scores by task, against first");
    against(page).selectOption("exp_second_cp020000");
    assertThat(charts.tip("bars", 1)).containsText("−4.74 %");
    assertThat(page).hasURL(Pattern.compile("values=relative.*reference=exp_second_cp020000"));
  }

  @Test
  void aDifferenceCanBeCheckedWithTheValuesBesideIt() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(two(), 0, null)));
    page.getByLabel("Search runs").fill("exp_");
    Charts charts = new Charts(page).select(0, 1);
    new Charts(page).options();
    page.getByLabel("Show baseline").uncheck();
    charts.choose("Values", "Difference (points)");
    against(page).selectOption("exp_first_cp020000");
    assertThat(charts.tip("bars", 1)).containsText("sWUGGY, reference 63.35 %");
    assertThat(charts.tip("bars", 1)).containsText("66.50 % · +3.15 pts");
    charts.asTable("bars");
    assertThat(charts.sheet("bars"))
        .anyMatch(row -> row.matches("(?s)first.*63.35 %\\s+0.00 pts.*"))
        .anyMatch(row -> row.matches("(?s)second.*66.50 %\\s+\\+3.15 pts.*"));
  }

  @Test
  void theRadarHasTheAverageWhereThatIsAskedFor() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
    Page page = open(BROWSER, daemon);
    Charts charts = new Charts(page).select(0, 1);
    assertThat(page.getByLabel("Overall axis")).not().isChecked();
    charts.asTable("radar");
    assertThat(page.locator(".radar thead th")).hasCount(5);
    page.getByLabel("Overall axis").check();
    assertThat(page.locator(".radar thead th").nth(5)).hasText("Overall");
    assertThat(page).hasURL(Pattern.compile("overall=yes"));
    charts.asTable("radar");
    assertThat(charts.tip("radar", 4)).containsText("Overall, axis from");
    Texts.ofChart(page, "radar").areInside("five axes").areApart("five axes");
  }

  @Test
  void whatIsMissingIsNamedAndNotDrawn() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(two(), 0, null)));
    Charts charts = new Charts(page).select(0, 1);
    assertThat(charts.tip("bars", 2)).containsText("– no tStory in its results");
    assertThat(page.locator(".bars .remark")).containsText("first, Average: over 2 of 4 tasks");
    assertThat(page.locator(".radar .remark").last()).containsText("first: tStory, sStory");
    charts.asTable("bars");
    assertThat(charts.sheet("bars"))
        .anyMatch(row -> row.matches("(?s)first.*54.50 %.*– no tStory.*"));
  }

  @Test
  void chartsFollowChangesAndKeepTheirModes() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(two(), 0, null));
    Page page = open(BROWSER, daemon);
    Charts charts = new Charts(page).select(0, 1);
    charts.choose("Values", "Difference (points)");
    new Charts(page).options();
    page.getByLabel("Auto-scale").uncheck();
    charts.settle();
    int drawn = charts.drawn("bars");

    daemon.push(SampleBoard.change(daemon.board(), added("third", scores(600, 1200))));
    assertThat(page.locator(".count")).hasText("4 runs");
    charts.settle();
    assertThat(charts.drawn("bars")).as("another run is none of its business").isEqualTo(drawn);

    daemon.push(SampleBoard.change(daemon.board(), added("first", scores(600, 1200))));
    against(page).selectOption("exp_second_cp020000");
    assertThat(charts.tip("bars", 0)).containsText("+10.00 pts");
    new Charts(page).options();
    assertThat(page.getByLabel("Auto-scale")).not().isChecked();
  }

  @Test
  void coloursStayWhileOthersComeAndGoAndInBothThemes() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null)));
    Charts charts = new Charts(page).select(0, 1, 2);
    Locator third = charts.panel().locator(".legend li").nth(3);
    String mark = third.locator("svg").first().getAttribute("class");
    String name = third.textContent();
    page.locator("tbody.rows input").nth(0).uncheck();
    Locator same = charts.panel().locator(".legend li").nth(2);
    assertThat(same).hasText(name);
    assertThat(same.locator("svg").first()).hasAttribute("class", mark);
    int drawn = charts.drawn("bars");
    page.evaluate("document.documentElement.dataset.theme = 'dark'");
    page.waitForCondition(() -> charts.drawn("bars") > drawn);
    assertThat(same.locator("svg").first()).hasAttribute("class", mark);
    assertThat(page.locator("body")).hasCSS("background-color", "rgb(20, 22, 26)");
  }

  @Test
  void theLegendLeavesRunsOutAndTakesThemAway() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null)));
    Charts charts = new Charts(page).select(0, 1);
    charts.panel().locator(".legend .who").nth(1).press("Enter");
    assertThat(charts.panel().locator(".legend .who").nth(1)).hasAttribute("aria-pressed", "false");
    assertThat(charts.tip("bars", 0).locator("tr")).hasCount(2);
    charts.panel().locator(".legend .drop").nth(2).click();
    assertThat(page.getByText("1 selected")).isVisible();
    charts.panel().locator(".legend .drop").nth(0).click();
    new Charts(page).options();
    assertThat(page.getByLabel("Show baseline")).not().isChecked();
    assertThat(charts.panel()).containsText("Select another run in the table");
  }

  @Test
  void chartsAreSavedAsPngAndSvg() throws IOException {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null)));
    Charts charts = new Charts(page).select(0, 1);
    charts.drawn("bars");
    Download png = charts.save("bars", "PNG");
    assertThat(png.suggestedFilename()).isEqualTo("bar-chart-scores-by-task.png");
    assertThat(Files.readAllBytes(png.path())).startsWith(0x89, 'P', 'N', 'G');
    Download svg = charts.save("radar", "SVG");
    assertThat(svg.suggestedFilename()).isEqualTo("radar-chart-accuracy.svg");
    assertThat(Files.readString(svg.path()))
        .startsWith("<svg")
        .contains("sBLIMP", "Baseline - example/speech-model", "width=\"1200\"");
  }

  @Test
  void withoutTheChartLibraryThePageSaysSoAndTablesRemain() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null)));
    BROWSER.expect("ERR_FAILED");
    page.route("**/assets/echarts-*.js", Route::abort);
    Charts charts = new Charts(page).select(0, 1);
    assertThat(page.locator(".bars .chart")).containsText("The charts could not be loaded.");
    charts.asTable("bars");
    assertThat(charts.sheet("bars")).hasSize(4);
  }

  @Test
  void configurationsDifferOrNot() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null)));
    Charts charts = new Charts(page).select(0, 1).tab("Configuration");
    Locator keys = page.locator(".configs tbody th code");
    assertThat(keys).hasText(new String[] {"ttt.enable", "lora.enable"});
    assertThat(page.locator(".configs thead th").nth(1)).containsText("reference");
    assertThat(page.locator(".configs tbody td:nth-child(3).odd")).hasCount(2);
    assertThat(page.locator(".configs td.odd")).hasCount(2);
    assertThat(page.locator(".configs .results th"))
        .hasText(new String[] {"Step", "Avg", "sBLIMP", "sWUGGY", "tStory", "sStory"});
    page.getByLabel("Differences only").uncheck();
    assertThat(keys.nth(0)).hasText("max_steps");
    assertThat(keys.nth(1)).hasText("optim.lr");
    assertThat(
            page.locator(".configs tbody tr")
                .filter(new Locator.FilterOptions().setHasText("optim.lr")))
        .containsText("5e-5");
    assertThat(keys).hasCount(10);
    assertThat(charts.panel()).containsText("2 keys of 10 differ");
  }

  @Test
  void manySelectedRunsAreDrawnUpToALimitThatIsSaid() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null)));
    page.getByLabel("Select all runs shown").check();
    Charts charts = new Charts(page);
    Locator legend = charts.panel().locator(".legend");
    Locator entries = legend.locator("li:not(.more)");
    assertThat(entries).hasCount(6);
    button(page, "+19 more").click();
    assertThat(entries).hasCount(25);
    assertThat((Boolean) legend.evaluate("list => list.scrollHeight <= list.clientHeight"))
        .as("nothing is hidden behind a scroll of its own")
        .isTrue();
    assertThat(page).not().hasURL(Pattern.compile("whole"));
    button(page, "Show fewer").click();
    assertThat(entries).hasCount(6);
    assertThat(charts.panel()).containsText("275 selected runs are not drawn");
    assertThat(entries.last().boundingBox().height).isGreaterThan(25);
    assertThat(charts.drawn("bars")).isPositive();
  }

  @Test
  void theKeyboardMovesBetweenTabsAndModes() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null)));
    new Charts(page).select(0, 1);
    page.locator("#tab-scores").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("#tab-context")).isFocused();
    assertThat(page.locator("#tab-context")).hasAttribute("aria-selected", "true");
    page.keyboard().press("ArrowLeft");
    new Charts(page).options();
    page.getByLabel("Absolute values").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.getByLabel("% difference (relative)")).isChecked();
    assertThat(page.locator(".bars h3")).containsText("against Baseline");
  }

  @Test
  void onAPhoneTheChartsCoverTheTable() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
    Page page = BROWSER.page(new Browser.NewContextOptions().setViewportSize(390, 844));
    page.navigate(daemon.address());
    Charts charts = new Charts(page).select(0, 1);
    assertThat(charts.panel()).hasCount(0);
    button(page, "Compare 2 runs").click();
    charts.drawn("bars");
    assertThat(charts.panel().boundingBox().width).isEqualTo(390);
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat((Integer) page.evaluate("document.querySelector('.panel-body').scrollWidth"))
        .isLessThanOrEqualTo(390);
    assertThat(page.locator("#tab-scores")).isFocused();
    page.keyboard().press("Escape");
    assertThat(charts.panel()).hasCount(0);
    assertThat(button(page, "Compare 2 runs")).isFocused();
  }

  @Test
  void aLinkReproducesTheModes() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#panel=open&values=points&autoscale=no&tables=bars");
    Charts charts = new Charts(page).select(2);
    charts.options();
    assertThat(page.getByLabel("Difference (points)")).isChecked();
    assertThat(page.getByLabel("Auto-scale")).not().isChecked();
    assertThat(charts.sheet("bars")).hasSize(3);
    assertThat(page).hasURL(Pattern.compile("panel=open&values=points&autoscale=no&tables=bars$"));
  }
}
