package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** The page on a live daemon: changes appear, and nothing the user has set is lost by them. */
class LivePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String DOWN =
      "ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET";

  private static Page open(FakeDaemon daemon) {
    Page page = BROWSER.page();
    page.navigate(daemon.address());
    assertThat(connection(page)).hasText("Live");
    return page;
  }

  private static Locator connection(Page page) {
    return page.locator(".connection");
  }

  private static Locator rows(Page page) {
    return page.locator("tbody.rows tr");
  }

  private static Locator row(Page page, String name) {
    return rows(page).filter(new Locator.FilterOptions().setHasText(name));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Run added(String name, String metrics) {
    return SampleBoard.run(name, "exp_" + name.replace(' ', '_'), 20_000, metrics);
  }

  @Test
  void aNewRunAppearsAndLightsUpOnce() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
    Page page = open(daemon);
    assertThat(page.locator(".count")).hasText("20 runs");
    assertThat(page.locator("tr[class*=fresh]")).hasCount(0);

    daemon.push(SampleBoard.change(daemon.board(), added("newcomer", SampleBoard.metrics(1))));

    assertThat(rows(page).first()).containsText("newcomer");
    assertThat(rows(page).first()).hasClass(java.util.regex.Pattern.compile("fresh"));
    assertThat(page.locator(".count")).hasText("21 runs");
    assertThat(page.locator("tr[class*=fresh]")).hasCount(0);
  }

  @Test
  void lightingUpDoesNotMoveForThoseWhoAskedForNoMotion() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    Page page =
        BROWSER.page(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.navigate(daemon.address());
    assertThat(connection(page)).hasText("Live");
    daemon.push(SampleBoard.change(daemon.board(), added("newcomer", SampleBoard.metrics(1))));
    assertThat(row(page, "newcomer").locator("th")).hasCSS("animation-timing-function", "steps(1)");
    assertThat(page.locator("tr[class*=fresh]")).hasCount(0);
  }

  @Test
  void selectionSortSearchAndFocusSurviveChanges() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(40), 0, null));
    Page page = open(daemon);
    page.getByLabel("Search runs").fill("dialogue_lora");
    button(page, "sBLIMP %").click();
    Locator second = rows(page).nth(1);
    String name = second.locator("th").innerText();
    second.locator("input").check();

    daemon.push(
        SampleBoard.change(
            daemon.board(),
            added("dialogue_lora first", "{\"sblimp_accuracy\":0.1,\"sblimp_samples\":1000}")));
    daemon.push(SampleBoard.change(daemon.board(), added("other", SampleBoard.metrics(3))));

    assertThat(rows(page).first()).containsText("dialogue_lora first");
    assertThat(row(page, "other")).hasCount(0);
    Locator third = rows(page).nth(2);
    assertThat(third.locator("th")).hasText(name.replaceAll("\\s+", " "));
    assertThat(third.locator("input")).isChecked();
    assertThat(third.locator("input")).isFocused();
    assertThat(page.locator("tr.selected")).hasCount(1);
    assertThat(page.getByText("1 selected")).isVisible();
    assertThat(page).hasURL(java.util.regex.Pattern.compile("#q=dialogue_lora&sort=sblimp$"));
  }

  @Test
  void aRowThatComesInAboveDoesNotMoveWhatIsLookedAt() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(400), 0, null));
    Page page = open(daemon);
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
  void missingValuesComeLastInBothDirections() {
    String complete = SampleBoard.metrics(5);
    Run none = added("has none", "{\"sblimp_accuracy\":0,\"sblimp_samples\":0}");
    Run three =
        added("has three", complete.replace("\"sstory_samples\":1871", "\"sstory_samples\":0"));
    Run low =
        added(
            "low",
            complete.replaceFirst("\"paper_metrics_avg\":[0-9.]+", "\"paper_metrics_avg\":0.1"));
    Run high =
        added(
            "high",
            complete.replaceFirst("\"paper_metrics_avg\":[0-9.]+", "\"paper_metrics_avg\":0.9"));
    Snapshot board = SampleBoard.with("e", 1, List.of(none, three, high, low), List.of());
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(daemon);
    button(page, "Avg %").click();
    assertThat(rows(page).locator("th .own"))
        .hasText(new String[] {"low", "high", "has none", "has three"});
    assertThat(page.locator("th[aria-sort=ascending]")).containsText("Avg");
    button(page, "Avg %").click();
    assertThat(rows(page).locator("th .own"))
        .hasText(new String[] {"high", "low", "has none", "has three"});
    assertThat(row(page, "has none").locator("td").nth(2)).hasText("–missing");
    assertThat(row(page, "has three")).containsText("over 3 of 4 tasks, not comparable");
  }

  @Test
  void aLostConnectionHealsWithoutAGap() {
    Snapshot board = SampleBoard.of(10);
    FakeDaemon first = new FakeDaemon(board, 0, null);
    int port = first.port();
    Page page;
    try (first) {
      page = open(first);
      BROWSER.expect(DOWN);
    }
    assertThat(connection(page)).hasText("Reconnecting…");
    assertThat(rows(page)).hasCount(10);
    try (FakeDaemon second = new FakeDaemon(board, port, null)) {
      // What happened while the page was away is sent when it resumes.
      second.push(SampleBoard.change(board, added("meanwhile", SampleBoard.metrics(1))));
      button(page, "Try now").click();
      assertThat(connection(page)).hasText("Live");
      assertThat(row(page, "meanwhile")).isVisible();
      assertThat(page.locator(".count")).hasText("11 runs");
    }
  }

  @Test
  void aGapMakesThePageFetchTheRunsAgain() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(10), 0, null));
    Page page = open(daemon);
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
  void problemsAreListed() {
    List<Problem> problems =
        List.of(
            new Problem(
                Problem.Kind.RESULTS_UNREADABLE,
                "/data/<b>x</b>/paper_metrics_results.json",
                "The file ends in the middle; it is read again when it changes.",
                Instant.parse("2026-03-01T08:00:00Z")));
    Snapshot board = SampleBoard.with("e", 1, SampleBoard.of(5).runs(), problems);
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(daemon);
    button(page, "1 problem").click();
    Locator dialog =
        page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("1 problem"));
    assertThat(dialog).containsText("The file ends in the middle");
    assertThat(dialog.locator("code")).hasText("/data/<b>x</b>/paper_metrics_results.json");
    page.keyboard().press("Escape");
    assertThat(dialog).isHidden();
    assertThat(button(page, "1 problem")).isFocused();
  }

  @Test
  void anEmptyBoardSaysWhereRunsAreLookedFor() {
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, List.of(), List.of()), 0, null));
    Page page = open(daemon);
    assertThat(page.locator(".notice")).containsText("No runs yet");
    assertThat(page.locator(".notice li")).hasText("/data/checkpoints");
    daemon.push(SampleBoard.change(daemon.board(), added("first", SampleBoard.metrics(1))));
    assertThat(row(page, "first")).isVisible();
  }

  @Test
  void aSearchWithoutResultsSaysSoAndIsCleared() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    Page page = open(daemon);
    page.keyboard().press("/");
    page.keyboard().type("nothing like it");
    assertThat(page.locator(".count")).hasText("0 of 5 runs");
    assertThat(page.locator(".notice")).containsText("None of the runs has “nothing like it”");
    button(page, "Clear search").click();
    assertThat(rows(page)).hasCount(5);
  }

  @Test
  void theKeyboardReachesEveryRow() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = open(daemon);
    rows(page).first().locator("input").focus();
    page.keyboard().press("End");
    Locator last = page.locator("tr[aria-rowindex='301']");
    assertThat(last.locator("input")).isFocused();
    assertThat(last).isInViewport();
    page.keyboard().press("Space");
    assertThat(last.locator("input")).isChecked();
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("tr[aria-rowindex='300'] input")).isFocused();
    page.keyboard().press("Home");
    assertThat(page.locator("tr[aria-rowindex='2'] input")).isFocused();
    assertThat(page.locator("tr[aria-rowindex='2']")).isInViewport();
  }

  @Test
  void allShownAreSelectedAndCleared() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = open(daemon);
    page.getByLabel("Search runs").fill("ttt");
    Locator all = page.getByLabel("Select all runs shown");
    all.check();
    String shown = page.locator(".count b").innerText();
    assertThat(page.locator(".selection")).containsText(shown + " selected");
    page.getByLabel("Search runs").fill("");
    assertThat((Boolean) all.evaluate("box => box.indeterminate")).isTrue();
    button(page, "Clear selection").click();
    assertThat(page.locator(".selection")).hasCount(0);
    assertThat(page.locator("tbody.rows input:checked")).hasCount(0);
  }

  @Test
  void runsOfOneNameAreToldApartAndTheBaselineIsMarked() {
    Run one = SampleBoard.run("CP0100 - same", "first", 100, SampleBoard.metrics(1));
    Run two = SampleBoard.run("CP0100 - same", "second", 100, SampleBoard.metrics(2));
    Run baseline = SampleBoard.of(1).runs().get(0);
    Snapshot board = SampleBoard.with("e", 1, List.of(one, two, baseline), List.of());
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(daemon);
    assertThat(rows(page).nth(0)).containsText("first");
    assertThat(rows(page).nth(1)).containsText("second");
    assertThat(page.getByLabel("Select CP0100 - same, second")).isVisible();
    assertThat(rows(page).nth(2).locator(".badge")).hasText("baseline");
  }

  @Test
  void whatComesWhileNothingIsDrawnIsDrawnAtTheNextLook() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    Page page = BROWSER.page();
    List<String> frames = new ArrayList<>();
    page.onWebSocket(socket -> socket.onFrameReceived(frame -> frames.add(frame.text())));
    page.navigate(daemon.address());
    assertThat(connection(page)).hasText("Live");
    // A tab in the background is given no time to draw.
    page.evaluate(
        "window.held = []; window.requestAnimationFrame = (draw) => window.held.push(draw); null");
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
  void aThousandRunsAreDrawnSortedAndFilteredQuickly() {
    Snapshot board = SampleBoard.of(1000);
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(daemon);
    assertThat(rows(page).count()).isLessThan(60);
    assertThat(fastest(page, "document.querySelector('th:nth-of-type(3) button').click()"))
        .as("milliseconds to sort")
        .isLessThan(50);
    assertThat(
            fastest(
                page,
                "const s = document.querySelector('#search'); s.value = s.value ? '' : 'ttt_1';"
                    + " s.dispatchEvent(new InputEvent('input'))"))
        .as("milliseconds to filter")
        .isLessThan(50);
    assertThat(fastest(page, "document.querySelector('tbody.rows input').click()"))
        .as("milliseconds to draw one row")
        .isLessThan(50);
  }

  // From the event to the end of the frame that shows it; the best of five, for other programs run.
  private static double fastest(Page page, String action) {
    return IntStream.range(0, 5)
        .mapToDouble(
            i ->
                ((Number)
                        page.evaluate(
                            "() => new Promise(done => requestAnimationFrame(() => {"
                                + "const start = performance.now();"
                                + action
                                + "; requestAnimationFrame(() => { document.body.offsetHeight;"
                                + " done(performance.now() - start) }) }))"))
                    .doubleValue())
        .min()
        .orElseThrow();
  }
}
