package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.connection;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Problem;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;

/** What the page says when it has nothing to show, in words that can be acted on. */
@Tag("browser")
class StatesPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final Snapshot EMPTY = SampleBoard.with("e", 1, List.of(), List.of());

  private static Locator notice(Page page) {
    return page.locator(".notice");
  }

  @Test
  void withoutRunsThePageSaysWhereTheyAreLookedFor() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(EMPTY, 0, null)));
    assertThat(notice(page)).containsText("No runs yet");
    Assertions.assertThat(notice(page).boundingBox().height)
        .as("as high as its words")
        .isLessThan(400);
    assertThat(notice(page).locator("li")).hasText("/data/checkpoints");
    assertThat(notice(page)).containsText("checkpoint-dirs");
    assertThat(notice(page)).containsText("register");
  }

  @Test
  void withoutRunsButWithProblemsItLeadsToThem() {
    Problem problem =
        new Problem(Problem.Kind.ROOT_UNAVAILABLE, "/data", "Mount it.", Instant.EPOCH);
    Snapshot board = SampleBoard.with("e", 1, List.of(), List.of(problem));
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(board, 0, null)));
    Parts.button(page, "See 1 problem").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Mount it.");
  }

  @Test
  void aWrongTokenIsToldFromNone() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(3), 0, "secret"));
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#token=old");
    assertThat(notice(page)).containsText("This server does not know the board’s key");
    assertThat(notice(page)).containsText("java -jar paper-metrics.jar open");
    assertThat(connection(page)).hasText("Reconnecting…");
  }

  @Test
  void aDaemonThatIsAwayFromTheStartIsSaidToBeAway() {
    BROWSER.expect("ERR_CONNECTION_REFUSED");
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(EMPTY, 0, null));
    Page page = BROWSER.page();
    page.route("**/api/v1/runs", route -> route.abort("connectionrefused"));
    page.navigate(daemon.address());
    assertThat(notice(page)).containsText("The daemon does not answer");
    assertThat(notice(page)).containsText("java -jar paper-metrics.jar serve");
    page.unroute("**/api/v1/runs");
    assertThat(notice(page)).containsText("No runs yet");
  }

  @Test
  void anAnswerThatMakesNoSenseIsNoSilence() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(EMPTY, 0, null));
    Page page = BROWSER.page();
    for (String body : List.of("{\"boards\":[]}", "{\"runs\":[", "null")) {
      page.route(
          "**/api/v1/runs", route -> route.fulfill(new Route.FulfillOptions().setBody(body)));
      page.navigate(daemon.address());
      page.reload();
      assertThat(notice(page)).containsText("The daemon’s answer cannot be read");
      page.unroute("**/api/v1/runs");
    }
  }

  @Test
  void aPageThatIsOlderThanTheDaemonSaysSo() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(3), 0, null));
    Page page = open(BROWSER, daemon);
    page.getByLabel("Search runs").fill("CP");
    assertThat(page.locator(".banner")).hasCount(0);
    daemon.upgrade("2.0");
    daemon.hangUp();
    assertThat(page.locator(".banner")).containsText("The daemon is now version 2.0");
    Parts.button(page, "Load again").click();
    assertThat(page.locator(".banner")).hasCount(0);
    assertThat(connection(page)).hasText("Live");
    assertThat(page.getByLabel("Search runs")).hasValue("CP");
  }

  @Test
  void whatWasTypedAMomentBeforeAReloadIsStillThere() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(3), 0, null));
    Page page = open(BROWSER, daemon);
    page.getByLabel("Search runs").fill("CP");
    page.reload();
    assertThat(page.getByLabel("Search runs")).hasValue("CP");
  }

  @Test
  void anAddressThatIsOpenedWhileTheOldOneIsStillBeingWrittenWins() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(3), 0, null));
    Page page = open(BROWSER, daemon);
    page.getByLabel("Search runs").fill("C");
    page.getByLabel("Search runs").fill("CP");
    // The page hears of the new address only after what it has to write.
    page.evaluate(
        "() => { location.hash = '#q=other';"
            + " const end = performance.now() + 400; while (performance.now() < end) {} }");
    assertThat(page.getByLabel("Search runs")).hasValue("other");
    assertThat(page).hasURL(Pattern.compile("#q=other$"));
  }

  @Test
  void runsThatAreNotCheckedYetAreMarkedUntilTheyAre() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(3), 0, null));
    daemon.reads(new ReadProgress(4120, 10_000));
    Page page = BROWSER.page();
    page.navigate(daemon.address());
    assertThat(connection(page)).hasText("Checking: 4,120 of 10,000 runs");
    Locator name = page.locator(".rows .name .own").first();
    assertThat(name).hasCSS("font-style", "italic");
    daemon.reads(new ReadProgress(9999, 10_000));
    assertThat(connection(page)).hasText("Checking: 9,999 of 10,000 runs");
    daemon.reads(null);
    assertThat(connection(page)).hasText("Live");
    assertThat(name).hasCSS("font-style", "normal");
  }

  @Test
  void aDaemonThatIsNotReadyIsNotTakenForNone() {
    BROWSER.expect("status of 503");
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(3), 0, null));
    Page page = BROWSER.page();
    page.route(
        "**/api/v1/runs",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(503)
                    .setContentType("application/problem+json")
                    .setBody("{\"detail\": \"It has just started.\"}")));
    page.navigate(daemon.address());
    assertThat(notice(page)).containsText("cannot show the runs yet");
    assertThat(notice(page)).containsText("It has just started.");
    assertThat(notice(page)).not().containsText("Start it");
    page.unroute("**/api/v1/runs");
    assertThat(connection(page)).hasText("Live");
  }

  @Test
  void aBoardThatIsStillEmptySaysHowFarItsFilesAreRead() {
    Snapshot empty = SampleBoard.with("e1", 1, List.of(), List.of());
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(empty, 0, null));
    daemon.reads(new ReadProgress(12, 300));
    Page page = BROWSER.page();
    page.navigate(daemon.address());
    assertThat(connection(page)).hasText("Reading: 12 of 300 runs");
  }

  @Test
  void ofSeveralBaselinesTheChoiceIsExplained() {
    Snapshot board = SampleBoard.of(10);
    List<Run> runs = new ArrayList<>(board.runs());
    runs.add(
        RunBuilder.of(runs.get(0))
            .path("/data/checkpoints/vanilla/checkpoints/checkpoint_000100")
            .id("vanilla_cp000100")
            .name("CP0100 - vanilla")
            .step(100)
            .tags("baseline")
            .notes("")
            .build());
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null));
    Page page = open(BROWSER, daemon);
    String why = "2 runs are tagged baseline; “Baseline - example/speech-model” is used";
    assertThat(page.locator("tr.baseline .badge.baseline"))
        .hasAttribute("title", java.util.regex.Pattern.compile(why));
    page.locator("#charts-button").click();
    assertThat(page.locator("#charts")).containsText(why + ", for it is the registered");
  }
}
