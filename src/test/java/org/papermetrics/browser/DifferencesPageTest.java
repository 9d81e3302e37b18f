package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;

/** Metrics of the table as differences from the reference. */
@Tag("browser")
class DifferencesPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String SWITCH = "Δ Differences from the reference";

  private static String scores(int sblimp, int swuggy) {
    return ("{\"sblimp_accuracy\":%s,\"sblimp_samples\":1000,"
            + "\"swuggy_accuracy\":%s,\"swuggy_samples\":2000}")
        .formatted(sblimp / 1000.0, swuggy / 2000.0);
  }

  /** A run far above the baseline, one near it, one below it, and one without values. */
  private static Snapshot board(boolean baseline) {
    List<Run> runs =
        new ArrayList<>(
            List.of(
                added("near", scores(505, 1210)),
                added("far", scores(650, 1500)),
                added("low", scores(400, 900)),
                added("empty", "{}")));
    Run base = added("base", scores(500, 1200));
    runs.add(baseline ? RunBuilder.of(base).step(0).tags("baseline").build() : base);
    return SampleBoard.with("e", 1, runs, List.of());
  }

  private static Page page(boolean baseline, String fragment) {
    Page page =
        BROWSER.page(
            new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    page.navigate(BROWSER.keep(new FakeDaemon(board(baseline), 0, null)).address() + fragment);
    assertThat(rows(page).first()).isVisible();
    return page;
  }

  /** The cell of sBLIMP. */
  private static Locator cell(Page page, String name) {
    return row(page, name).locator("td.number").nth(1);
  }

  @Test
  void aKeyShowsDifferencesWithTheirIntervalsAndTheValuesAgain() {
    Page page = page(true, "");
    assertThat(cell(page, "far").locator(".value")).hasText("65.0");
    page.keyboard().press("d");
    assertThat(button(page, SWITCH)).hasAttribute("aria-pressed", "true");
    assertThat(cell(page, "far")).hasText(Pattern.compile("▲\\+15\\.0, better\\s*±4\\.3"));
    assertThat(cell(page, "near").locator(".difference")).hasText("+0.5, undecided");
    assertThat(cell(page, "low").locator(".difference")).hasText("▼−10.0, worse");
    assertThat(cell(page, "base").locator(".value")).hasText("50.0");
    assertThat(cell(page, "empty")).hasClass(Pattern.compile("missing"));
    assertThat(cell(page, "far"))
        .hasAttribute("title", Pattern.compile("^65\\.0 % against 50\\.0 % of base\n"));
    assertThat(page.locator("thead [data-key=sblimp] .unit")).hasText("Δ points");
    assertThat(page).hasURL(Pattern.compile("values=points"));
    assertThat(page.locator("#charts")).hasCount(0);
    page.reload();
    assertThat(cell(page, "far").locator(".difference")).isVisible();
    button(page, SWITCH).click();
    assertThat(cell(page, "far").locator(".value")).hasText("65.0");
    assertThat(page).not().hasURL(Pattern.compile("values="));
  }

  @Test
  void onlyWhatIsDecidedHasAColour() {
    Page page = page(true, "#values=points");
    String good = colour(page, "--good");
    assertThat(cell(page, "far").locator(".difference")).hasCSS("color", good);
    assertThat(cell(page, "low").locator(".difference")).hasCSS("color", colour(page, "--bad"));
    assertThat(cell(page, "near").locator(".difference")).hasCSS("color", colour(page, "--quiet"));
    page.keyboard().press("i");
    assertThat(cell(page, "far")).hasText("▲+15.0, better");
    assertThat(cell(page, "far").locator(".difference")).hasCSS("color", good);
  }

  private static String colour(Page page, String token) {
    return (String)
        page.evaluate(
            "token => { const e = document.createElement('i'); document.body.append(e);"
                + " e.style.color = `var(${token})`; const c = getComputedStyle(e).color;"
                + " e.remove(); return c; }",
            token);
  }

  @Test
  void theReferenceStaysInSightAndAnotherOneChangesTheDifferences() {
    Page page = page(true, "#values=points&uncertainty=hidden");
    assertThat(page.locator("tbody.pinned tr")).containsText("base");
    row(page, "far").locator("input").focus();
    page.keyboard().press("b");
    assertThat(page.locator("tbody.pinned tr")).containsText("far");
    assertThat(cell(page, "far")).hasText("65.0");
    assertThat(cell(page, "base")).hasText("▼−15.0, worse");
  }

  @Test
  void theSwitchOfTheChartsIsTheSame() {
    Page page = page(true, "");
    Charts charts = new Charts(page).select(0, 1);
    page.keyboard().press("d");
    charts.options();
    assertThat(page.locator("input[value=points]")).isChecked();
    charts.choose("Values", "% difference (relative)");
    assertThat(page.locator("thead [data-key=sblimp] .unit")).hasText("Δ %");
    assertThat(cell(page, "far").locator(".difference")).containsText("+30.0");
  }

  @Test
  void theOrderIsThatOfTheDifferencesAndSoOfTheValues() {
    Page page = page(true, "#sort=-sblimp");
    List<String> before = rows(page).locator(".own").allInnerTexts();
    page.keyboard().press("d");
    assertThat(cell(page, "far").locator(".difference")).isVisible();
    assertThat(rows(page).locator(".own").allInnerTexts()).isEqualTo(before);
    assertThat(page.locator("th[aria-sort=descending]")).containsText("sBLIMP");
  }

  @Test
  void whatIsCopiedNamesTheReference() {
    Page page = page(true, "#values=points&sort=-sblimp");
    page.locator("#export").click();
    page.locator(".items").getByText("Copy").first().click();
    assertThat(page.locator(".items .outcome").first()).hasText("Copied.");
    String text = (String) page.evaluate("navigator.clipboard.readText()");
    assertThat(text).contains("sBLIMP, difference in points to base");
    assertThat(text.lines().skip(1).findFirst()).get().asString().startsWith("far\t20000\t15.0\t");
  }

  @Test
  void withoutAReferenceThereIsNoDifferenceAndASentenceSaysWhy() {
    Page page = page(false, "#values=points");
    assertThat(button(page, SWITCH)).hasAttribute("aria-disabled", "true");
    assertThat(button(page, SWITCH)).hasAttribute("aria-pressed", "false");
    assertThat(button(page, SWITCH))
        .hasAttribute("title", Pattern.compile("there is no baseline: press b on a run"));
    assertThat(cell(page, "far")).hasText("65.0");
    row(page, "base").locator("input").focus();
    page.keyboard().press("b");
    assertThat(button(page, SWITCH)).hasAttribute("aria-pressed", "true");
    assertThat(cell(page, "far").locator(".difference")).containsText("+15.0");
  }
}
