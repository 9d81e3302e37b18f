package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;

/** What changed since the user looked. */
@Tag("browser")
class NewsPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String FIRST = "{\"sblimp_accuracy\":0.612,\"sblimp_samples\":1000}";
  private static final String SECOND = "{\"sblimp_accuracy\":0.634,\"sblimp_samples\":1000}";

  private static void push(FakeDaemon daemon, Run run) {
    daemon.push(SampleBoard.change(daemon.board(), run));
  }

  /** Hides the tab, or shows it again. */
  private static void hide(Page page, boolean hidden) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden);
  }

  private static Locator sheet(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  private static Locator entries(Page page) {
    return sheet(page).locator("ol.news > li");
  }

  @Test
  void oneClickTellsWhatCameChangedAndWent() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(10), 0, null));
    push(daemon, added("changing", FIRST));
    Page page = open(BROWSER, daemon);
    assertThat(page.locator(".pill.news")).hasCount(0);

    push(daemon, added("changing", SECOND));
    push(daemon, added("newcomer", SampleBoard.metrics(1)));
    Run gone = daemon.board().runs().get(3);
    daemon.push(SampleBoard.removal(daemon.board(), gone));

    assertThat(page.locator("p.spoken[role=status]").first()).hasText(gone.name() + " removed.");
    page.locator(".pill.news").click();
    assertThat(page.locator(".pill.news")).containsText("1 new, 1 changed, 1 gone");
    assertThat(entries(page)).hasCount(3);
    assertThat(entries(page).nth(0)).containsText("removed");
    assertThat(entries(page).nth(0)).containsText(gone.name());
    assertThat(entries(page).nth(1)).containsText("newcomer");
    assertThat(entries(page).nth(2).locator(".what li").first()).hasText("sBLIMP 61.2 →now 63.4");

    button(page, "Mark as seen").click();
    assertThat(sheet(page)).hasCount(0);
    assertThat(page.locator(".pill.news")).hasCount(0);
    assertThat(page).hasTitle("Paper Metrics");
    page.keyboard().press("u");
    assertThat(sheet(page)).containsText("No runs were added, changed or removed");
  }

  @Test
  void aClickGoesToTheRunAlsoWhenASearchLeavesItOut() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = open(BROWSER, daemon);
    Run far = daemon.board().runs().get(250);
    push(daemon, SampleBoard.renamed(far, "far away"));
    page.getByLabel("Search runs").fill("nothing like it");
    assertThat(rows(page)).hasCount(0);

    page.locator(".pill.news").click();
    entries(page).first().getByRole(AriaRole.BUTTON).click();

    assertThat(sheet(page)).hasCount(0);
    assertThat(row(page, "far away")).isVisible();
    assertThat(row(page, "far away").locator("input")).isFocused();
    assertThat(page.getByLabel("Search runs")).hasValue("");
  }

  @Test
  void theTitleCountsWhatNobodyHasSeen() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = open(BROWSER, daemon);
    assertThat(page).hasTitle("Paper Metrics");
    hide(page, true);
    push(daemon, SampleBoard.renamed(daemon.board().runs().get(250), "out of view"));
    push(daemon, SampleBoard.renamed(daemon.board().runs().get(1), "in view"));
    daemon.push(SampleBoard.removal(daemon.board(), daemon.board().runs().get(5)));
    assertThat(page).hasTitle("(3) Paper Metrics");

    hide(page, false);
    // What is in view lights up, and is seen then; the rest stays unseen until it is scrolled to.
    assertThat(page).hasTitle("(1) Paper Metrics");
    assertThat(page.locator(".pill.news")).containsText("2 changed, 1 gone");
    hide(page, true);
    hide(page, false);
    assertThat(page.locator(".pill.news")).hasText("Since your last visit: 1 changed");
    assertThat(page).hasTitle("(1) Paper Metrics");
  }

  @Test
  void newsDoNotMoveTheTable() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(30), 0, null));
    for (int width : new int[] {1280, 390}) {
      Page page = open(BROWSER, daemon);
      page.setViewportSize(width, 800);
      double before = page.locator("thead").boundingBox().y;
      push(daemon, added("newcomer " + width, SampleBoard.metrics(1)));
      assertThat(page.locator(".pill.news")).isVisible();
      org.assertj.core.api.Assertions.assertThat(page.locator("thead").boundingBox().y)
          .isEqualTo(before);
    }
  }
}
