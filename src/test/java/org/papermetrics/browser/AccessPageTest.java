package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOnlyOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/**
 * Every view passes the checks of axe-core in light and in dark, on a desk and on a phone: names
 * for screen readers, contrast, order of headings, targets that a finger meets.
 */
@Tag("browser")
class AccessPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final Instant SINCE = Instant.parse("2026-03-02T10:15:00Z");

  /** Where the page is looked at. */
  enum Screen {
    LIGHT(1280, 800, ColorScheme.LIGHT),
    DARK(1280, 800, ColorScheme.DARK),
    PHONE(390, 844, ColorScheme.DARK);

    final int width;
    final int height;
    final ColorScheme scheme;

    Screen(int width, int height, ColorScheme scheme) {
      this.width = width;
      this.height = height;
      this.scheme = scheme;
    }

    /** What fades in is there at once, so that its colours are those it keeps. */
    Browser.NewContextOptions options() {
      return new Browser.NewContextOptions()
          .setViewportSize(width, height)
          .setColorScheme(scheme)
          .setReducedMotion(ReducedMotion.REDUCE);
    }
  }

  private static Snapshot board() {
    List<Run> runs = new ArrayList<>(SampleBoard.of(12).runs());
    runs.set(2, runs.get(2).withUnavailableSince(SINCE));
    Problem problem =
        new Problem(Problem.Kind.ROOT_UNAVAILABLE, "/data", "The directory is not there.", SINCE);
    return SampleBoard.with("e1", 1, runs, List.of(problem));
  }

  /** What is checked; of what passes no list is made, which takes longer than the checks. */
  private static AxeRunOptions options() {
    AxeRunOnlyOptions rules = new AxeRunOnlyOptions();
    rules.setType("tag");
    rules.setValues(
        List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));
    AxeRunOptions options = new AxeRunOptions();
    options.setRunOnly(rules);
    options.setResultTypes(List.of("violations"));
    return options;
  }

  /** Checks the whole page. */
  private static void accessible(Page page, String view) {
    accessible(page, view, "html");
  }

  /** Checks what has changed since the whole page was checked, which takes a second each time. */
  private static void accessible(Page page, String view, String part) {
    assertThat(page.locator(part).first()).isVisible();
    page.evaluate(
        "async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame) }");
    List<Rule> found =
        new AxeBuilder(page)
            .include(part)
            .options(options())
            // The checks end in the page itself and not in another that is opened for it.
            .setLegacyMode(true)
            .analyze()
            .getViolations();
    assertThat(found)
        .as(view)
        .extracting(
            rule ->
                rule.getId()
                    + ": "
                    + rule.getNodes().stream()
                        .limit(3)
                        .map(node -> node.getTarget() + " " + node.getFailureSummary())
                        .toList())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void everyViewPassesTheChecks(Screen screen) {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(), 0, null));
    Page page = BROWSER.page(screen.options());
    page.navigate(daemon.address());
    assertThat(page.locator(".connection.live")).isVisible();
    List<Run> runs = daemon.board().runs();
    daemon.push(SampleBoard.change(daemon.board(), SampleBoard.evaluatedAgain(runs.get(4), 31)));
    daemon.push(SampleBoard.removal(daemon.board(), runs.get(7)));
    assertThat(page.locator(".pill.news")).containsText("1 gone");
    accessible(page, "table");
    page.keyboard().press("u");
    accessible(page, "news", "dialog[open]");
    page.keyboard().press("Escape");
    page.keyboard().press("?");
    accessible(page, "keys", "dialog[open]");
    page.keyboard().press("Escape");
    page.locator(".pill.problems").click();
    assertThat(page.locator(".problems li")).hasCount(1);
    accessible(page, "problems", "dialog[open]");
    page.keyboard().press("Escape");
    page.locator("#filters-button").click();
    page.locator(".tags input").first().check();
    accessible(page, "filters", ".filters[open]");
    page.keyboard().press("Escape");
    accessible(page, "chips", ".chips");
    page.locator(".chips .plain").click();
    page.locator("[aria-haspopup=dialog].quiet").first().click();
    assertThat(page.locator("dialog.columns")).isVisible();
    accessible(page, "columns", "dialog[open]");
    page.keyboard().press("Escape");
    page.locator("#export").click();
    accessible(page, "export", ".menu[open]");
    page.keyboard().press("Escape");
    Charts charts = new Charts(page).select(1, 2, 5);
    if (charts.panel().count() == 0) {
      page.locator("#charts-button").click();
    }
    assertThat(charts.tip("bars", 1)).isVisible();
    accessible(page, "scores");
    charts.choose("Values", "Difference (points)").asTable("bars").asTable("radar");
    accessible(page, "scores as tables", "#charts");
    charts.tab("Long context");
    assertThat(charts.tip("context", 12)).isVisible();
    accessible(page, "long context", "#charts");
    charts.tab("Configuration");
    accessible(page, "configuration", "#charts");
    page.keyboard().press("Escape");
    page.navigate(daemon.address() + "#place=explore&open=parallel~correlations~keys");
    assertThat(page.locator(".explore .chart canvas")).hasCount(2);
    page.locator(".missing summary").click();
    accessible(page, "explore");
    page.navigate(daemon.address() + "#panel=closed&q=nothing+is+called+so");
    assertThat(page.locator(".notice")).isVisible();
    accessible(page, "nothing found");
  }
}
