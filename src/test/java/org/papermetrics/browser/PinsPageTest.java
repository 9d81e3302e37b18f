package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.rows;
import static org.papermetrics.browser.Parts.stayLit;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;

/** Runs that the user has pinned. */
@Tag("browser")
class PinsPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static FakeDaemon daemon(int runs) {
    return BROWSER.keep(new FakeDaemon(SampleBoard.of(runs), 0, null));
  }

  private static String id(Page page, int row) {
    return rows(page).nth(row).getAttribute("data-id");
  }

  /** Pins the run of a row by the key. */
  private static String pin(Page page, int row) {
    String id = id(page, row);
    rows(page).nth(row).locator("input").focus();
    page.keyboard().press("p");
    return id;
  }

  private static Locator kept(Page page) {
    return page.locator("tbody.kept tr");
  }

  private static Locator of(Page page, String id) {
    return page.locator("tbody.rows tr[data-id='" + id + "']");
  }

  /** Where a row is; its cells stay in sight, not the row. */
  private static BoundingBox box(Locator row) {
    return row.locator("th").boundingBox();
  }

  private static void scroll(Page page, int top) {
    page.locator(".scroller").evaluate("(e, top) => { e.scrollTop = top; }", top);
    page.waitForFunction(
        "() => document.querySelector('tbody.above').getBoundingClientRect().height > 0");
  }

  @Test
  void aKeyPinsTheRunAndUnpinsIt() {
    Page page = open(BROWSER, daemon(60));
    String first = id(page, 0);
    String pinned = pin(page, 4);
    assertThat(kept(page)).hasCount(1);
    assertThat(rows(page).first()).hasAttribute("data-id", pinned);
    assertThat(rows(page).nth(1)).hasAttribute("data-id", first);
    assertThat(of(page, pinned)).hasCount(1);
    assertThat(of(page, pinned)).hasAttribute("aria-rowindex", "2");
    assertThat(of(page, pinned).locator(".pin"))
        .hasAttribute("title", "Pinned above all others (p)");
    assertThat(of(page, pinned).locator("input")).isFocused();
    assertThat(page.locator(".pin")).hasCount(1);

    page.keyboard().press("j");
    assertThat(rows(page).nth(1).locator("input")).isFocused();
    page.keyboard().press("ArrowUp");
    page.keyboard().press("x");
    assertThat(of(page, pinned).locator("input")).isChecked();
    page.keyboard().press("p");
    assertThat(kept(page)).hasCount(0);
    assertThat(rows(page).nth(4)).hasAttribute("data-id", pinned);
    assertThat(of(page, pinned).locator("input")).isFocused();
    assertThat(page.locator(".pin")).hasCount(0);
    assertThat(page).not().hasURL(Pattern.compile("pin="));
  }

  @Test
  void pinnedRunsAreInTheOrderOfTheSort() {
    Page page = open(BROWSER, daemon(60));
    String later = pin(page, 3);
    String earlier = pin(page, 20);
    assertThat(rows(page).nth(0)).hasAttribute("data-id", later);
    assertThat(rows(page).nth(1)).hasAttribute("data-id", earlier);
    button(page, "Step").click();
    assertThat(page.locator("th[aria-sort=ascending]")).containsText("Step");
    assertThat(rows(page).nth(0)).hasAttribute("data-id", earlier);
    assertThat(rows(page).nth(1)).hasAttribute("data-id", later);
    assertThat(kept(page)).hasCount(2);
  }

  @Test
  void pinnedRowsStayInSightWhileAmongTwoThousandFewAreDrawn() {
    Page page = open(BROWSER, daemon(2_000));
    String one = pin(page, 2);
    String two = pin(page, 9);
    double top = box(of(page, one)).y;
    double below = box(of(page, two)).y;
    assertThat(below).isGreaterThan(top);
    scroll(page, 30_000);
    assertThat(box(of(page, one)).y).isEqualTo(top);
    assertThat(box(of(page, two)).y).isEqualTo(below);
    // Not below another row either.
    String hit =
        (String)
            of(page, two)
                .locator("td.number")
                .first()
                .evaluate(
                    "cell => { const { x, y, width, height } = cell.getBoundingClientRect();"
                        + " return document.elementFromPoint(x + width / 2, y + height / 2)"
                        + ".closest('tr').dataset.id; }");
    assertThat(hit).isEqualTo(two);
    assertThat(rows(page).count()).isLessThan(70);
    assertThat(page.locator(".scroller table")).hasAttribute("aria-rowcount", "2001");

    // The row that the keyboard comes to is not behind those that are pinned.
    int from = Integer.parseInt(rows(page).nth(16).getAttribute("aria-rowindex"));
    rows(page).nth(16).locator("input").focus();
    for (int i = 0; i < 25; i++) {
      page.keyboard().press("k");
    }
    Locator at = page.locator("tr[aria-rowindex='" + (from - 25) + "']");
    assertThat(at.locator("input")).isFocused();
    assertThat(box(at).y).isGreaterThanOrEqualTo(below + box(of(page, two)).height - 1);
    page.keyboard().press("End");
    assertThat(page.locator("tr[aria-rowindex='2001'] input")).isFocused();
    assertThat(page.locator("tr[aria-rowindex='2001']")).isInViewport();
    page.keyboard().press("g");
    assertThat(of(page, one).locator("input")).isFocused();
    assertThat((Number) page.locator(".scroller").evaluate("e => e.scrollTop")).isEqualTo(0);
  }

  @Test
  void aReferenceThatIsPinnedIsThereOnce() {
    Page page = open(BROWSER, daemon(60));
    page.setViewportSize(1440, 900);
    String reference = page.locator("tbody.pinned tr").getAttribute("data-id");
    page.keyboard().press("j");
    page.keyboard().press("End");
    of(page, reference).locator("input").focus();
    page.keyboard().press("p");
    assertThat(kept(page)).hasAttribute("data-id", reference);
    assertThat(page.locator("tbody.pinned tr")).hasCount(0);
    assertThat(page.locator("tr[data-id='" + reference + "']")).hasCount(1);
    page.keyboard().press("p");
    assertThat(page.locator("tbody.pinned tr")).hasAttribute("data-id", reference);

    // The least height of a browser on a small laptop; rows that scroll are worth more on less.
    page.setViewportSize(1366, 600);
    assertThat(page.locator("tbody.pinned tr")).isVisible();
    page.setViewportSize(1366, 500);
    assertThat(page.locator("tbody.pinned tr")).isHidden();
  }

  @Test
  void moreThanAThirdOfTheTableScrollsWithTheRest() {
    Page page = open(BROWSER, daemon(200));
    for (int i = 0; i < 9; i++) {
      pin(page, 10 + i);
    }
    page.keyboard().press("g");
    assertThat(page.locator(".pin")).hasCount(9);
    assertThat(kept(page)).hasCount(0);
    assertThat(rows(page).nth(8).locator(".pin")).hasCount(1);
    page.setViewportSize(1440, 1800);
    assertThat(kept(page)).hasCount(9);
  }

  @Test
  void whatIsAtTheTopStaysThereWhenARunIsPinned() {
    Page page = open(BROWSER, daemon(500));
    scroll(page, 5_000);
    String seen = id(page, 20);
    rows(page).nth(18).locator("input").focus();
    double before = box(of(page, seen)).y;
    page.keyboard().press("p");
    assertThat(kept(page)).hasCount(1);
    double height = box(kept(page).first()).height;
    assertThat(box(of(page, seen)).y - before).isBetween(-1.0, height + 1);
    assertThat(kept(page).locator("input")).isFocused();
  }

  @Test
  void aSearchLeavesPinnedRunsOutAndBringsThemBack() {
    Page page = open(BROWSER, daemon(60));
    String pinned = pin(page, 4);
    page.getByLabel("Search runs").fill("baseline");
    assertThat(page.locator(".count b")).hasText("1");
    assertThat(of(page, pinned)).hasCount(0);
    assertThat(page).hasURL(Pattern.compile("pin=" + pinned));
    page.getByLabel("Search runs").fill("");
    assertThat(rows(page).first()).hasAttribute("data-id", pinned);
  }

  @Test
  void theAddressKeepsPinsThroughReloadsUpdatesAndRemovals() {
    FakeDaemon daemon = daemon(60);
    Page page = open(BROWSER, daemon);
    String pinned = pin(page, 4);
    String second = pin(page, 9);
    assertThat(page).hasURL(Pattern.compile("pin=" + pinned + "(~|%7E)" + second));
    page.reload();
    assertThat(kept(page)).hasCount(2);

    Run run = run(daemon, pinned);
    String cell = kept(page).first().innerText();
    stayLit(page);
    daemon.push(SampleBoard.change(daemon.board(), SampleBoard.evaluatedAgain(run, 77)));
    assertThat(kept(page).first()).hasClass(Pattern.compile("fresh-"));
    assertThat(kept(page).first()).hasAttribute("data-id", pinned);
    assertThat(kept(page).first().innerText()).isNotEqualTo(cell);

    daemon.push(SampleBoard.removal(daemon.board(), run(daemon, pinned)));
    assertThat(kept(page)).hasCount(1);
    assertThat(page).hasURL(Pattern.compile("pin=" + pinned));
    daemon.push(SampleBoard.change(daemon.board(), run));
    assertThat(kept(page)).hasCount(2);
    daemon.push(SampleBoard.removal(daemon.board(), run(daemon, pinned)));
    assertThat(kept(page)).hasCount(1);
    pin(page, 5);
    assertThat(page).not().hasURL(Pattern.compile(pinned));
  }

  private static Run run(FakeDaemon daemon, String id) {
    return daemon.board().runs().stream()
        .filter(run -> run.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDetailsPinTheRunThatTheyShow() {
    Page page = open(BROWSER, daemon(60));
    String id = id(page, 6);
    rows(page).nth(6).locator("td.number").first().click();
    Locator details = page.locator("#details");
    Locator pin = details.getByText("Pin", new Locator.GetByTextOptions().setExact(true));
    assertThat(pin).hasAttribute("aria-pressed", "false");
    pin.click();
    Locator pinned = details.getByText("Pinned", new Locator.GetByTextOptions().setExact(true));
    assertThat(pinned).hasAttribute("aria-pressed", "true");
    assertThat(kept(page)).hasAttribute("data-id", id);
    page.keyboard().press("p");
    assertThat(pin).hasAttribute("aria-pressed", "false");
    assertThat(kept(page)).hasCount(0);
  }

  @Test
  void pinsChangeNoRankAndNoBest() {
    Page page = open(BROWSER, daemon(60));
    Locator best = page.locator(".best");
    List<String> before = List.of(best.innerText());
    rows(page).nth(6).locator("td.number").first().click();
    Locator results = page.locator("#details .results");
    String ranks = results.innerText();
    page.keyboard().press("p");
    assertThat(kept(page)).hasCount(1);
    assertThat(results).hasText(Pattern.compile(".*"));
    assertThat(results.innerText()).isEqualTo(ranks);
    assertThat(List.of(best.innerText())).isEqualTo(before);
  }
}
