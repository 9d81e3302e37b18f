package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;

/** Keys for everything that is done often, and the theme. */
@Tag("browser")
class KeysPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /** Of ten stops before the first row, evaluations under way take one more than there are here. */
  private static final int OF_EVALUATIONS_TOO = 10;

  private static final String CONTROLS =
      "bar => [...bar.querySelectorAll('a[href], button, summary, select, input[type=checkbox]')]"
          + ".filter(one => one.checkVisibility() && !one.closest('.items'))";

  private Page page;

  @BeforeEach
  void show() {
    page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(60), 0, null)));
  }

  private void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  private Locator box(int row) {
    return rows(page).nth(row).locator("input");
  }

  @Test
  void keysMoveThroughTheTableAndSelect() {
    press("j");
    assertThat(box(0)).isFocused();
    press("j", "ArrowDown");
    assertThat(box(2)).isFocused();
    press("k", "x");
    assertThat(box(1)).isChecked();
    press("x");
    assertThat(box(1)).not().isChecked();
    press("Space");
    assertThat(box(1)).isChecked();
    press("End", "g");
    assertThat(box(0)).isFocused();
  }

  @Test
  void theSearchFieldLeadsToTheFirstRunAndIsEmptiedByEscape() {
    press("/");
    page.keyboard().type("ttt");
    press("ArrowDown");
    assertThat(box(0)).isFocused();
    press("/", "Enter");
    assertThat(box(0)).isFocused();
    press("/", "Escape");
    assertThat(page.getByLabel("Search runs")).hasValue("");
    assertThat(page.getByLabel("Search runs")).isFocused();
    press("Escape");
    assertThat(page.getByLabel("Search runs")).not().isFocused();
  }

  @Test
  void escapeEmptiesTheSearchFieldAlsoBeforeWhatWasTypedIsDrawn() {
    page.evaluate(
        """
        () => {
          const field = document.querySelector('#search');
          field.focus();
          field.value = 'ttt';
          field.dispatchEvent(new InputEvent('input', {bubbles: true}));
          field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
        }
        """);
    assertThat(page.getByLabel("Search runs")).hasValue("");
    assertThat(page.locator(".count")).hasText("60 runs");
  }

  @Test
  void theFirstTabLeadsPastAllThatIsAboveTheRows() {
    press("Tab");
    Locator skip = page.getByText("Skip to the runs");
    assertThat(skip).isFocused();
    assertThat(skip).isInViewport();
    press("Enter");
    assertThat(box(0)).isFocused();
    page.getByText("Trends", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(skip).hasCount(0);
  }

  /** Presses Tab until the first row has the focus; what had it on the way, in words. */
  private List<String> stopsBeforeTheRows() {
    List<String> stops = new ArrayList<>();
    while (stops.size() < 40
        && !(boolean) box(0).evaluate("box => box === document.activeElement")) {
      press("Tab");
      stops.add((String) page.evaluate("document.activeElement.outerHTML.slice(0, 90)"));
    }
    return stops;
  }

  @Test
  void atMostTenStopsOfTheTabKeyLeadToTheFirstRow() {
    assertThat(page.locator(".claims")).isVisible();
    List<String> stops = stopsBeforeTheRows();
    assertThat(stops).as(String.join("\n", stops)).hasSizeLessThan(OF_EVALUATIONS_TOO);
  }

  @Test
  void withoutABaselineTheyAreNotMore() {
    List<Run> runs =
        List.of(
            SampleBoard.run("a", "exp a", 20, SampleBoard.metrics(1)),
            SampleBoard.run("b", "exp b", 10, SampleBoard.metrics(2)));
    page =
        open(
            BROWSER,
            BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null)));
    assertThat(page.locator(".claims")).hasCount(0);
    List<String> stops = stopsBeforeTheRows();
    assertThat(stops).as(String.join("\n", stops)).hasSizeLessThan(OF_EVALUATIONS_TOO);
  }

  @Test
  void inABarArrowsReachAllControls() {
    List<Locator> bars = page.locator("[role=toolbar], .scroller thead").all();
    assertThat(bars).hasSize(6);
    for (Locator bar : bars) {
      int count = (int) bar.evaluate(CONTROLS + ".length");
      assertThat((int) bar.evaluate(CONTROLS + ".filter(one => one.tabIndex === 0).length"))
          .isEqualTo(1);
      bar.evaluate(CONTROLS + ".find(one => one.tabIndex === 0).focus()");
      Set<Object> reached = new HashSet<>();
      for (int i = 0; i < count; i++) {
        press("ArrowRight");
        reached.add(bar.evaluate(CONTROLS + ".indexOf(document.activeElement)"));
        assertThat((int) bar.evaluate(CONTROLS + ".filter(one => one.tabIndex === 0).length"))
            .isEqualTo(1);
      }
      assertThat(reached).hasSize(count).doesNotContain(-1);
      press("End", "Home", "ArrowLeft");
      assertThat(bar.evaluate(CONTROLS + ".indexOf(document.activeElement)")).isEqualTo(count - 1);
    }
  }

  @Test
  void aBarKeepsItsStopAndTheFocusWhenTheBoardChanges() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    page = open(BROWSER, daemon);
    Locator charts = page.locator("#charts-button");
    charts.focus();
    daemon.push(
        SampleBoard.change(
            daemon.board(), SampleBoard.run("new", "new", 30_000, SampleBoard.metrics(1))));
    assertThat(page.locator(".count")).hasText("6 runs");
    assertThat(charts).isFocused();
    press("Shift+Tab");
    assertThat(page.getByLabel("Search runs")).isFocused();
    press("Tab");
    assertThat(charts).isFocused();
    Locator sort = page.locator("th[data-key=sblimp] button");
    sort.focus();
    press("Enter");
    assertThat(page.locator("th[data-key=sblimp]")).hasAttribute("aria-sort", "descending");
    assertThat(sort).isFocused();
    page.locator("#export").focus();
    press("Enter", "Tab");
    assertThat(page.locator(".menu .items :focus")).hasCount(1);
  }

  @Test
  void bracketsTurnTheTabsOfTheCharts() {
    press("]");
    assertThat(page.locator("#charts")).hasCount(0);
    press("c");
    assertThat(page.locator("#charts")).isVisible();
    press("]");
    assertThat(page.locator("#tab-context")).hasAttribute("aria-selected", "true");
    press("[", "[");
    assertThat(page.locator("#tab-config")).hasAttribute("aria-selected", "true");
  }

  @Test
  void keysDoNothingWhileSomebodyTypes() {
    press("/");
    assertThat(page.getByLabel("Search runs")).isFocused();
    page.keyboard().type("jcxt?gu/");
    assertThat(page.getByLabel("Search runs")).hasValue("jcxt?gu/");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(page.locator("#charts")).hasCount(0);
    assertThat(page.locator("html[data-theme]")).hasCount(0);
  }

  @Test
  void aRunThatIsNotShownIsNotSelected() {
    press("j", "/");
    page.keyboard().type("baseline");
    assertThat(rows(page)).hasCount(1);
    page.evaluate("document.activeElement.blur()");
    press("x");
    press("j", "x");
    assertThat(page.getByText("1 selected")).isVisible();
    assertThat(box(0)).isChecked();
  }

  @Test
  void escapeDoesNotKeepThePanelFromOpeningByItself() {
    press("Escape", "j", "x", "j", "x");
    assertThat(page.locator("#charts")).isVisible();
  }

  @Test
  void theChartsOpenAndClose() {
    press("c");
    assertThat(page.locator("#charts")).isVisible();
    press("Escape");
    assertThat(page.locator("#charts")).hasCount(0);
  }

  @Test
  void partsThatAreOnThePageArePressed() {
    page.evaluate(
        "['filters-button', 'export'].forEach(id => { if (!document.getElementById(id)) {"
            + " const b = document.createElement('button'); b.id = id; document.body.append(b); }"
            + " document.getElementById(id).addEventListener('click', () => {"
            + " document.body.dataset.pressed = id; }); })");
    press("f");
    assertThat(page.locator("body")).hasAttribute("data-pressed", "filters-button");
    press("Escape");
    page.evaluate("document.activeElement.blur()");
    press("e");
    assertThat(page.locator("body")).hasAttribute("data-pressed", "export");
  }

  @Test
  void escapeClosesWhatWasOpenedAndIsNotDrawnYet() {
    for (String key : List.of("f", "?")) {
      Object drawn =
          page.evaluate(
              "async key => { for (const each of [key, 'Escape']) { document.body.dispatchEvent("
                  + "new KeyboardEvent('keydown', {key: each, bubbles: true, cancelable: true})); }"
                  + " await new Promise(requestAnimationFrame);"
                  + " await new Promise(requestAnimationFrame);"
                  + " return document.querySelectorAll('dialog[open]').length; }",
              key);
      assertThat(drawn).as(key).isEqualTo(0);
    }
  }

  @Test
  void theSheetListsTheKeysAndGivesTheFocusBack() {
    press("j", "?");
    Locator sheet = page.getByRole(AriaRole.DIALOG);
    assertThat(sheet.getByRole(AriaRole.HEADING)).hasText("Keyboard");
    assertThat(sheet.getByRole(AriaRole.ROW)).hasCount(23);
    assertThat(sheet).containsText("What changed since your last visit");
    press("j", "c");
    assertThat(page.locator("#charts")).hasCount(0);
    press("Escape");
    assertThat(sheet).hasCount(0);
    assertThat(box(0)).isFocused();
  }

  @Test
  void theThemeIsSwitchedAndKept() {
    Locator html = page.locator("html");
    Locator body = page.locator("body");
    assertThat(body).hasCSS("background-color", "rgb(244, 245, 247)");
    press("t", "t");
    assertThat(html).hasAttribute("data-theme", "dark");
    assertThat(body).hasCSS("background-color", "rgb(20, 22, 26)");
    page.reload();
    assertThat(body).hasCSS("background-color", "rgb(20, 22, 26)");
    page.getByLabel("Theme: Dark").click();
    assertThat(page.getByLabel("Theme: Auto")).isFocused();
    assertThat(page.locator("html[data-theme]")).hasCount(0);
  }

  @Test
  void withoutAChoiceTheThemeIsThatOfTheSystem() {
    Page dark = BROWSER.page(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
    dark.navigate(page.url());
    assertThat(dark.locator("body")).hasCSS("background-color", "rgb(20, 22, 26)");
    dark.keyboard().press("t");
    assertThat(dark.locator("body")).hasCSS("background-color", "rgb(244, 245, 247)");
  }
}
