package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Runs whose files are unavailable stay on the page, marked as such. */
@Tag("browser")
class AwayPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final Instant SINCE = Instant.parse("2026-02-03T12:34:00Z");

  private static Run away(Run run) {
    return run.withUnavailableSince(SINCE);
  }

  @Test
  void aRunOutOfReachStaysWithABadgeAndTheTime() {
    Snapshot board = SampleBoard.of(10);
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(BROWSER, daemon);
    Run run = SampleBoard.renamed(board.runs().get(2), "unmounted");
    daemon.push(SampleBoard.change(board, away(run)));

    Locator row = row(page, "unmounted");
    assertThat(rows(page)).hasCount(10);
    assertThat(row.locator(".badge.away span").first())
        .hasText(Pattern.compile("^unavailable 02-0\\d$"));
    assertThat(row.locator(".badge.away"))
        .hasAttribute("title", Pattern.compile("^Unavailable since 2026-02-0\\d \\d\\d:34: its"));
    assertThat(row.locator("th"))
        .hasAttribute("title", Pattern.compile("Unavailable since 2026-02"));
    assertThat(page.locator(".pill.away")).containsText("1 unavailable");
    page.locator(".pill.news").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("unavailable since 2026-02-0");
    page.keyboard().press("Escape");

    daemon.push(SampleBoard.change(daemon.board(), run));
    assertThat(row.locator(".badge.away")).hasCount(0);
    assertThat(page.locator(".pill.away")).hasCount(0);
  }

  @Test
  void allTimesAreInTheZoneOfTheDaemon() {
    Run run = away(SampleBoard.of(1).runs().get(0));
    Snapshot board = SampleBoard.with("e", 1, List.of(run), List.of());
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = BROWSER.page(new Browser.NewContextOptions().setTimezoneId("Asia/Tokyo"));
    page.navigate(daemon.address() + "#cols=evaluated");
    assertThat(rows(page).locator(".badge.away span").first()).hasText("unavailable 02-03");
    assertThat(rows(page).locator(".badge.away"))
        .hasAttribute("title", Pattern.compile("^Unavailable since 2026-02-03 12:34: its"));
    assertThat(rows(page).locator("td.evaluated"))
        .hasAttribute("title", Pattern.compile("^2026-03-01 \\d\\d:\\d\\d:\\d\\d UTC$"));
    assertThat(page.locator("th[data-key=evaluated]"))
        .hasAttribute("title", Pattern.compile("In the time zone UTC\\.$"));
  }

  @Test
  void aRunWhoseFileIsBrokenIsMarkedAndItsProblemLeadsToIt() {
    Problem problem =
        new Problem(
            Problem.Kind.RESULTS_UNREADABLE,
            "/data/results.json",
            "This is not JSON. Write it again.",
            SINCE);
    Snapshot full = SampleBoard.of(60);
    List<Run> runs = new ArrayList<>(full.runs());
    Run broken =
        SampleBoard.renamed(runs.get(30), "kept")
            .withBrokenFile(new Run.BrokenFile(problem.path(), problem.message()));
    runs.set(30, broken);
    Snapshot board = SampleBoard.with("e", 1, runs, List.of(problem));
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(BROWSER, daemon);
    page.getByLabel("Search runs").fill("lora_");
    page.getByText("1 problem").first().click();
    page.getByRole(AriaRole.DIALOG).getByText("Show kept").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(row(page, "kept")).isInViewport();
    assertThat(row(page, "kept").locator(".badge.away").first())
        .hasAttribute("title", "/data/results.json: This is not JSON. Write it again.");
    daemon.push(SampleBoard.change(daemon.board(), broken.withBrokenFile(null)));
    assertThat(row(page, "kept").locator(".badge.away")).hasCount(0);
  }

  @Test
  void chartsSayItToo() {
    List<Run> runs = new ArrayList<>(SampleBoard.of(10).runs());
    runs.set(1, away(runs.get(1)));
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null));
    Page page = open(BROWSER, daemon);
    Charts charts = new Charts(page).select(0, 1);
    assertThat(page.locator(".legend .badge.away")).hasCount(1);
    Pattern since = Pattern.compile("unavailable since 2026-02-0\\d \\d\\d:34");
    for (String chart : List.of("bars", "radar")) {
      assertThat(charts.tip(chart, 0).locator("small:not(.detail)")).hasText(since);
      charts.asTable(chart);
      assertThat(
              page.locator("." + chart + " tbody th")
                  .filter(new Locator.FilterOptions().setHasText(since)))
          .hasCount(1);
    }
    charts.tab("Long context");
    assertThat(charts.tip("context", 3).locator("small:not(.detail)")).hasText(since);
    charts.asTable("context");
    assertThat(
            page.locator(".context thead th").filter(new Locator.FilterOptions().setHasText(since)))
        .hasCount(1);
    daemon.push(SampleBoard.change(daemon.board(), SampleBoard.of(10).runs().get(1)));
    assertThat(page.locator(".context thead")).not().containsText("unavailable");
  }

  @Test
  void manyAreCountedAboveTheProblems() {
    List<Run> runs = new ArrayList<>(SampleBoard.of(10).runs());
    runs.replaceAll(AwayPageTest::away);
    Problem problem =
        new Problem(Problem.Kind.ROOT_UNAVAILABLE, "/data", "The directory is not there.", SINCE);
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of(problem)), 0, null));
    Page page = open(BROWSER, daemon);
    page.locator(".pill.away").click();
    assertThat(page.getByRole(AriaRole.DIALOG))
        .containsText("10 runs are unavailable, since 2026-02-0");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("The directory is not there.");
  }
}
