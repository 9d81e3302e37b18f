package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a user chooses runs: filters, patterns, presets, and links that bring all of it back. */
@Tag("browser")
class FilterPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static FakeDaemon daemon() {
    return BROWSER.keep(new FakeDaemon(SampleBoard.of(61), 0, null));
  }

  private static Locator filters(Page page) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Filters"));
  }

  private static Locator group(Page page, String name) {
    return filters(page)
        .getByRole(AriaRole.GROUP, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void either(Page page, String name, String value) {
    group(page, name)
        .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(value))
        .check();
  }

  private static void tag(Page page, String name, String tag) {
    group(page, name)
        .getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(tag))
        .check();
  }

  private static Locator count(Page page) {
    return page.locator(".count");
  }

  @Test
  void filtersNarrowTheTableAndStandAsChips() {
    Page page = open(BROWSER, daemon());
    button(page, "Filters").click();
    either(page, "TTT", "Yes");
    assertThat(count(page)).hasText("20 of 61 runs");
    filters(page).getByLabel("Least steps").fill("8000");
    assertThat(count(page)).hasText("8 of 61 runs");
    filters(page).getByLabel("Most steps").fill("8000");
    assertThat(count(page)).hasText("4 of 61 runs");
    Locator chips = page.getByLabel("Active filters");
    assertThat(chips.locator(".chip"))
        .hasText(new String[] {"TTT enabled", "At least 8,000 steps", "At most 8,000 steps"});
    assertThat(page.locator(".best .whose").first()).containsText("CP8000 - ttt");
    button(page, "Remove filter At most 8,000 steps").click();
    assertThat(count(page)).hasText("8 of 61 runs");
    assertThat(filters(page).getByLabel("Most steps")).hasValue("");
    button(page, "Reset filters").click();
    assertThat(count(page)).hasText("61 runs");
    assertThat(chips).hasCount(0);
  }

  @Test
  void tagsThatAreChosenWithinOneFrameAllCount() {
    Page page = open(BROWSER, daemon());
    button(page, "Filters").click();
    assertThat(group(page, "Training type").locator("label")).hasCount(4);
    page.evaluate(
        "document.querySelectorAll('.filters .tags input').forEach((box, i) => i < 3 && box.click())");
    assertThat(page.locator(".chip")).hasText(new String[] {"baseline", "full", "lora"});
    assertThat(count(page)).hasText("41 of 61 runs");
  }

  @Test
  void everyTagIsOfferedWithWhatItWouldLeave() {
    Page page = open(BROWSER, daemon());
    button(page, "Filters").click();
    assertThat(group(page, "Training type").locator("label"))
        .hasText(new String[] {"baseline 1", "full 20", "lora 20", "ttt 20"});
    tag(page, "Training type", "full");
    tag(page, "Training type", "baseline");
    assertThat(count(page)).hasText("21 of 61 runs");
    assertThat(group(page, "Data source").locator("label")).hasText("librispeech 20");
    tag(page, "Data source", "librispeech");
    assertThat(count(page)).hasText("20 of 61 runs");
    assertThat(group(page, "TTT").locator("label")).hasText(new String[] {"All", "Yes 0", "No 20"});
  }

  @Test
  void liveChangesAreFilteredTooAndTheFiltersStay() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    button(page, "Filters").click();
    tag(page, "Training type", "lora");
    assertThat(count(page)).hasText("20 of 61 runs");
    daemon.push(SampleBoard.change(daemon.board(), added("live lora", SampleBoard.metrics(7))));
    assertThat(row(page, "live lora")).isVisible();
    assertThat(count(page)).hasText("21 of 62 runs");
    assertThat(group(page, "Training type").locator("label").nth(2)).hasText("lora 21");
    assertThat(filters(page)).isVisible();
  }

  @Test
  void theKeyboardOpensUsesAndClosesTheFilters() {
    Page page = open(BROWSER, daemon());
    button(page, "Filters").focus();
    page.keyboard().press("Enter");
    assertThat(filters(page)).isVisible();
    assertThat(filters(page).locator(":focus")).hasCount(1);
    assertThat(button(page, "Filters")).hasAttribute("aria-expanded", "true");
    filters(page).getByLabel("Least steps").focus();
    page.keyboard().type("x");
    assertThat(filters(page).getByLabel("Least steps")).hasAttribute("aria-invalid", "true");
    assertThat(count(page)).hasText("61 runs");
    page.keyboard().press("Escape");
    assertThat(filters(page)).isHidden();
    assertThat(button(page, "Filters")).isFocused();
  }

  @Test
  void resettingAlsoEmptiesWhatIsNoFilter() {
    Page page = open(BROWSER, daemon());
    button(page, "Filters").click();
    Locator least = filters(page).getByLabel("Least steps");
    Locator condition =
        page.getByLabel("Configuration", new Page.GetByLabelOptions().setExact(true));
    either(page, "TTT", "Yes");
    least.fill("x");
    condition.fill("no.such = 1");
    page.keyboard().press("Enter");
    assertThat(condition).hasAttribute("aria-invalid", "true");
    button(page, "Reset filters").click();
    assertThat(least).hasValue("");
    assertThat(least).hasAttribute("aria-invalid", "false");
    assertThat(condition).hasValue("");
    assertThat(condition).hasAttribute("aria-invalid", "false");
  }

  @Test
  void onAPhoneTheFiltersAreASheet() {
    FakeDaemon daemon = daemon();
    Page page = BROWSER.page(new Browser.NewContextOptions().setViewportSize(390, 844));
    page.navigate(daemon.address());
    button(page, "Filters").click();
    either(page, "TTT", "Yes");
    assertThat(filters(page)).isVisible();
    assertThat((Boolean) filters(page).evaluate("d => d.matches(':modal')")).isTrue();
    button(page, "Show 20 runs").click();
    assertThat(filters(page)).isHidden();
    assertThat(button(page, "Remove filter TTT enabled")).isVisible();
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
  }

  @Test
  void aPatternIsSearchedForAndErrorsAreSaidInWords() {
    Page page = open(BROWSER, daemon());
    button(page, "Regular expression").click();
    Locator search = page.getByLabel("Search runs");
    search.fill("^CP(2|4)000 - ttt");
    assertThat(count(page)).hasText("8 of 61 runs");
    search.fill("^CP(2|4)000 - ttt(");
    assertThat(page.locator("#search-error"))
        .hasText("This is no regular expression yet: unterminated group.");
    assertThat(search).hasAttribute("aria-invalid", "true");
    assertThat(count(page)).hasText("8 of 61 runs");
    button(page, "Regular expression").click();
    assertThat(page.locator("#search-error")).hasText("");
    assertThat(page.locator(".notice")).containsText("None of the runs has");
    button(page, "Regular expression").click();
    assertThat(page.locator(".notice"))
        .containsText(
            "This is no regular expression yet: unterminated group. The search before found no run.");
  }

  @Test
  void whereNothingPassesTheFiltersCanBeReset() {
    FakeDaemon daemon = daemon();
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#tags=no-such-tag&ttt=perhaps&min=x");
    assertThat(page.locator(".notice")).containsText("None of the runs passes all filters.");
    assertThat(page.locator(".chip")).hasText("no-such-tag");
    page.locator(".notice").getByText("Reset filters").click();
    assertThat(count(page)).hasText("61 runs");
  }

  @Test
  void aLinkReproducesTheView() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    button(page, "Filters").click();
    either(page, "LoRA", "Yes");
    page.getByLabel("Search runs").fill("lora_dialogue_0");
    button(page, "Avg %").click();
    assertThat(page.locator("th[aria-sort=descending]")).containsText("Avg");
    for (int place : new int[] {3, 1}) {
      rows(page).nth(place).locator("input").check();
    }
    assertThat(page.locator(".legend .who")).hasCount(3);
    List<String> names = rows(page).locator("th .own").allInnerTexts();
    List<String> compared = page.locator(".legend .who .text").allInnerTexts();
    assertThat(page).hasURL(Pattern.compile("sel=.*~|sel=.*%7E"));
    Page other = BROWSER.page();
    other.navigate(page.url());
    assertThat(count(other)).hasText(count(page).innerText());
    assertThat(rows(other).locator("th .own")).hasText(names.toArray(String[]::new));
    assertThat(other.locator("th[aria-sort=descending]")).containsText("Avg");
    assertThat(other.locator(".legend .who .text")).hasText(compared.toArray(String[]::new));
    assertThat(other.getByLabel("Search runs")).hasValue("lora_dialogue_0");
  }

  @Test
  void presetsAreKeptUsedAndDeleted() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    button(page, "Filters").click();
    assertThat(page.locator(".presets li")).hasCount(0);
    either(page, "TTT", "Yes");
    page.getByLabel("Search runs").fill("dialogue_1");
    assertThat(count(page)).hasText("10 of 61 runs");
    page.getByLabel("Name of a preset").fill("TTT <b>only</b>");
    page.keyboard().press("Enter");
    assertThat(button(page, "TTT <b>only</b>")).hasAttribute("aria-pressed", "true");
    Page next = page.context().newPage();
    next.navigate(daemon.address());
    assertThat(count(next)).hasText("61 runs");
    button(next, "Filters").click();
    button(next, "TTT <b>only</b>").click();
    assertThat(count(next)).hasText("10 of 61 runs");
    assertThat(next.getByLabel("Search runs")).hasValue("dialogue_1");
    button(next, "Delete preset TTT <b>only</b>").click();
    assertThat(next.locator(".presets li")).hasCount(0);
    assertThat(page.locator(".presets li")).hasCount(0);
  }
}
