package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.button;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of the charts on the page lie inside their drawings, and apart, at every size. */
@Tag("browser")
class DrawingPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static Page opened(int width, int height, String view, int runs) {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(30), 0, null));
    Page page = BROWSER.page(new Browser.NewContextOptions().setViewportSize(width, height));
    page.navigate(daemon.address() + "#panel=closed&" + view);
    int[] rows = new int[runs];
    for (int i = 0; i < runs; i++) {
      rows[i] = i;
    }
    new Charts(page).select(rows);
    button(page, "Compare " + runs + " runs").click();
    return page;
  }

  @ParameterizedTest
  @CsvSource({"1440,900", "1280,720", "1000,700", "390,844", "320,640"})
  void scores(int width, int height) {
    Page page = opened(width, height, "split=25", 3);
    Charts charts = new Charts(page);
    for (String values : new String[] {"Absolute values", "Difference (points)"}) {
      charts.choose("Values", values);
      for (boolean scaled : new boolean[] {true, false}) {
        new Charts(page).options();
        page.getByLabel("Auto-scale").setChecked(scaled);
        for (String key : new String[] {"bars", "radar"}) {
          charts.chart(key).scrollIntoViewIfNeeded();
          charts.settle();
          String where = key + ", " + values + (scaled ? ", scaled" : "");
          Texts.ofChart(page, key).areInside(where).areApart(where);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1440,900,linear", "390,844,log", "320,640,linear"})
  void curves(int width, int height, String scale) {
    Page page = opened(width, height, "split=25&tab=context&x=%1$s&y=%1$s".formatted(scale), 2);
    Charts charts = new Charts(page);
    charts.drawn("context");
    charts.settle();
    Texts.ofChart(page, "context").areInside("all").areApart("all");
    charts.chart("context").focus();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("+");
      assertThat(page).hasURL(Pattern.compile("zoom="));
      charts.settle();
      Texts.ofChart(page, "context").areInside("zoomed").areApart("zoomed");
    }
  }
}
