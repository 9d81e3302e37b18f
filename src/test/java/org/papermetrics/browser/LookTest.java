package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.stayLit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Leaves pictures of the page in {@code target/screenshots}, to be looked at. */
@Tag("browser")
class LookTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /** What can be pressed and is less than 24 pixels high or wide. */
  private static final String SMALL_TARGETS =
      """
      () => [...document.querySelectorAll('button, summary, select, input, [role=tab], label')]
        .filter((element) => element.closest('label') === null || element.matches('label'))
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 1 && (width < 24 || height < 24))
        .map(([text, { width, height }]) => `${width} x ${height}: ${text}`)
      """;

  private final Snapshot board = SampleBoard.of(120);

  @Test
  void lightDarkAndPhone() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    look(daemon, "light", options(1280, 800, ColorScheme.LIGHT));
    look(daemon, "dark", options(1280, 800, ColorScheme.DARK));
    look(daemon, "wide", options(1920, 1080, ColorScheme.LIGHT));
    look(daemon, "phone", options(390, 844, ColorScheme.DARK).setDeviceScaleFactor(2));
    look(daemon, "narrow", options(320, 640, ColorScheme.LIGHT).setDeviceScaleFactor(2));
    // A desk at a zoom of 200 %.
    look(daemon, "zoomed", options(640, 400, ColorScheme.LIGHT).setDeviceScaleFactor(2));
    look(
        daemon,
        "forced",
        options(1280, 800, ColorScheme.DARK).setForcedColors(ForcedColors.ACTIVE));
  }

  @Test
  void atALargeZoomThereIsRoomForRows() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = BROWSER.page(options(640, 400, ColorScheme.LIGHT));
    page.navigate(daemon.address());
    page.locator(".scroller").scrollIntoViewIfNeeded();
    assertThat(page.locator("tbody.rows tr").nth(3)).isInViewport();
  }

  @Test
  void everyTargetIsLargeEnoughForAFinger() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = BROWSER.page(options(390, 844, ColorScheme.LIGHT).setHasTouch(true));
    for (String view :
        List.of(
            "", "#panel=open&tab=scores", "#panel=open&tab=context", "#panel=open&tab=config")) {
      page.navigate(daemon.address() + view);
      page.reload();
      page.locator("tbody.rows input").nth(1).dispatchEvent("click");
      new Charts(page).settle();
      assertThat((List<?>) page.evaluate(SMALL_TARGETS)).as(view).isEmpty();
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as(view)
          .isTrue();
    }
  }

  @Test
  void onPaperThereAreNumbersAndNoButtons() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = BROWSER.page(options(1280, 800, ColorScheme.LIGHT));
    page.navigate(daemon.address());
    new Charts(page).select(1, 3).drawn("bars");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".bars canvas")).isVisible();
    assertThat(page.locator("tbody.rows tr").first()).isVisible();
    assertThat(page.locator(".connection")).isVisible();
    for (String button : List.of(".aids", ".table-tools", ".search", ".box .tools", ".controls")) {
      assertThat(page.locator(button).first()).isHidden();
    }
    shot(page, "print");
  }

  @Test
  void chartsInLightDarkAndOnAPhone() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    charts(daemon, "charts-light", options(1280, 800, ColorScheme.LIGHT));
    charts(daemon, "charts-dark", options(1920, 1080, ColorScheme.DARK));
    charts(daemon, "charts-phone", options(390, 844, ColorScheme.LIGHT).setDeviceScaleFactor(2));
  }

  @Test
  void newsKeysAndRunsOutOfReach() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    status(daemon, "status-light", options(1280, 800, ColorScheme.LIGHT));
    status(daemon, "status-dark", options(1280, 800, ColorScheme.DARK));
    status(daemon, "status-phone", options(390, 844, ColorScheme.LIGHT).setDeviceScaleFactor(2));
  }

  private static void status(FakeDaemon daemon, String name, Browser.NewContextOptions options) {
    Page page = BROWSER.page(options);
    page.navigate(daemon.address());
    assertThat(page.locator(".connection.live")).isVisible();
    List<Run> runs = daemon.board().runs();
    Instant since = Instant.parse("2026-03-02T10:15:00Z");
    daemon.push(
        SampleBoard.change(
            daemon.board(), runs.get(2).withUnavailableSince(since.plusNanos(runs.size()))));
    daemon.push(SampleBoard.change(daemon.board(), SampleBoard.evaluatedAgain(runs.get(4), 31)));
    daemon.push(SampleBoard.removal(daemon.board(), daemon.board().runs().get(7)));
    daemon.push(
        SampleBoard.change(
            daemon.board(),
            SampleBoard.run("CP12000 - new_" + name, name, 12000, SampleBoard.metrics(99))));
    assertThat(page.locator(".pill.news")).containsText("1 gone");
    shot(page, name);
    page.keyboard().press("u");
    assertThat(page.locator("dialog.news-sheet")).isVisible();
    shot(page, name + "-news");
    page.keyboard().press("Escape");
    page.keyboard().press("?");
    assertThat(page.locator("dialog.help-sheet")).isVisible();
    shot(page, name + "-keys");
    page.close();
  }

  private static void charts(FakeDaemon daemon, String name, Browser.NewContextOptions options) {
    Page page = BROWSER.page(options);
    page.navigate(daemon.address() + "#panel=open");
    assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true))).isAttached();
    // On a phone the panel covers the rows.
    for (int row : List.of(1, 5, 9)) {
      page.locator("tbody.rows input").nth(row).dispatchEvent("click");
    }
    Charts charts = new Charts(page);
    charts.choose("Values", "Difference (points)");
    charts.drawn("radar");
    shot(page, name + "-scores");
    charts.tab("Long context");
    assertThat(charts.tip("context", 20)).isVisible();
    shot(page, name + "-context");
    charts.tab("Configuration");
    assertThat(page.locator(".configs").first()).isVisible();
    shot(page, name + "-config");
    page.close();
  }

  private static void shot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
  }

  private static Browser.NewContextOptions options(int width, int height, ColorScheme scheme) {
    return new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
  }

  private void look(FakeDaemon daemon, String name, Browser.NewContextOptions options) {
    Page page = BROWSER.page(options);
    page.navigate(daemon.address());
    assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true))).isVisible();
    for (int row : List.of(1, 3)) {
      page.locator("tbody.rows input").nth(row).check();
    }
    stayLit(page);
    daemon.push(
        SampleBoard.change(
            daemon.board(),
            SampleBoard.run(
                "CP12000 - fresh_run",
                "fresh_" + name,
                12_000 + (int) daemon.board().revision(),
                SampleBoard.metrics(99))));
    // The new row comes above all others, also those of the looks before; the boxes that were
    // checked may have left the list elsewhere.
    assertThat(page.locator("table").first())
        .hasAttribute("aria-rowcount", String.valueOf(daemon.board().runs().size() + 1));
    page.locator(".scroller").evaluate("list => list.scrollTo(0, 0)");
    assertThat(page.locator("tr[class*=fresh]").first()).isVisible();
    shot(page, name);
    // Rows that stay lit are drawn again with every frame.
    page.close();
  }
}
