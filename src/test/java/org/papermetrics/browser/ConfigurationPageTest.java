package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys of the training configuration as columns and as filters. */
@Tag("browser")
class ConfigurationPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static FakeDaemon daemon() {
    return BROWSER.keep(new FakeDaemon(SampleBoard.of(11), 0, null));
  }

  private static Locator sheet(Page page) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Columns"));
  }

  private static Locator box(Page page, String column) {
    return sheet(page)
        .getByRole(
            AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(column).setExact(true));
  }

  private static Locator head(Page page, String path) {
    return page.locator("thead th[data-key='config." + path + "']");
  }

  private static Locator cells(Page page, int column) {
    return page.locator("tbody.rows tr > :nth-child(" + column + ")");
  }

  @Test
  void aKeyOfTheConfigurationIsAColumnThatSortsAndLastsOverUpdatesAndReloads() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    button(page, "Columns").click();
    Locator varying = sheet(page).getByLabel("Configuration", exactly());
    assertThat(varying.locator("li").first()).hasText("lora.enable");
    assertThat(varying.locator("li")).hasCount(2);
    box(page, "ttt.enable").check();
    sheet(page).getByText("Configuration that does not vary").click();
    box(page, "optim.lr").check();
    page.keyboard().press("Escape");
    head(page, "optim.lr").locator("button").click();
    assertThat(head(page, "optim.lr")).hasAttribute("aria-sort", "ascending");
    int lr = 1 + page.locator("thead th").count();
    assertThat(cells(page, lr).first()).hasText("5e-5");
    Locator baseline = rows(page).last().locator("td").last();
    assertThat(baseline).hasText("–missing: optim.lr is not in its training configuration");
    assertThat(baseline).hasAttribute("title", "optim.lr is not in its training configuration");

    daemon.push(SampleBoard.change(daemon.board(), added("live", SampleBoard.metrics(7))));
    assertThat(row(page, "live").locator("td").last())
        .hasText("–missing: optim.lr is not in its training configuration");
    assertThat(head(page, "optim.lr")).hasAttribute("aria-sort", "ascending");
    assertThat(page).hasURL(Pattern.compile("cols=.*config\\.ttt\\.enable%7Econfig\\.optim\\.lr"));
    assertThat(page).hasURL(Pattern.compile("sort=config\\.optim\\.lr"));
    page.reload();
    assertThat(head(page, "optim.lr")).hasAttribute("aria-sort", "ascending");
    assertThat(cells(page, lr - 1).first()).hasText(Pattern.compile("true|false"));
  }

  @Test
  void keysThatDoNotVaryAreFoldedAndAreFound() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    button(page, "Columns").click();
    Locator folded = sheet(page).locator("details");
    assertThat(folded.locator("summary")).hasText("Configuration that does not vary 9");
    assertThat(box(page, "optim.lr")).isHidden();
    folded.locator("summary").click();
    assertThat(box(page, "optim.lr")).isVisible();
    daemon.push(
        SampleBoard.change(
            daemon.board(),
            SampleBoard.configured(
                added("live", SampleBoard.metrics(7)), "{\"optim\":{\"lr\":1e-5}}")));
    assertThat(folded.locator("summary")).hasText("Configuration that does not vary 8");
    assertThat(sheet(page).getByLabel("Configuration", exactly())).containsText("optim.lr");
    assertThat(box(page, "lora.rank")).isVisible();
    sheet(page).getByLabel("Find a column").fill("weight_dec");
    assertThat(box(page, "optim.lr")).hasCount(0);
    box(page, "optim.weight_decay").check();
    assertThat(box(page, "optim.weight_decay")).isFocused();
    page.keyboard().press("Escape");
    assertThat(head(page, "optim.weight_decay")).isVisible();
  }

  @Test
  void aBoundOnTheConfigurationFiltersAllPlacesAndLastsOverUpdatesAndReloads() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    button(page, "Filters").click();
    Locator field = page.getByLabel("Configuration", new Page.GetByLabelOptions().setExact(true));
    field.fill("ttt.enabel = true");
    page.keyboard().press("Enter");
    assertThat(page.locator("#where-error"))
        .hasText("No run has ttt.enabel in its training configuration. Did you mean ttt.enable?");
    assertThat(field).hasAttribute("aria-invalid", "true");
    assertThat(field).isFocused();
    assertThat(page.locator(".count")).hasText("11 runs");
    field.fill("ttt.enable = true");
    assertThat(page.locator("#where-error")).hasText("");
    page.keyboard().press("Enter");
    assertThat(field).hasValue("");
    assertThat(page.locator(".count")).hasText("5 of 11 runs");
    field.fill("optim.lr >= 1e-6");
    button(page, "Add").click();
    Locator chips = page.getByLabel("Active filters").locator(".chip");
    assertThat(chips).hasText(new String[] {"ttt.enable = true", "optim.lr >= 1e-6"});

    daemon.push(
        SampleBoard.change(
            daemon.board(),
            SampleBoard.configured(
                added("live", SampleBoard.metrics(7)),
                "{\"optim\":{\"lr\":\"1e-5\"},\"ttt\":{\"enable\":\"True\"}}")));
    assertThat(page.locator(".count")).hasText("6 of 12 runs");
    assertThat(row(page, "live")).isVisible();
    assertThat(page).hasURL(Pattern.compile("where=config\\.ttt\\.enable%3Dtrue%7Econfig"));
    page.keyboard().press("Escape");
    page.locator(".places").getByText("Explore").click();
    page.reload();
    assertThat(chips).hasText(new String[] {"ttt.enable = true", "optim.lr >= 1e-6"});
    assertThat(page.locator(".count")).hasText("6 of 12 runs");
    button(page, "Remove filter ttt.enable = true").click();
    assertThat(page.locator(".count")).hasText("11 of 12 runs");
  }

  private static Locator.GetByLabelOptions exactly() {
    return new Locator.GetByLabelOptions().setExact(true);
  }
}
