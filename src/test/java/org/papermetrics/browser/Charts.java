package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/** The charts of a page, as tests look for them. */
record Charts(Page page) {

  /** Selects rows, by their place from 0. */
  Charts select(int... rows) {
    for (int row : rows) {
      page.locator("tbody.rows input").nth(row).check();
    }
    return this;
  }

  /** The panel. */
  Locator panel() {
    return page.locator("#charts");
  }

  /** Opens a tab of the panel. */
  Charts tab(String name) {
    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name)).click();
    return this;
  }

  /** Opens what chooses how the charts are, where it is closed. */
  Charts options() {
    Locator button = panel().locator(".chart-options");
    if (button.getAttribute("aria-expanded").equals("false")) {
      button.click();
    }
    return this;
  }

  /** Chooses one of a few options. */
  Charts choose(String group, String option) {
    options();
    page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(group).setExact(true))
        .getByLabel(option, new Locator.GetByLabelOptions().setExact(true))
        .check();
    return this;
  }

  /** A chart that has been drawn: {@code bars}, {@code radar} or {@code context}. */
  Locator chart(String key) {
    Locator chart = page.locator("." + key + " .chart");
    assertThat(chart.locator("canvas")).hasCount(1);
    return chart;
  }

  /** Waits until what was changed is drawn: state, sizes, and what follows from them. */
  void settle() {
    page.evaluate(
        "async () => { for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame) }");
  }

  /** How often a chart was drawn. */
  int drawn(String key) {
    return Integer.parseInt(chart(key).getAttribute("data-drawn"));
  }

  /** What a chart says of its place with this number, reached by keys. */
  Locator tip(String key, int place) {
    chart(key).focus();
    page.keyboard().press("Home");
    for (int i = 0; i < place; i++) {
      page.keyboard().press("ArrowRight");
    }
    return page.locator("." + key + " .tip");
  }

  /** The cells of a chart that is shown as a table, row by row. */
  List<String> sheet(String key) {
    Locator rows = page.locator("." + key + " .sheet-table tr");
    // The page is drawn with the next frame.
    rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Shows a chart as a table, or again as a drawing. */
  Charts asTable(String key) {
    within(key, "As table").click();
    return this;
  }

  /** A file of a chart: {@code PNG}, {@code SVG} or {@code CSV}. */
  Download save(String key, String type) {
    return page.waitForDownload(saving(key, type)::click);
  }

  /** What saves a chart, in its menu, which is opened. */
  Locator saving(String key, String type) {
    Locator menu = page.locator("." + key + " details.menu");
    if (menu.getAttribute("open") == null) {
      menu.locator("summary").click();
    }
    return menu.getByRole(AriaRole.BUTTON)
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + type + "(?!,)")));
  }

  /** A button of a chart. */
  Locator within(String key, String name) {
    return page.locator("." + key)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
