package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Colours and order of runs follow from the address, whatever was done before. */
@Tag("browser")
class OrderPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /**
   * The marks of the runs in the order in which they stand in the table, in the legend, and as bars
   * from left to right, which are read from the picture.
   */
  private static final String MARKS =
      """
      () => {
        const mark = (svg) => svg.getAttribute('class').replace('swatch ', '').trim();
        const marks = (selector) => [...document.querySelectorAll(selector)].map(mark).join(' ');
        const hues = Object.fromEntries([...document.querySelectorAll('.legend .swatch')]
          .map((svg) => [getComputedStyle(svg).color.match(/\\d+/g).join(), mark(svg)]));
        const canvas = document.querySelector('.bars canvas');
        const row = canvas.getContext('2d')
          .getImageData(0, Math.round(canvas.height * 0.75), Math.round(canvas.width * 0.25), 1).data;
        const bars = [];
        for (let i = 0; i < row.length; i += 4) {
          const hue = hues[row.slice(i, i + 3).join()];
          if (hue && bars.at(-1) !== hue) bars.push(hue);
        }
        return [marks('tbody.rows .swatch'), marks('.legend .swatch'), bars.join(' ')];
      }
      """;

  @SuppressWarnings("unchecked")
  private static List<String> marks(Page page) {
    new Charts(page).chart("bars");
    // Bars move to their places.
    page.waitForTimeout(400);
    return (List<String>) page.evaluate(MARKS);
  }

  private static List<String> names(Page page) {
    return page.locator(".legend li").allTextContents().stream()
        .map(name -> name.replaceAll("\\s+", " "))
        .toList();
  }

  @Test
  void theSameLinkGivesTheSameColoursAndOrderAfterAnyHistory() {
    BROWSER.expect("willReadFrequently");
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(12), 0, null));
    Page page = open(BROWSER, daemon);
    button(page, "Avg %").click();
    page.locator("tbody.rows input").nth(5).check();
    button(page, "Show charts").click();
    new Charts(page).options();
    page.getByLabel("Auto-scale").uncheck();
    Charts charts = new Charts(page);
    charts.choose("Values", "Difference (points)");
    charts.select(7, 2, 4, 8);
    charts.settle();
    page.locator("tbody.rows input").nth(7).uncheck();
    charts.settle();
    charts.choose("Values", "Absolute values");
    assertThat(page).hasURL(Pattern.compile("autoscale=no"));
    page.locator("tbody.rows input").nth(0).check();
    List<String> after = marks(page);
    List<String> names = names(page);
    assertThat(after.get(1)).as("the legend").startsWith("run-baseline ");
    assertThat(after.get(2)).as("the bars").isEqualTo(after.get(1));
    assertThat(after.get(1).split(" ")).hasSize(6).doesNotHaveDuplicates();
    String others = after.get(0).replaceFirst(" ?run-baseline", "").strip();
    assertThat("run-baseline " + others).as("the table").isEqualTo(after.get(1));

    page.waitForTimeout(400);
    Page other = BROWSER.page();
    other.navigate(page.url());
    assertThat(other.locator(".legend li")).hasCount(6);
    assertThat(marks(other)).isEqualTo(after);
    assertThat(names(other)).isEqualTo(names);

    button(page, "Avg %").click();
    List<String> turned = marks(page);
    assertThat(turned.get(2)).as("the bars").isEqualTo(turned.get(1)).isNotEqualTo(after.get(2));
    assertThat(turned.get(0)).as("the table").isNotEqualTo(after.get(0));
  }
}
