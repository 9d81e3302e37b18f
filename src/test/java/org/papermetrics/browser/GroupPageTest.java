package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;

/** Rows in groups: heads that fold, the best of each, and the way through them by keyboard. */
@Tag("browser")
class GroupPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static FakeDaemon daemon() {
    return BROWSER.keep(new FakeDaemon(SampleBoard.of(16), 0, null));
  }

  private static void group(Page page, String by) {
    page.locator(".grouping select").selectOption(new SelectOption().setLabel(by));
  }

  private static Locator heads(Page page) {
    return page.locator(".group-head");
  }

  private static Locator fold(Page page, String label) {
    return page.getByRole(
        AriaRole.BUTTON,
        new Page.GetByRoleOptions().setName(Pattern.compile("^" + label + ", \\d+ runs?$")));
  }

  private static Run live(int step, String metrics) {
    return SampleBoard.run("live " + step, "dialogue_lora_1", step, metrics);
  }

  @Test
  void aFoldedGroupStaysFoldedWhileRunsComeAndItsHeadSaysWhatIsInIt() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    assertThat(heads(page)).hasCount(0);
    group(page, "By experiment");
    assertThat(heads(page).locator(".fold"))
        .hasText(
            new String[] {"dialogue_ttt_0", "dialogue_lora_1", "dialogue_full_2", "Pretrained"});
    assertThat(rows(page)).hasCount(20);
    assertThat(page.locator("table")).hasAttribute("aria-rowcount", "21");
    assertThat(heads(page).first()).hasAttribute("aria-rowindex", "2");
    Locator lora = fold(page, "dialogue_lora_1");
    assertThat(lora).hasAttribute("aria-expanded", "true");
    lora.click();
    assertThat(lora).hasAttribute("aria-expanded", "false");
    assertThat(lora).isFocused();
    assertThat(rows(page)).hasCount(15);
    assertThat(page.locator(".count")).hasText("16 runs");
    Locator head = heads(page).nth(1);
    assertThat(head.locator(".size")).hasText("5 runs");
    assertThat(head.locator("svg.spark"))
        .hasAttribute("aria-label", "Best Avg at each step, from 2,000 to 10,000");

    daemon.push(
        SampleBoard.change(
            daemon.board(),
            live(
                1000,
                "{\"sblimp_accuracy\":0.99,\"swuggy_accuracy\":0.99,\"tstory_accuracy\":0.99,"
                    + "\"sstory_accuracy\":0.99}")));
    assertThat(head.locator(".size")).hasText("6 runs");
    assertThat(head.locator(".winner b")).hasText("99.0 %");
    assertThat(head.locator(".go")).containsText("live 1000");
    assertThat(rows(page)).hasCount(15);
    assertThat(lora).hasAttribute("aria-expanded", "false");
    assertThat(lora).isFocused();

    button(page, "Avg %").click();
    assertThat(heads(page).first().locator(".fold")).hasText("dialogue_lora_1");
    assertThat(page)
        .hasURL(Pattern.compile("group=experiment.*sort=-avg|sort=-avg.*group=experiment"));
    page.reload();
    assertThat(heads(page).first().locator(".fold")).hasText("dialogue_lora_1");
    button(page, "Fold all").click();
    assertThat(rows(page)).hasCount(4);
    fold(page, "dialogue_ttt_0").click();
    button(page, "Fold all").click();
    button(page, "Open all").click();
    assertThat(rows(page)).hasCount(21);
    group(page, "No groups");
    assertThat(heads(page)).hasCount(0);
    assertThat(button(page, "Fold all")).hasCount(0);
    assertThat(page).not().hasURL(Pattern.compile("group="));
  }

  @Test
  void theBestOfAGroupIsShownAlsoWhereItIsFolded() {
    Page page = open(BROWSER, daemon());
    group(page, "By training type");
    fold(page, "TTT").click();
    Locator best = heads(page).first().locator(".go");
    String name = best.innerText();
    best.click();
    assertThat(fold(page, "TTT")).hasAttribute("aria-expanded", "true");
    Locator focused = page.locator("tbody.rows tr:has(:focus)");
    assertThat(focused.locator(".name")).containsText(name.split(" ", 2)[0]);
    assertThat(page.locator(".details")).hasCount(0);
  }

  @Test
  void theKeyboardGoesThroughHeadsAndFoldsThem() {
    FakeDaemon daemon = daemon();
    Page page = open(BROWSER, daemon);
    group(page, "By experiment");
    Locator ttt = fold(page, "dialogue_ttt_0");
    Locator lora = fold(page, "dialogue_lora_1");
    ttt.focus();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("tr[aria-rowindex='3'] input")).isFocused();
    page.keyboard().press("ArrowLeft");
    assertThat(ttt).isFocused();
    page.keyboard().press("ArrowLeft");
    assertThat(ttt).hasAttribute("aria-expanded", "false");
    page.keyboard().press("ArrowDown");
    assertThat(lora).isFocused();
    page.keyboard().press("Space");
    assertThat(lora).hasAttribute("aria-expanded", "false");
    daemon.push(SampleBoard.change(daemon.board(), live(1000, SampleBoard.metrics(7))));
    assertThat(heads(page).nth(1).locator(".size")).hasText("6 runs");
    assertThat(lora).isFocused();
    page.keyboard().press("ArrowRight");
    assertThat(lora).hasAttribute("aria-expanded", "true");
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("tr[aria-rowindex='4'] input")).isFocused();
    page.keyboard().press("x");
    assertThat(page.locator("tr[aria-rowindex='4'] input")).isChecked();
    page.keyboard().press("k");
    assertThat(lora).isFocused();
    page.keyboard().press("x");
    page.keyboard().press("o");
    assertThat(page.locator(".selection")).containsText("1 selected");
    assertThat(page.locator(".details")).hasCount(0);
    page.keyboard().press("End");
    assertThat(rows(page).last().locator("input")).isFocused();
  }

  @Test
  void theReferenceAndPinnedRunsStayAboveAllGroups() {
    Page page = open(BROWSER, daemon());
    group(page, "By experiment");
    assertThat(heads(page)).hasCount(4);
    Locator run = rows(page).nth(3);
    String id = Objects.requireNonNull(run.getAttribute("data-id"));
    run.locator("input").focus();
    page.keyboard().press("p");
    assertThat(rows(page).first()).hasAttribute("data-id", id);
    assertThat(heads(page).first().locator(".size")).hasText("5 runs, 1 pinned above");
    assertThat(page.locator("tbody.pinned .badge")).hasText("baseline");
    assertThat(rows(page)).hasCount(20);
  }

  @Test
  void theBestOfEachGoesIntoTheChartsWithOneClick() {
    Page page = open(BROWSER, daemon());
    rows(page).first().locator("input").check();
    button(page, "Best of each").click();
    assertThat(page.locator(".selection")).containsText("3 selected");
    assertThat(page.locator(".legend .who")).hasCount(4);
    group(page, "By experiment");
    List<String> best = heads(page).locator(".go").allInnerTexts();
    button(page, "Best of each").click();
    assertThat(page.locator(".selection")).containsText("3 selected");
    assertThat(best).hasSize(4);
    button(page, "sBLIMP %").click();
    assertThat(heads(page).first().locator(".winner small")).hasText("Best sBLIMP");
  }

  @Test
  void theAddressKeepsWhatIsFolded() {
    Page page = open(BROWSER, daemon());
    group(page, "By experiment");
    fold(page, "dialogue_lora_1").click();
    fold(page, "Pretrained").click();
    assertThat(page).hasURL(Pattern.compile("fold=.*(~|%7E)"));
    page.reload();
    assertThat(fold(page, "dialogue_lora_1")).hasAttribute("aria-expanded", "false");
    assertThat(fold(page, "Pretrained")).hasAttribute("aria-expanded", "false");
    assertThat(fold(page, "dialogue_ttt_0")).hasAttribute("aria-expanded", "true");
    group(page, "By tags");
    assertThat(page).not().hasURL(Pattern.compile("fold="));
  }

  @Test
  void aPresetKeepsTheGrouping() {
    Page page = open(BROWSER, daemon());
    group(page, "By tags");
    assertThat(heads(page).first().locator(".fold")).hasText("librispeech · long-training · ttt");
    button(page, "Filters").click();
    page.getByLabel("Name of a preset").fill("grouped");
    page.keyboard().press("Enter");
    group(page, "No groups");
    assertThat(heads(page)).hasCount(0);
    button(page, "grouped").click();
    assertThat(page.locator("table")).hasAttribute("aria-rowcount", "21");
    assertThat(heads(page).first()).isVisible();
  }

  @Test
  void onAPhoneAHeadIsInSightWhileTheTableScrollsSideways() {
    FakeDaemon daemon = daemon();
    Page page = BROWSER.page(new Browser.NewContextOptions().setViewportSize(390, 844));
    page.navigate(daemon.address() + "#group=experiment");
    Locator size = heads(page).first().locator(".size");
    assertThat(size).isInViewport();
    page.evaluate("document.querySelector('.scroller').scrollLeft = 300");
    assertThat(size).isInViewport();
    assertThat(heads(page).first().locator(".fold")).isInViewport();
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
  }

  @Test
  void tenThousandRunsInGroupsAreSortedFoldedAndScrolledWithinATenthOfASecond() {
    List<Run> runs =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    SampleBoard.run(
                        "CP%04d - run %d".formatted(i % 50, (i * 7919) % 10_000),
                        "exp_" + i % 97,
                        i,
                        SampleBoard.metrics(i)))
            .toList();
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null));
    Page page = open(BROWSER, daemon);
    group(page, "By experiment");
    assertThat(page.locator("table")).hasAttribute("aria-rowcount", "10098");
    assertThat((Integer) page.evaluate("document.querySelectorAll('*').length")).isLessThan(1600);
    PageWork work = new PageWork(page);
    work.isQuick("to sort", "document.querySelector('th[data-key=name] button').click()");
    work.isQuick("to fold", "document.querySelector('.fold').click()");
    work.isQuick("to scroll", "document.querySelector('.scroller').scrollTop = 9000 * (i + 1)");
    work.isQuick("to select", "document.querySelector('tbody.rows input').click()");
  }
}
