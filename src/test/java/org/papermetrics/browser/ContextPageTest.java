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
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;

/** Long context: the curves of selected runs. */
@Tag("browser")
class ContextPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private final FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));

  private Charts opened(Page page, int... rows) {
    button(page, "Show charts").click();
    return new Charts(page).tab("Long context").select(rows);
  }

  @Test
  void oneRunIsEnoughAndTheBaselineIsBesideIt() {
    Page page = open(BROWSER, daemon);
    Charts charts = opened(page, 2);
    Locator tip = charts.tip("context", 7);
    assertThat(tip).containsText("Position 8,000");
    assertThat(tip.locator("tr")).hasCount(2);
    assertThat(tip.locator("tr").nth(0)).containsText("Baseline - example/speech-model");
    assertThat(tip.locator("tr").nth(1)).containsText(Pattern.compile("[\\d,.]+ ± [\\d,.]+"));
    new Charts(page).options();
    page.getByLabel("Show baseline").uncheck();
    assertThat(charts.tip("context", 7).locator("tr")).hasCount(1);
  }

  @Test
  void theEndOfShorterFilesIsSaid() {
    Page page = open(BROWSER, daemon);
    Charts charts = opened(page, 2);
    String said = "from position 42,000 on, a mean is of fewer files";
    assertThat(page.locator(".context")).containsText(said);
    assertThat(charts.tip("context", 42).locator("tr").nth(1)).containsText("(2 of 3 files)");
    charts.choose("View", "Files");
    assertThat(page.locator(".context")).not().containsText(said);
  }

  @Test
  void everyViewHasItsLines() {
    Page page = open(BROWSER, daemon);
    Charts charts = opened(page, 2);
    new Charts(page).options();
    page.getByLabel("Show baseline").uncheck();
    charts.choose("Deviation", "Error bars").choose("Deviation", "None");
    charts.choose("View", "Median").asTable("context");
    assertThat(charts.sheet("context")).hasSize(45).noneMatch(text -> text.contains("±"));
    charts.choose("View", "Files");
    assertThat(page.locator(".context thead th")).hasCount(4);
    button(page, "File 1").click();
    assertThat(page).hasURL(Pattern.compile("file=2%7E3"));
    assertThat(page.locator(".context thead th")).hasCount(3);
    assertThat(page.locator(".context h3")).containsText("files 2 and 3");
    button(page, "File 3").click();
    assertThat(button(page, "File 2")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator(".context thead th").nth(1)).containsText(", file 2");
    assertThat(charts.sheet("context")).as("the second file is shorter").hasSize(44);
    charts.choose("View", "Points").choose("Measure", "Loss");
    assertThat(page.locator(".context tbody tr").nth(0))
        .containsText(Pattern.compile("\\d\\.\\d{3} · \\d\\.\\d{3} · \\d\\.\\d{3}"));
    assertThat(page.locator(".context h3")).hasText("Loss (nats) by position, all points");
    charts.asTable("context");
    charts.choose("Position", "Log").choose("Values", "Log");
    assertThat(charts.drawn("context")).isPositive();
    assertThat(page)
        .hasURL(Pattern.compile("tab=context&view=points&quantity=loss&spread=none&x=log&y=log"));
  }

  @Test
  void anAddressNamesOneAudioFileOrSeveral() {
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#panel=open&tab=context&view=files&file=1~3&tables=context");
    assertThat(page.locator(".context thead th"))
        .hasText(new Pattern[] {Pattern.compile("Position"), file(1), file(3)});
    page.navigate(daemon.address() + "#panel=open&tab=context&view=files&file=2&tables=context");
    page.reload();
    assertThat(page.locator(".context thead th"))
        .hasText(new Pattern[] {Pattern.compile("Position"), file(2)});
    new Charts(page).options();
    button(page, "File 2").click();
    assertThat(page.locator(".context thead th")).hasCount(4);
    assertThat(page).not().hasURL(Pattern.compile("file="));
  }

  private static Pattern file(int number) {
    return Pattern.compile(", file " + number + "$");
  }

  @Test
  void zoomByButtonsKeysAndDragSurvivesChanges() {
    Page page = open(BROWSER, daemon);
    Charts charts = opened(page, 2);
    assertThat(button(page, "Zoom out")).hasAttribute("aria-disabled", "true");
    button(page, "Zoom in").click();
    assertThat(page).hasURL(Pattern.compile("zoom=9600%7E35400"));
    button(page, "Move left").click();
    assertThat(page).hasURL(Pattern.compile("zoom=3150%7E28950"));
    charts.chart("context").focus();
    page.keyboard().press("+");
    assertThat(page).hasURL(Pattern.compile("zoom=8310%7E23790"));

    BoundingBox box = charts.chart("context").boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    page.mouse().down();
    page.mouse().move(box.x + box.width / 2 - 100, box.y + box.height / 2);
    page.mouse().up();
    assertThat(page).not().hasURL(Pattern.compile("zoom=8310"));
    String zoomed = charts.tip("context", 0).locator("p").innerText();

    Run shown = daemon.board().runs().get(2);
    daemon.push(SampleBoard.change(daemon.board(), SampleBoard.evaluatedAgain(shown, 77)));
    daemon.push(SampleBoard.change(daemon.board(), added("other", SampleBoard.metrics(1))));
    assertThat(page.locator(".count")).hasText("21 runs");
    assertThat(charts.tip("context", 0).locator("p")).hasText(zoomed);
    button(page, "Show all positions").click();
    assertThat(charts.tip("context", 0)).containsText("Position 1,000");
    assertThat(page).not().hasURL(Pattern.compile("zoom="));
  }

  @Test
  void onlyTheWheelWithCtrlZooms() {
    Page page = open(BROWSER, daemon);
    Charts charts = opened(page, 2);
    BoundingBox box = charts.chart("context").boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    page.mouse().wheel(0, -300);
    assertThat(button(page, "Zoom out")).hasAttribute("aria-disabled", "true");
    page.keyboard().down("Control");
    page.mouse().wheel(0, -300);
    page.keyboard().up("Control");
    assertThat(button(page, "Zoom out")).hasAttribute("aria-disabled", "false");
  }

  @Test
  void curvesAreFetchedOnceAndAgainWhenTheRunChanges() {
    Page page = open(BROWSER, daemon);
    List<String> fetched = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.url().contains("/api/v1/runs/")) {
            fetched.add(request.url().replaceFirst(".*/", ""));
          }
        });
    Charts charts = opened(page, 2);
    new Charts(page).options();
    page.getByLabel("Show baseline").uncheck();
    String before = charts.tip("context", 3).innerText();
    Run shown = daemon.board().runs().get(2);
    daemon.push(SampleBoard.change(daemon.board(), added("other", SampleBoard.metrics(1))));
    assertThat(page.locator(".count")).hasText("21 runs");
    assertThat(fetched).containsOnlyOnce(shown.id());

    daemon.push(SampleBoard.change(daemon.board(), SampleBoard.evaluatedAgain(shown, 77)));
    page.waitForCondition(() -> !charts.tip("context", 3).innerText().equals(before));
    assertThat(fetched.stream().filter(shown.id()::equals)).hasSize(2);
  }

  @Test
  void runsWithoutProgressionAreNamedWithTheReason() {
    daemon.push(SampleBoard.change(daemon.board(), added("short", SampleBoard.metrics(1))));
    Page page = open(BROWSER, daemon);
    Charts charts = opened(page);
    row(page, "short").locator("input").check();
    assertThat(charts.panel()).containsText("No progression: short.");
    assertThat(charts.panel()).containsText("No log names the checkpoint");
    new Charts(page).options();
    page.getByLabel("Show baseline").uncheck();
    assertThat(charts.panel()).containsText("There is no curve to draw.");
  }

  @Test
  void aCurveThatCannotBeHadIsSaidToBeSoAndTriedAgain() {
    Page page = open(BROWSER, daemon);
    BROWSER.expect("status of 503");
    page.route(
        Pattern.compile("/api/v1/runs/.+"),
        route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
    Charts charts = opened(page, 2);
    assertThat(charts.panel()).containsText("answers with status 503");
    page.unrouteAll();
    button(page, "Try again").click();
    assertThat(charts.tip("context", 0)).containsText("Position 1,000");
    assertThat(charts.panel()).not().containsText("status 503");
  }

  @Test
  void theChartIsSaved() {
    Page page = open(BROWSER, daemon);
    Charts charts = opened(page, 2);
    charts.drawn("context");
    Download png = charts.save("context", "PNG");
    assertThat(png.suggestedFilename())
        .isEqualTo("long-context-chart-perplexity-by-position-mean-over-files.png");
    Download svg = charts.save("context", "SVG");
    assertThat(svg.path()).content().contains("Token position", "Baseline - example/speech-model");
  }
}
