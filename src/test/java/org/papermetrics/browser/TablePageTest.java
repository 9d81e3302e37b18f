package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Change;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;

/** What the page shows of a board, and how a user gets around in it. */
@Tag("browser")
class TablePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  @Test
  void missingValuesComeLastInBothDirections() {
    String complete = SampleBoard.metrics(5);
    Run none = added("has none", "{\"sblimp_accuracy\":0,\"sblimp_samples\":0}");
    Run three =
        added("has three", complete.replace("\"sstory_samples\":1871", "\"sstory_samples\":0"));
    Run low = added("low", withAverage(complete, 0.1));
    Run high = added("high", withAverage(complete, 0.9));
    Snapshot board = SampleBoard.with("e", 1, List.of(none, three, high, low), List.of());
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(BROWSER, daemon);
    button(page, "Avg %").click();
    assertThat(rows(page).locator("th .own"))
        .hasText(new String[] {"high", "low", "has none", "has three"});
    assertThat(page.locator("th[aria-sort=descending]")).containsText("Avg");
    button(page, "Avg %").click();
    assertThat(rows(page).locator("th .own"))
        .hasText(new String[] {"low", "high", "has none", "has three"});
    assertThat(row(page, "has none").locator("td").nth(2)).hasText("–missing");
    assertThat(row(page, "has three")).containsText("over 3 of 4 tasks, not comparable");
  }

  /** Results with this sBLIMP, which say that they have the opposite as their average. */
  private static String withAverage(String metrics, double sblimp) {
    return metrics
        .replaceFirst("\"sblimp_accuracy\":[0-9.]+", "\"sblimp_accuracy\":" + sblimp)
        .replaceFirst("\"paper_metrics_avg\":[0-9.]+", "\"paper_metrics_avg\":" + (1 - sblimp));
  }

  @Test
  void anAverageThatTheFileGetsWrongIsMarkedAndNotRanked() {
    String rest = "\"swuggy_accuracy\":0.638,\"tstory_accuracy\":0.795,\"sstory_accuracy\":0.612,";
    Run wrong =
        added(
            "wrong",
            "{\"sblimp_accuracy\":0.0,\"sblimp_samples\":1000,"
                + rest
                + "\"paper_metrics_avg\":0.68167}");
    Run better =
        added(
            "better",
            "{\"sblimp_accuracy\":0.5,\"sblimp_samples\":1000,"
                + rest
                + "\"paper_metrics_avg\":0.63625}");
    Run odd = added("odd", "{\"sblimp_accuracy\":53.4,\"swuggy_accuracy\":[0.9]," + "\"a\":1}");
    Snapshot board = SampleBoard.with("e", 1, List.of(wrong, better, odd), List.of());
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(BROWSER, daemon);

    assertThat(page.locator(".badge.differs")).hasCount(1);
    assertThat(row(page, "wrong")).containsText("51.1");
    assertThat(row(page, "wrong").locator(".badge.differs"))
        .hasAttribute(
            "title",
            "Its results file says an average of 68.2 %; the mean of its four accuracies is 51.1 %,"
                + " and is shown.");
    assertThat(row(page, "odd")).not().containsText("5340");
    assertThat(page.getByText("68.2", new Page.GetByTextOptions().setExact(true))).hasCount(0);
    assertThat(page.getByText("63.6", new Page.GetByTextOptions().setExact(true)).first())
        .isVisible();
    button(page, "Avg %").click();
    assertThat(rows(page).locator("th .own")).hasText(new String[] {"better", "wrong", "odd"});
  }

  @Test
  void problemsAreListed() {
    List<Problem> problems =
        List.of(
            new Problem(
                Problem.Kind.RESULTS_UNREADABLE,
                "/data/<b>x</b>/paper_metrics_results.json",
                "The file ends in the middle; it is read again when it changes.",
                Instant.parse("2026-03-01T08:00:00Z")));
    Snapshot board = SampleBoard.with("e", 1, SampleBoard.of(5).runs(), problems);
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(BROWSER, daemon);
    button(page, "1 problem").click();
    Locator dialog =
        page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("1 problem"));
    assertThat(dialog).containsText("The file ends in the middle");
    assertThat(dialog.locator("code")).hasText("/data/<b>x</b>/paper_metrics_results.json");
    page.keyboard().press("Escape");
    assertThat(dialog).isHidden();
    assertThat(button(page, "1 problem")).isFocused();
  }

  @Test
  void removedResultsThatAreLeftOutAreListedWithTheWayBack() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    Page page = open(BROWSER, daemon);
    assertThat(page.locator(".pill.left-out")).hasCount(0);

    daemon.push(leavingOut(daemon.board(), "/data/<b>x</b>", "/data/y"));

    button(page, "2 left out").click();
    Locator dialog =
        page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Results left out"));
    assertThat(dialog.locator("summary"))
        .hasText("2 results on disk are left out because their entries were removed.");
    assertThat(dialog.locator(".command")).hasText("paper-metrics register --removed");
    assertThat(dialog.locator("li"))
        .hasText(
            new String[] {
              "/data/<b>x</b>/paper_metrics_results.json", "/data/y/paper_metrics_results.json"
            });

    daemon.push(leavingOut(daemon.board(), "/data/y"));
    assertThat(dialog.locator("li")).hasCount(1);
    daemon.push(leavingOut(daemon.board()));
    assertThat(page.getByRole(AriaRole.DIALOG))
        .containsText("Everything that was found could be used.");
    page.keyboard().press("Escape");
    assertThat(page.locator(".pill.left-out")).hasCount(0);
  }

  private static Change leavingOut(Snapshot before, String... checkpoints) {
    Snapshot after =
        before
            .at(before.epoch(), before.revision() + 1)
            .withLeftOut(
                Stream.of(checkpoints)
                    .map(path -> Removal.of(RunKey.ofCheckpoint(path), null))
                    .toList());
    return new Change(before, after, List.of(), List.of());
  }

  @Test
  void anEmptyBoardSaysWhereRunsAreLookedFor() {
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, List.of(), List.of()), 0, null));
    Page page = open(BROWSER, daemon);
    assertThat(page.locator(".notice")).containsText("No runs yet");
    assertThat(page.locator(".notice li")).hasText("/data/checkpoints");
    daemon.push(SampleBoard.change(daemon.board(), added("first", SampleBoard.metrics(1))));
    assertThat(row(page, "first")).isVisible();
  }

  @Test
  void aSearchWithoutResultsSaysSoAndIsCleared() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null));
    Page page = open(BROWSER, daemon);
    page.keyboard().press("/");
    page.keyboard().type("nothing like it");
    assertThat(page.locator(".count")).hasText("0 of 5 runs");
    assertThat(page.locator(".notice")).containsText("None of the runs has “nothing like it”");
    button(page, "Clear search").click();
    assertThat(rows(page)).hasCount(5);
  }

  @Test
  void theKeyboardReachesEveryRow() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = open(BROWSER, daemon);
    rows(page).first().locator("input").focus();
    page.keyboard().press("End");
    Locator last = page.locator("tr[aria-rowindex='301']");
    assertThat(last.locator("input")).isFocused();
    assertThat(last).isInViewport();
    page.keyboard().press("Space");
    assertThat(last.locator("input")).isChecked();
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("tr[aria-rowindex='300'] input")).isFocused();
    page.keyboard().press("Home");
    assertThat(page.locator("tr[aria-rowindex='2'] input")).isFocused();
    assertThat(page.locator("tr[aria-rowindex='2']")).isInViewport();
  }

  @Test
  void allShownAreSelectedAndCleared() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = open(BROWSER, daemon);
    page.getByLabel("Search runs").fill("ttt");
    Locator all = page.getByLabel("Select all runs shown");
    all.check();
    String shown = page.locator(".count b").innerText();
    assertThat(page.locator(".selection")).containsText(shown + " selected");
    page.getByLabel("Search runs").fill("");
    assertThat((Boolean) all.evaluate("box => box.indeterminate")).isTrue();
    button(page, "Clear selection").click();
    assertThat(page.locator(".selection")).hasCount(0);
    assertThat(page.locator("tbody.rows input:checked")).hasCount(0);
  }

  @Test
  void runsOfOneNameAreToldApartAndTheBaselineIsMarked() {
    Run one = SampleBoard.run("CP0100 - same", "first", 100, SampleBoard.metrics(1));
    Run two = SampleBoard.run("CP0100 - same", "second", 100, SampleBoard.metrics(2));
    Run baseline = SampleBoard.of(1).runs().get(0);
    Snapshot board = SampleBoard.with("e", 1, List.of(one, two, baseline), List.of());
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = open(BROWSER, daemon);
    assertThat(rows(page).nth(0)).containsText("first");
    assertThat(rows(page).nth(1)).containsText("second");
    assertThat(page.getByLabel("Select CP0100 - same, second")).isVisible();
    assertThat(rows(page).nth(2).locator(".badge")).hasText("baseline");
  }

  @Test
  void tenThousandRunsAreSortedSearchedAndScrolledWithinATenthOfASecond() {
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
    assertThat(page.locator(".count")).hasText("10,000 runs");
    int nodes = (int) page.evaluate("document.querySelectorAll('*').length");
    assertThat(nodes).isLessThan(1500);
    String type =
        "const s = document.querySelector('#search'); s.value = i % 2 ? 'run 12' : 'exp_1';"
            + " s.dispatchEvent(new InputEvent('input'))";
    PageWork work = new PageWork(page);
    work.isQuick("to sort", "document.querySelector('th[data-key=name] button').click()");
    work.isQuick("to search words", type);
    page.locator("#search").fill("");
    assertThat(page.locator(".count")).hasText("10,000 runs");
    work.isQuick("to scroll", "document.querySelector('.scroller').scrollTop = 9000 * (i + 1)");
    button(page, "Regular expression").click();
    work.isQuick("to search a pattern", type);
    work.isQuick("to select", "document.querySelector('tbody.rows input').click()");
  }
}
