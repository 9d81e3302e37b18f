package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Change;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Evaluation.State;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Evaluations under way on the page, from their first line until their run is there. */
@Tag("browser")
class EvaluationsPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String PATH = "/data/checkpoints/new_run/checkpoints/checkpoint_000700";
  private static final Evaluation RUNNING = evaluation("1", State.RUNNING, null, 3);
  private static final Evaluation FAILED =
      evaluation("2", State.FAILED, "KeyError: <b>'gating'</b>", 0);

  private static Evaluation evaluation(
      String key, State state, @Nullable String reason, int points) {
    Curve.Builder file = new Curve.Builder();
    for (int i = 1; i <= points; i++) {
      file.add(1000 * i, 6.5, 665.1);
    }
    Instant now = Instant.now();
    return new Evaluation(
        "/logs/job_" + key,
        PATH,
        "new_run",
        700,
        false,
        "/logs/job_" + key + ".err",
        "471" + key,
        "gpu-7",
        Instant.parse("2026-03-01T09:30:00Z").plusSeconds(Integer.parseInt(key)),
        now,
        state,
        reason,
        "swuggy",
        500,
        1000,
        0.3,
        state == State.RUNNING ? now.plus(Duration.ofMinutes(14)) : null,
        List.of(new Evaluation.Score("sblimp", 0.6335, 2000)),
        points == 0 ? Progression.EMPTY : new Progression(List.of(file.build())));
  }

  private static Snapshot board(long revision, List<Run> runs, Evaluation... evaluating) {
    Snapshot board = SampleBoard.with("e", revision, runs, List.of());
    return Snapshot.of(
        board.epoch(),
        revision,
        board.at(),
        board.roots(),
        board.metrics(),
        board.runs(),
        board.baseline(),
        board.problems(),
        List.of(evaluating));
  }

  private static FakeDaemon daemon(Evaluation... evaluating) {
    return BROWSER.keep(new FakeDaemon(board(1, SampleBoard.of(6).runs(), evaluating), 0, null));
  }

  private static void push(FakeDaemon daemon, List<Run> changed, Evaluation... evaluating) {
    List<Run> runs = new ArrayList<>(daemon.board().runs());
    runs.addAll(changed);
    Snapshot after = board(daemon.board().revision() + 1, runs, evaluating);
    daemon.push(new Change(daemon.board(), after, changed, List.of()));
  }

  private static Locator lines(Page page) {
    return page.locator(".evaluation");
  }

  @Test
  void eachHasALineUntilItIsDismissed() {
    FakeDaemon daemon = daemon(RUNNING, FAILED);
    Page page = open(BROWSER, daemon);
    assertThat(lines(page)).hasCount(2);
    Locator running = lines(page).nth(0);
    assertThat(running.locator(".checkpoint")).hasText("CP0700 - new_run");
    assertThat(running.locator(".score")).hasText(Pattern.compile("sBLIMP 63\\.4\\s+±2\\.1"));
    assertThat(running.locator(".when")).hasText(Pattern.compile("≈ 1[34] min left"));
    assertThat(running.locator(".where")).hasText("gpu-7 · job 4711");
    assertThat(running.locator(".dismiss")).hasCount(0);
    assertThat(page.locator(".evaluations :is(summary, input, button):not([tabindex='-1'])"))
        .hasCount(1);
    assertThat(lines(page).nth(1).locator(".reason")).hasText("KeyError: <b>'gating'</b>");
    assertThat(page).hasTitle("1 running, 1 failed · Paper Metrics");
    assertThat(page.locator("link[rel=icon]")).hasAttribute("href", Pattern.compile("e5484d"));

    lines(page).nth(1).locator(".dismiss").click();
    assertThat(lines(page)).hasCount(1);
    assertThat(page.locator("link[rel=icon]")).hasAttribute("href", Pattern.compile("2fb47c"));
    page.reload();
    assertThat(lines(page)).hasCount(1);
    push(daemon, List.of(), RUNNING, evaluation("2", State.CANCELLED, "CANCELLED", 0));
    assertThat(lines(page)).hasCount(2);
    push(daemon, List.of());
    assertThat(page.locator(".evaluations")).hasCount(0);
    assertThat(page).hasTitle("Paper Metrics");
  }

  @Test
  void chartsShowWhatItHasUntilNowAndGoOnWithItsRun() {
    FakeDaemon daemon = daemon(RUNNING);
    Page page = open(BROWSER, daemon);
    page.getByLabel("Select the evaluation of CP0700 - new_run").check();
    rows(page).nth(1).locator("input").check();
    Charts charts = new Charts(page);
    assertThat(page.locator(".legend")).containsText("(provisional)");
    assertThat(charts.tip("bars", 0)).containsText("63.4 %");
    charts.tab("Long context");
    charts.chart("context");
    charts.asTable("context");
    Locator points =
        page.locator(".context .sheet-table td")
            .filter(new Locator.FilterOptions().setHasText("665.1"));
    assertThat(points).hasCount(3);
    push(daemon, List.of(), evaluation("1", State.RUNNING, null, 12));
    assertThat(points).hasCount(12);

    Run run = SampleBoard.run("CP0700 - new_run", "new_run", 700, SampleBoard.metrics(3));
    push(daemon, List.of(run));
    assertThat(page.locator(".evaluations")).hasCount(0);
    assertThat(row(page, "new_run").locator("input")).isChecked();
    assertThat(page.locator(".legend")).not().containsText("(provisional)");
  }

  @Test
  void itEntersNoRankingAndNoExport() {
    FakeDaemon daemon = daemon(RUNNING);
    Page page = open(BROWSER, daemon);
    page.getByLabel("Select the evaluation of CP0700 - new_run").check();
    assertThat(rows(page)).hasCount(6);
    assertThat(page.locator(".count")).hasText("6 runs");
    assertThat(page.locator(".best")).not().containsText("new_run");
  }

  @Test
  void theBrowserTellsOfItWhereThatIsAskedFor() {
    FakeDaemon daemon = daemon(RUNNING);
    Page page = BROWSER.page();
    page.addInitScript(
        """
        window.told = [];
        window.Notification = class {
          static permission = 'default';
          static async requestPermission() { return (this.permission = 'granted'); }
          constructor(title, { body }) { window.told.push(`${title}: ${body}`); }
        };
        """);
    page.navigate(daemon.address());
    push(daemon, List.of(), evaluation("1", State.STALLED, null, 3));
    assertThat(lines(page).locator(".when")).containsText("silent since");
    page.getByText("Notify me").click();
    assertThat(page.getByText("Notifying")).isVisible();
    push(daemon, List.of(), evaluation("1", State.FAILED, "RuntimeError: CUDA error", 3));
    page.waitForFunction("window.told.length > 0");
    assertThat(page.evaluate("window.told"))
        .isEqualTo(List.of("CP0700 - new_run failed: RuntimeError: CUDA error"));
  }
}
