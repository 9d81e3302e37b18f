package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.page.PageParts;
import org.papermetrics.write.StandalonePage;

/** The search by pattern: it never holds up the page, however the page is served. */
@Tag("browser")
class SearchPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /** Takes as many steps as there are ways to cut a row of letters: longer than anyone waits. */
  private static final String ENDLESS = "^(a+)+$";

  private static final String IN_ADDRESS = "#q=%5E(a%2B)%2B%24&regex=yes";
  private static final String LONG = "a".repeat(40) + "!";

  private static final StandalonePage STANDALONE = new StandalonePage(PageParts.packed());

  private static Snapshot board() {
    List<Run> runs = new ArrayList<>(SampleBoard.of(60).runs());
    runs.add(added(LONG, SampleBoard.metrics(1)));
    return SampleBoard.with("e1", 1, runs, List.of());
  }

  private static Locator count(Page page) {
    return page.locator(".count");
  }

  private static Locator said(Page page) {
    return page.locator("#search-error");
  }

  private static Locator field(Page page) {
    return page.getByLabel("Search runs");
  }

  /** The page goes on drawing; a pattern that ran on its own thread would stop it for good. */
  private static void assertAlive(Page page) {
    Object slowest =
        page.evaluate(
            """
            async () => {
              let slowest = 0;
              for (let i = 0; i < 20; i++) {
                const start = performance.now();
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                slowest = Math.max(slowest, performance.now() - start);
              }
              return slowest;
            }""");
    assertThat(((Number) slowest).doubleValue()).isLessThan(5000);
  }

  private static void assertPatternsWork(Page page) {
    field(page).fill("^CP(2|4)000 - ttt");
    assertThat(count(page)).hasText("8 of 61 runs");
    field(page).fill(ENDLESS);
    assertAlive(page);
    assertThat(said(page))
        .hasText(
            "This pattern takes too long: it was stopped after 0.3 s. The runs found before stay"
                + " shown. Leave out repetitions within repetitions, such as (a+)+, or search for"
                + " words.");
    assertThat(field(page)).hasAttribute("aria-invalid", "true");
    assertThat(count(page)).hasText("8 of 61 runs");
    field(page).fill("^CP2000 - ttt");
    assertThat(count(page)).hasText("4 of 61 runs");
    assertThat(said(page)).hasText("");
  }

  @Test
  void onADaemonAPatternThatTakesTooLongIsStopped() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(board(), 0, null)));
    button(page, "Regular expression").click();
    assertPatternsWork(page);
  }

  @Test
  void soItIsInTheSingleFile(@TempDir Path directory) throws IOException {
    Path data = directory.resolve("dashboard_data.json");
    Files.write(data, SampleBoard.dataFile(board()));
    Path file = directory.resolve("dashboard_standalone.html");
    STANDALONE.write(data, file);
    Page page = BROWSER.page();
    page.navigate(file.toUri() + IN_ADDRESS);
    assertThat(said(page)).containsText("This pattern takes too long");
    assertThat(count(page)).hasText("61 runs");
    assertPatternsWork(page);
  }

  @Test
  void soItIsOnAServerOfFiles() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean json = exchange.getRequestURI().getPath().endsWith(".json");
          byte[] body = json ? SampleBoard.dataFile(board()) : STANDALONE.besideData();
          exchange
              .getResponseHeaders()
              .set("Content-Type", json ? "application/json" : "text/html");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    BROWSER.keep(() -> server.stop(0));
    Page page = BROWSER.page();
    page.navigate("http://127.0.0.1:" + server.getAddress().getPort() + "/dashboard.html");
    button(page, "Regular expression").click();
    assertPatternsWork(page);
  }

  @Test
  void anAddressWithSuchAPatternOpensAndSaysSo() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(), 0, null));
    Page page = BROWSER.page();
    page.navigate(daemon.address() + IN_ADDRESS);
    assertThat(said(page)).containsText("This pattern takes too long");
    assertThat(said(page)).containsText("All runs are shown.");
    assertThat(count(page)).hasText("61 runs");
    page.reload();
    assertThat(said(page)).containsText("This pattern takes too long");
    assertAlive(page);
    // Whoever asks again gets another try.
    button(page, "Regular expression").click();
    assertThat(said(page)).hasText("");
    button(page, "Regular expression").click();
    assertThat(said(page)).containsText("This pattern takes too long");
  }

  @Test
  void anAddressWithAPatternShowsItsRunsAndNoOthersBefore() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(), 0, null));
    Page page = BROWSER.page();
    page.addInitScript(
        """
        window.counts = [];
        new MutationObserver(() => {
          const rows = document.querySelectorAll('tbody.rows tr').length;
          if (rows !== window.counts.at(-1)) window.counts.push(rows);
        }).observe(document, { childList: true, subtree: true });""");
    page.navigate(daemon.address() + "#q=%5ECP2000+-+ttt&regex=yes");
    assertThat(count(page)).hasText("4 of 61 runs");
    assertThat(page.evaluate("window.counts.filter((n) => n > 0)")).isEqualTo(List.of(4));
  }

  @Test
  void rowsStayUntilTheAnswerIsThere() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(), 0, null));
    Page page = open(BROWSER, daemon);
    field(page).fill("ttt_dialogue_0");
    String found = "10 of 61 runs";
    assertThat(count(page)).hasText(found);
    page.evaluate(
        """
        window.texts = new Set();
        new MutationObserver(() => window.texts.add(document.querySelector('.count').innerText))
          .observe(document.body, { childList: true, subtree: true, characterData: true });""");
    button(page, "Regular expression").click();
    field(page).fill("CP2000 - ttt_dialogue_0");
    String fewer = "2 of 61 runs";
    assertThat(count(page)).hasText(fewer);
    assertThat((List<?>) page.evaluate("[...window.texts]"))
        .allSatisfy(text -> assertThat(text).isIn(found, fewer));
  }

  @Test
  void liveRunsAreAskedAboutToo() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(), 0, null));
    Page page = open(BROWSER, daemon);
    button(page, "Regular expression").click();
    field(page).fill("^CP2000 - ttt");
    assertThat(count(page)).hasText("4 of 61 runs");
    daemon.push(
        SampleBoard.change(daemon.board(), added("CP2000 - ttt live", SampleBoard.metrics(2))));
    assertThat(row(page, "CP2000 - ttt live")).isVisible();
    assertThat(count(page)).hasText("5 of 62 runs");
    Run live = daemon.board().runs().get(61);
    daemon.push(SampleBoard.change(daemon.board(), SampleBoard.renamed(live, "another name")));
    assertThat(count(page)).hasText("4 of 62 runs");
    daemon.push(SampleBoard.change(daemon.board(), added("other", SampleBoard.metrics(3))));
    assertThat(count(page)).hasText("4 of 63 runs");
    // A pattern that was quick until a run came that it cannot get done with hides none.
    field(page).fill("^(b+)+$");
    assertThat(count(page)).hasText("0 of 63 runs");
    daemon.push(
        SampleBoard.change(daemon.board(), added("b".repeat(40) + "!", SampleBoard.metrics(4))));
    assertThat(said(page)).containsText("All runs are shown.");
    assertThat(row(page, "bbbb")).isVisible();
    assertThat(count(page)).hasText("64 runs");
  }

  @Test
  void patternsNeedNoDaemonOnceThePageIsOpen() {
    FakeDaemon daemon = new FakeDaemon(board(), 0, null);
    Page page;
    try (daemon) {
      page = open(BROWSER, daemon);
      BROWSER.expect("ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET");
    }
    button(page, "Regular expression").click();
    field(page).fill("^CP(2|4)000 - ttt");
    assertThat(count(page)).hasText("8 of 61 runs");
  }
}
