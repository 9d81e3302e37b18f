package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The charts are what is seen first when they open, and the row that opened them stays. */
@Tag("browser")
class ChartFirstPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static Page page(int width, int height, String fragment) {
    Page page = BROWSER.page(new Browser.NewContextOptions().setViewportSize(width, height));
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(200), 0, null));
    page.navigate(daemon.address() + fragment);
    assertThat(rows(page).first()).isVisible();
    return page;
  }

  private static BoundingBox box(Locator locator) {
    return locator.boundingBox();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "context"})
  void theFirstChartIsNearTheTopAndWhole(String tab) {
    Page page = page(1280, 720, "#tab=" + tab);
    Charts charts = new Charts(page).select(0, 1, 2, 3, 4, 5, 6);
    Locator chart = page.locator("#charts .chart").first();
    assertThat(chart.locator("canvas")).hasCount(1);
    charts.settle();
    assertThat(page.locator(".legend li")).hasCount(8);
    BoundingBox box = box(chart);
    assertThat(box.y).isLessThanOrEqualTo(330);
    assertThat(box.y + box.height).isLessThanOrEqualTo(720);
  }

  @ParameterizedTest
  @CsvSource({"1280,720,0", "1280,720,2000", "1440,900,0", "1440,900,40"})
  void theRowThatOpensTheChartsStaysBelowThePointer(int width, int height, int top) {
    Page page = page(width, height, "");
    Charts charts = new Charts(page).select(0);
    page.locator(".scroller").evaluate("(e, top) => { e.scrollTop = top; }", top);
    charts.settle();
    Locator boxes = page.locator("tbody.rows input");
    String id =
        (String)
            page.evaluate(
                "() => document.elementFromPoint(100, innerHeight - 150).closest('tr').dataset.id");
    Locator row = page.locator("tbody.rows tr[data-id='" + id + "'] input");
    assertThat(boxes.count()).isPositive();
    double before = box(row).y;
    row.check();
    assertThat(charts.panel()).isVisible();
    charts.settle();
    assertThat(box(row).y).isCloseTo(before, within(1.0));
    page.keyboard().press("c");
    assertThat(charts.panel()).hasCount(0);
    charts.settle();
    assertThat(box(row).y).isCloseTo(before, within(1.0));
  }

  @Test
  void theBestFoldToOneLineEach() {
    Page page = page(1280, 720, "");
    Locator value = page.locator(".best li").first();
    double height = box(value).height;
    assertThat(value.locator(".whose")).isVisible();
    new Charts(page).select(0, 1).settle();
    assertThat(value.locator(".whose")).isHidden();
    assertThat(box(value).height).isLessThan(height * 0.6);
    assertThat(value.locator("button").first()).hasAttribute("title", Pattern.compile("CP"));
  }

  @Test
  void optionsAreBehindOneButtonAndStayOpen() {
    Page page = page(1280, 720, "");
    Charts charts = new Charts(page).select(0, 1);
    assertThat(page.locator("#charts .controls")).hasCount(0);
    Locator options = page.locator(".chart-options");
    assertThat(options).hasAttribute("aria-expanded", "false");
    options.click();
    assertThat(page.getByLabel("Auto-scale")).isVisible();
    charts.select(2).tab("Long context");
    assertThat(page.locator("#charts .controls")).isVisible();
    assertThat(options).hasAttribute("aria-expanded", "true");
    options.click();
    assertThat(page.locator("#charts .controls")).hasCount(0);
  }
}
