package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.model.Run;

/** The best of the runs shown. */
@Tag("browser")
class BestPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static Locator best(Page page, String what) {
    return page.locator(".best li").filter(new Locator.FilterOptions().setHasText(what));
  }

  @Test
  void itFollowsTheSearchAndLeadsToTheRun() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Run top =
        SampleBoard.run(
            "CP0001 - hidden deep",
            "ttt_deep",
            1,
            "{\"sblimp_accuracy\":0.9,\"sblimp_samples\":1000}");
    daemon.push(SampleBoard.change(daemon.board(), top));
    Page page = open(BROWSER, daemon);
    assertThat(best(page, "Best sBLIMP")).containsText("90.0 %");
    best(page, "Best sBLIMP").getByRole(AriaRole.BUTTON).first().click();
    Locator row = page.locator("tr[data-id='ttt_deep_cp000001']");
    assertThat(row).isInViewport();
    assertThat(row).hasClass(Pattern.compile("pointed"));
    assertThat(row.locator("input")).isFocused();

    page.getByLabel("Search runs").fill("lora_");
    assertThat(best(page, "Best sBLIMP")).not().containsText("90.0 %");
    page.getByLabel("Search runs").fill("deep");
    assertThat(best(page, "Best Overall")).containsText("no run shown has it");
  }

  @Test
  void chartsThatCoverTheTableMakeRoomForTheRun() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#panel=full");
    assertThat(page.locator(".runs")).isHidden();
    daemon.push(SampleBoard.change(daemon.board(), added("winner", SampleBoard.metrics(1))));
    page.locator(".pill.news").click();
    page.locator("ol.news > li").getByRole(AriaRole.BUTTON).first().click();
    assertThat(page.locator("tbody.rows input:focus")).isInViewport();
    assertThat(new Charts(page).panel()).hasClass("panel open");
  }

  @Test
  void itFollowsChanges() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
    Page page = open(BROWSER, daemon);
    daemon.push(
        SampleBoard.change(
            daemon.board(), added("winner", "{\"swuggy_accuracy\":0.99,\"swuggy_samples\":2000}")));
    assertThat(best(page, "Best sWUGGY")).containsText("winner");
    assertThat(best(page, "Best sWUGGY")).containsText("99.0 %");
  }

  @Test
  void equalOnesAreCounted() {
    String metrics = "{\"sblimp_accuracy\":0.5,\"sblimp_samples\":1000}";
    List<Run> runs = List.of(added("one", metrics), added("two", metrics), added("three", metrics));
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null));
    Page page = open(BROWSER, daemon);
    assertThat(best(page, "Best sBLIMP")).containsText("one");
    assertThat(best(page, "Best sBLIMP").locator(".similar")).hasText("≈ 2 more");
    assertThat(best(page, "Best sBLIMP").locator("em")).hasCount(0);

    // What no samples are known of is in no comparison.
    daemon.push(
        SampleBoard.change(daemon.board(), added("uncounted", "{\"sblimp_accuracy\":0.5}")));
    assertThat(best(page, "Best sBLIMP").locator("em")).hasText("+1 equal");
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 800, 1440})
  void theNameOfTheRunStaysReadableBesideTheCountOfOthers(int width) {
    String metrics = "{\"sblimp_accuracy\":0.5,\"sblimp_samples\":1000}";
    String name = "CP0400 - long_name_of_an_experiment_that_goes_on";
    List<Run> runs = List.of(added(name, metrics), added("two", metrics));
    Page page = BROWSER.page();
    page.setViewportSize(width, 844);
    page.navigate(
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null)).address());
    assertThat(best(page, "Best sBLIMP").locator(".similar")).isVisible();
    Locator whose = best(page, "Best sBLIMP").locator(".whose > span").first();
    assertThat(whose.boundingBox().width).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1000, 1440, 1700})
  void aCountOfThousandsCoversNoValue(int width) {
    String metrics = "{\"sblimp_accuracy\":0.6,\"sblimp_samples\":1000}";
    List<Run> runs = IntStream.range(0, 1200).mapToObj(i -> added("run " + i, metrics)).toList();
    Page page = BROWSER.page();
    page.setViewportSize(width, 844);
    page.navigate(
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null)).address());
    Locator tile = best(page, "sBLIMP");
    assertThat(tile.locator(".similar")).containsText("≈ 1,199");
    Number room =
        (Number)
            tile.evaluate(
                """
                tile => {
                  const unit = tile.querySelector('.value small').getBoundingClientRect();
                  return tile.querySelector('.similar').getBoundingClientRect().left - unit.right;
                }
                """);
    assertThat(room.doubleValue()).isNotNegative();
  }

  @Test
  void besideChartsTheValuesStandAtTheEndsOfTheirTiles() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#panel=open");
    Locator tile = best(page, "Best sBLIMP");
    assertThat(tile.locator(".similar")).isHidden();
    Number gap =
        (Number)
            tile.evaluate(
                """
                tile => {
                  const text = document.createRange();
                  text.selectNodeContents(tile.querySelector('.value'));
                  return tile.getBoundingClientRect().right - text.getBoundingClientRect().right;
                }
                """);
    assertThat(gap.doubleValue()).isLessThan(14);
  }
}
