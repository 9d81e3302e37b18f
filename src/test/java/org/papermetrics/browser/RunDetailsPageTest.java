package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** One run with everything that is known of it, beside the table. */
@Tag("browser")
class RunDetailsPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private final Snapshot board = SampleBoard.of(12);
  private final FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));

  private static Locator details(Page page) {
    return page.locator("#details");
  }

  @Test
  void aClickOnARowShowsItAndASecondClosesIt() {
    Page page = open(BROWSER, daemon);
    String id = rows(page).nth(2).getAttribute("data-id");
    rows(page).nth(2).locator("td.number").first().click();
    assertThat(details(page)).containsText(id);
    assertThat(details(page).locator(".results")).containsText("sBLIMP");
    Locator first = details(page).locator(".results tbody tr").first();
    assertThat(first.locator("td").nth(1)).hasText(Pattern.compile("\\d+ of 1000"));
    assertThat(first.locator("td").nth(2)).hasText(Pattern.compile("\\d+ of 12"));
    assertThat(details(page).locator(".steps")).hasText("results of " + id);
    assertThat(page).hasURL(Pattern.compile("run=" + id));
    page.reload();
    assertThat(details(page)).containsText(id);
    rows(page).nth(2).locator("td.number").first().click();
    assertThat(details(page)).hasCount(0);
  }

  @Test
  void keysOpenItGoOnToTheNextAndCloseIt() {
    Page page = open(BROWSER, daemon);
    rows(page).nth(1).locator("input").focus();
    page.keyboard().press("Enter");
    assertThat(details(page)).containsText(rows(page).nth(1).getAttribute("data-id"));
    page.keyboard().press("j");
    assertThat(details(page)).containsText(rows(page).nth(2).getAttribute("data-id"));
    page.keyboard().press("Escape");
    assertThat(details(page)).hasCount(0);
    assertThat(rows(page).nth(2).locator("input")).isFocused();
    assertThat(page.locator(".selection")).hasCount(0);
  }

  @Test
  void everyEvaluationOfTheRunIsListedWithTheOneThatIsShown() {
    Page page = open(BROWSER, daemon);
    rows(page).nth(2).locator("td.number").first().click();
    Locator all = details(page).locator(".history tbody tr");
    assertThat(all).hasCount(2);
    assertThat(all.first()).containsText("2 h 1 min");
    assertThat(all.first()).containsText("failed");
    assertThat(all.first().locator("td").nth(1)).hasAttribute("title", "The last line of 4710.");
    assertThat(all.first()).not().containsText("results shown");
    assertThat(all.last()).containsText("complete, results shown");
    assertThat(all.last()).containsText("4711 on node07");
  }

  @Test
  void itFollowsItsRun() {
    Page page = open(BROWSER, daemon);
    rows(page).nth(1).locator("td.number").first().click();
    Run run = board.run(rows(page).nth(1).getAttribute("data-id")).orElseThrow();
    daemon.push(
        SampleBoard.change(
            daemon.board(),
            run.withBrokenFile(
                new Run.BrokenFile("/data/r.json", "It is cut off. Write it again."))));
    assertThat(details(page).locator(".warnings")).containsText("/data/r.json: It is cut off.");
    daemon.push(SampleBoard.removal(daemon.board(), daemon.board().run(run.id()).orElseThrow()));
    assertThat(details(page)).hasCount(0);
  }

  @Test
  void markingTextInARowDoesNotOpenIt() {
    Page page = open(BROWSER, daemon);
    BoundingBox name = rows(page).nth(1).locator("th.name .own").first().boundingBox();
    double y = name.y + name.height / 2;
    page.mouse().move(name.x + 2, y);
    page.mouse().down();
    page.mouse().move(name.x + 60, y, new Mouse.MoveOptions().setSteps(5));
    page.mouse().up();
    page.locator("tbody.rows input").nth(3).check();
    assertThat(page.locator(".selection")).containsText("1 selected");
    assertThat(details(page)).hasCount(0);
  }
}
