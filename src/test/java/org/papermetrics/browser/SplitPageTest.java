package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The edge between table and charts. */
@Tag("browser")
class SplitPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static FakeDaemon daemon() {
    return BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
  }

  private static Locator edge(Page page) {
    return page.getByRole(
        AriaRole.SEPARATOR, new Page.GetByRoleOptions().setName("Width of the charts"));
  }

  /** How wide the charts are, in percent of the page. */
  private static double share(Page page) {
    return 100 * page.locator("#charts").boundingBox().width / 1280;
  }

  @Test
  void itIsDraggedAndKeptInTheAddressAndOverChanges() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    Charts charts = new Charts(page).select(0, 3);
    charts.drawn("bars");
    double usual = share(page);
    BoundingBox from = edge(page).boundingBox();
    page.mouse().move(from.x, from.y + 200);
    page.mouse().down();
    page.mouse().move(700, from.y + 210);
    page.mouse().move(768, from.y + 210);
    page.mouse().up();
    page.mouse().move(300, 400);
    assertThat(edge(page)).hasAttribute("aria-valuenow", "40");
    assertThat(share(page)).isBetween(39.5, 40.5);
    assertThat(page).hasURL(Pattern.compile("split=40"));
    charts.settle();
    assertThat(page.locator(".bars canvas").boundingBox().width)
        .isLessThan(page.locator("#charts").boundingBox().width);

    daemon.push(
        SampleBoard.change(
            daemon.board(), SampleBoard.evaluatedAgain(daemon.board().runs().get(0), 5)));
    assertThat(page.locator(".pill.news")).isVisible();
    assertThat(share(page)).isBetween(39.5, 40.5);
    page.reload();
    assertThat(edge(page)).hasAttribute("aria-valuenow", "40");
    assertThat(share(page)).isBetween(39.5, 40.5);

    edge(page).dblclick();
    assertThat(page).not().hasURL(Pattern.compile("split="));
    assertThat(share(page)).isEqualTo(usual);
  }

  @Test
  void keysMoveItWithinLimits() {
    Page page = open(BROWSER, daemon());
    new Charts(page).select(0, 3);
    edge(page).focus();
    page.keyboard().press("End");
    assertThat(edge(page)).hasAttribute("aria-valuenow", "80");
    page.keyboard().press("ArrowLeft");
    assertThat(edge(page)).hasAttribute("aria-valuenow", "80");
    page.keyboard().press("ArrowRight");
    assertThat(edge(page)).hasAttribute("aria-valuenow", "78");
    page.keyboard().press("Home");
    assertThat(edge(page)).hasAttribute("aria-valuenow", "25");
    assertThat(share(page)).isBetween(24.5, 25.5);
    page.keyboard().press("Enter");
    assertThat(page).not().hasURL(Pattern.compile("split="));
    assertThat(edge(page)).isFocused();
  }

  @Test
  void wherePanelOrTableFillThePageThereIsNone() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    new Charts(page).select(0, 3);
    Parts.button(page, "Full width").click();
    assertThat(edge(page)).hasCount(0);
    Page phone = BROWSER.page(new Browser.NewContextOptions().setViewportSize(390, 844));
    phone.navigate(daemon.address() + "#panel=open&split=30");
    assertThat(phone.locator("#charts")).isVisible();
    assertThat(edge(phone)).hasCount(0);
    assertThat(phone.locator("#charts").boundingBox().width).isEqualTo(390);
  }
}
