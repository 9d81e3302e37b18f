package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys for everything that is done often, and the theme. */
@Tag("browser")
class KeysPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

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
