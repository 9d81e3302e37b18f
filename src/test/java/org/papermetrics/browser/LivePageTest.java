package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.connection;
import static org.papermetrics.browser.Parts.goDark;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;
import static org.papermetrics.browser.Parts.stayLit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import io.undertow.Undertow;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** The page on a live daemon: changes appear, and nothing the user has set is lost by them. */
@Tag("browser")
class LivePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String DOWN =
      "ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET";

  @Test
  void aNewRunAppearsAndLightsUpOnce() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
    Page page = open(BROWSER, daemon);
    assertThat(page.locator(".count")).hasText("20 runs");
    assertThat(page.locator("tr[class*=fresh]")).hasCount(0);
    stayLit(page);

    daemon.push(SampleBoard.change(daemon.board(), added("newcomer", SampleBoard.metrics(1))));

    assertThat(rows(page).first()).containsText("newcomer");
    assertThat(rows(page).first()).hasClass(Pattern.compile("fresh"));
    assertThat(page.locator(".count")).hasText("21 runs");
    goDark(page);
    assertThat(page.locator("tr[class*=fresh]")).hasCount(0);
  }

  @Test
  void aRunThatChangesOutOfViewLightsUpWhenItIsScrolledTo() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = open(BROWSER, daemon);
    // Ready below the view, but not in it.
    Run below = daemon.board().runs().get(22);
    stayLit(page);
    daemon.push(SampleBoard.change(daemon.board(), SampleBoard.renamed(below, "another name")));
    Locator row = row(page, "another name");
    assertThat(row).hasCount(1);
    assertThat(page.locator("tr[class*=fresh]")).hasCount(0);
    row.scrollIntoViewIfNeeded();
    assertThat(row).hasClass(Pattern.compile("fresh"));
  }

  @Test
  void theHeadCountsHowLongAgoResultsCame() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    ZonedDateTime evaluated =
        daemon.board().runs().get(0).evaluatedAt().atZone(ZoneId.systemDefault());
    Page page = BROWSER.page();
    page.clock()
        .install(
            new Clock.InstallOptions()
                .setTime(evaluated.plusSeconds(3).toInstant().toEpochMilli()));
    page.navigate(daemon.address());
    Locator newest = page.locator(".newest");
    assertThat(newest).hasText(Pattern.compile("Newest results [1-9]\\d? s ago"));
    assertThat(newest).hasAttribute("title", Pattern.compile("2026-03-01 10:00:00"));
    page.clock().fastForward("02:00");
    assertThat(newest).hasText("Newest results 2 min ago");
    BROWSER.expect(DOWN);
    daemon.close();
    assertThat(newest).hasCount(0);
  }

  @Test
  void lightingUpDoesNotMoveForThoseWhoAskedForNoMotion() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    Page page =
        BROWSER.page(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.navigate(daemon.address());
    assertThat(connection(page)).hasText("Live");
    stayLit(page);
    daemon.push(SampleBoard.change(daemon.board(), added("newcomer", SampleBoard.metrics(1))));
    assertThat(row(page, "newcomer").locator("th")).hasCSS("animation-timing-function", "steps(1)");
    goDark(page);
    assertThat(page.locator("tr[class*=fresh]")).hasCount(0);
  }

  @Test
  void selectionSortSearchAndFocusSurviveChanges() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(40), 0, null));
    Page page = open(BROWSER, daemon);
    page.getByLabel("Search runs").fill("dialogue_lora");
    button(page, "sBLIMP %").click();
    assertThat(page.locator("th[aria-sort=descending]")).containsText("sBLIMP");
    Locator second = rows(page).nth(1);
    String name = second.locator("th").textContent();
    second.locator("input").check();

    daemon.push(
        SampleBoard.change(
            daemon.board(),
            added("dialogue_lora first", "{\"sblimp_accuracy\":0.999,\"sblimp_samples\":1000}")));
    daemon.push(SampleBoard.change(daemon.board(), added("other", SampleBoard.metrics(3))));

    assertThat(rows(page).first()).containsText("dialogue_lora first");
    assertThat(page.locator("tbody.rows .own").getByText("other")).hasCount(0);
    Locator third = rows(page).nth(2);
    assertThat(third.locator("th")).hasText(name.strip().replaceAll("\\s+", " "));
    assertThat(third.locator("input")).isChecked();
    assertThat(third.locator("input")).isFocused();
    assertThat(page.locator("tr.selected")).hasCount(1);
    assertThat(page.getByText("1 selected")).isVisible();
    assertThat(page).hasURL(Pattern.compile("#q=dialogue_lora&sort=-sblimp&sel=[\\w.]+$"));
  }

  @Test
  void aRowThatComesInAboveDoesNotMoveWhatIsLookedAt() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(400), 0, null));
    Page page = open(BROWSER, daemon);
    page.evaluate("document.querySelector('.scroller').scrollTop = 5003");
    Locator middle = page.locator("tr[aria-rowindex='145']");
    String id = middle.getAttribute("data-id");
    double before = middle.boundingBox().y;

    daemon.push(SampleBoard.change(daemon.board(), added("newcomer", SampleBoard.metrics(1))));

    assertThat(page.locator(".count")).hasText("401 runs");
    Locator same = page.locator("tr[data-id='" + id + "']");
    assertThat(same).hasAttribute("aria-rowindex", "146");
    assertThat(same.boundingBox().y).isEqualTo(before);
  }

  @Test
  void aLostConnectionHealsWithoutAGap() {
    Snapshot board = SampleBoard.of(10);
    FakeDaemon first = new FakeDaemon(board, 0, null);
    int port = first.port();
    Page page;
    try (first) {
      page = open(BROWSER, first);
      BROWSER.expect(DOWN);
    }
    assertThat(connection(page)).hasText(Pattern.compile("Reconnecting… \\(lost \\d\\d:\\d\\d\\)"));
    assertThat(rows(page)).hasCount(10);
    try (FakeDaemon second = new FakeDaemon(board, port, null)) {
      // What happened while the page was away is sent when it resumes.
      second.push(SampleBoard.change(board, added("meanwhile", SampleBoard.metrics(1))));
      // By now the page may have come back by itself, and the button may be gone.
      page.evaluate(
          "[...document.querySelectorAll('button')].find((b) => b.innerText === 'Try now')?.click()");
      assertThat(connection(page)).hasText("Live");
      assertThat(row(page, "meanwhile")).isVisible();
      assertThat(page.locator(".count")).hasText("11 runs");
    }
  }

  @Test
  void aGapMakesThePageFetchTheRunsAgain() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(10), 0, null));
    Page page = open(BROWSER, daemon);
    Snapshot skipped =
        SampleBoard.change(daemon.board(), added("skipped", SampleBoard.metrics(1))).to();
    daemon.push(SampleBoard.change(skipped, added("after", SampleBoard.metrics(2))));
    assertThat(row(page, "skipped")).isVisible();
    assertThat(rows(page)).hasCount(12);
    assertThat(connection(page)).hasText("Live");
  }

  @Test
  void aTokenIsTakenOutOfTheAddressAndKept() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(3), 0, "aB3-_x"));
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#token=aB3-_x&q=lora");
    assertThat(connection(page)).hasText("Live");
    assertThat(page).hasURL(daemon.address() + "#q=lora");
    page.reload();
    assertThat(connection(page)).hasText("Live");
  }

  @Test
  void withoutTheTokenThePageSaysHowToGetIn() {
    BROWSER.expect("status of 401");
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(3), 0, "secret"));
    Page page = BROWSER.page();
    page.navigate(daemon.address());
    assertThat(
            page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName("This daemon asks for its token")))
        .isVisible();
    assertThat(page.locator(".notice")).containsText("java -jar paper-metrics.jar open");
    assertThat(connection(page)).hasText("Token needed");
    // Pasting the right address into the same tab only changes the fragment.
    page.navigate(daemon.address() + "#token=secret");
    assertThat(connection(page)).hasText("Live");
    assertThat(page).hasURL(daemon.address());
  }

  @Test
  void whatComesWhileNothingIsDrawnIsDrawnAtTheNextLook() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    Page page = BROWSER.page();
    List<String> frames = new ArrayList<>();
    page.onWebSocket(socket -> socket.onFrameReceived(frame -> frames.add(frame.text())));
    page.navigate(daemon.address());
    assertThat(connection(page)).hasText("Live");
    // A tab in the background is given no time to draw; what was asked for before is drawn first.
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {"
            + " window.held = []; window.requestAnimationFrame = (draw) => window.held.push(draw);"
            + " done(null); })))");
    for (int i = 0; i < 3; i++) {
      daemon.push(SampleBoard.change(daemon.board(), added("run " + i, SampleBoard.metrics(i))));
    }
    page.waitForCondition(() -> frames.size() == 4);
    assertThat(rows(page)).hasCount(5);
    page.evaluate("window.held.forEach((draw) => draw())");
    assertThat(rows(page)).hasCount(8);
    assertThat((Integer) page.evaluate("window.held.length")).isEqualTo(1);
  }

  @Test
  void anotherServerInThePlaceOfTheDaemonForAWhileDoesNotEndThePage() throws Exception {
    BROWSER.expect(DOWN + "|status of 40|WebSocket");
    Snapshot board = SampleBoard.of(5);
    FakeDaemon daemon = new FakeDaemon(board, 0, null);
    Page page = open(BROWSER, daemon);
    for (int status : List.of(401, 403, 404)) {
      int port = daemon.port();
      daemon.close();
      Undertow other =
          Undertow.builder()
              .addHttpListener(port, "127.0.0.1")
              .setHandler(exchange -> exchange.setStatusCode(status).endExchange())
              .build();
      other.start();
      assertThat(connection(page)).hasText(Pattern.compile("Not connected"));
      assertThat(rows(page)).hasCount(5);
      other.stop();
      daemon = BROWSER.keep(new FakeDaemon(board, port, null));
      assertThat(connection(page))
          .hasText("Live", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
    }
  }
}
