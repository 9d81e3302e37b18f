package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.page.PageParts;
import org.papermetrics.write.StandalonePage;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Text from files stays text, in every view and in all three ways the page is opened: nothing of it
 * runs, becomes an element, asks for an address, bursts the page, or turns round what stands beside
 * it. {@link BrowserSupport} fails a test whose page writes to the console.
 */
@Tag("browser")
class HostilePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final StandalonePage PAGES = new StandalonePage(PageParts.packed());

  /** What a page says of itself that it should not; empty when all is well. */
  private static final String COMPLAINTS =
      """
      () => {
        const bad = [];
        const name = (el) => el.tagName + '.' + (el.getAttribute('class') ?? '');
        if (window.hits !== 0) bad.push('a text was run, ' + window.hits + ' times');
        if (window.builtIn() !== window.atStart) bad.push('what every object has was written to');
        const all = [...document.querySelectorAll('#page *, dialog *')];
        const foreign = 'img, iframe, object, embed, base, meta, script, style, link, svg:not([viewBox])';
        for (const el of all) {
          if (el.matches(foreign)) bad.push('an element was made of text: ' + el.outerHTML.slice(0, 80));
          for (const { name: key, value } of el.attributes) {
            if (/^on/i.test(key)) bad.push('an attribute was made of text: ' + key);
            const place = el.closest('.places') && /^#[^<>"'\\s]*$/.test(value);
            if (!place && /^(href|src|action|formaction)$/.test(key)) bad.push('an address was made: ' + value.slice(0, 80));
            if (key === 'style' && /url/i.test(value)) bad.push('a style was made of text: ' + value);
          }
        }
        const root = document.documentElement;
        if (root.scrollWidth > window.innerWidth) bad.push('the page is ' + root.scrollWidth + ' wide');
        for (const el of document.querySelectorAll('.top, .tools, .filters[open], dialog[open], dialog[open] .content, .panel-body, .notice')) {
          if (el.scrollWidth > el.clientWidth + 1) bad.push(name(el) + ' is wider than its box');
        }
        for (const el of document.querySelectorAll('h2, h3, th, td, legend, label, button, .chip, .best li, .legend li')) {
          if (el.checkVisibility() && el.getBoundingClientRect().height > 260) bad.push(name(el) + ' in ' + name(el.parentElement) + ' is ' + Math.round(el.getBoundingClientRect().height) + ' high');
        }
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
          if (!/[\\u202A-\\u202E\\u2066-\\u2069\\u05D0-\\u05D2]/.test(node.data)) continue;
          // Between isolating characters nothing else can be turned.
          if (!/[\\u202A-\\u202E\\u2066-\\u2069\\u05D0-\\u05D2]/.test(node.data.replace(/\\u2068[^\\u2066-\\u2069]*\\u2069/g, ''))) continue;
          let el = node.parentElement;
          while (el && getComputedStyle(el).display === 'inline' && !/isolate|plaintext/.test(getComputedStyle(el).unicodeBidi)) el = el.parentElement;
          const { unicodeBidi, display } = getComputedStyle(el);
          const alone = el.textContent.trim() === node.data.trim();
          if (!alone && !(display === 'inline' && /isolate|plaintext/.test(unicodeBidi)) && el.getClientRects().length > 0 && !el.closest('.spoken')) {
            bad.push('can be turned round: ' + name(el) + ': ' + el.textContent.trim().slice(0, 60));
          }
        }
        return [...new Set(bad)];
      }
      """;

  /** Filters by every tag, one after the other. */
  private static final String EVERY_TAG =
      """
      async () => {
        while (!document.querySelector('.filters .tags input')) {
          await new Promise(requestAnimationFrame);
        }
        for (let i = 0; i < document.querySelectorAll('.filters .tags input').length; i++) {
          document.querySelectorAll('.filters .tags input')[i].click();
          await new Promise(requestAnimationFrame);
        }
      }
      """;

  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** A way to open the page. */
  enum Way {
    DAEMON,
    FILES,
    SINGLE
  }

  private Page open(Way way, Snapshot board, Path directory, Browser.NewContextOptions options)
      throws IOException {
    Path data = directory.resolve("dashboard_data.json");
    Files.write(data, SampleBoard.dataFile(board));
    Page page = BROWSER.page(options);
    page.addInitScript(HostileBoard.COUNTER);
    page.onRequest(request -> requests.add(request.url()));
    String address =
        switch (way) {
          case DAEMON -> BROWSER.keep(new FakeDaemon(board, 0, null)).address();
          case FILES -> {
            Files.write(directory.resolve("dashboard.html"), PAGES.besideData());
            yield files(directory) + "dashboard.html";
          }
          case SINGLE -> {
            Path file = directory.resolve("dashboard_standalone.html");
            PAGES.write(data, file);
            yield file.toUri().toString();
          }
        };
    page.navigate(address + HostileBoard.address());
    assertThat(page.locator(".connection:is(.live, .file)")).isVisible();
    return page;
  }

  private static void harmless(Page page, String where) {
    page.evaluate(
        "async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame) }");
    assertThat((List<?>) page.evaluate(COMPLAINTS)).as(where).isEmpty();
  }

  /** A server that knows nothing but the files of a directory. */
  private static String files(Path directory) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = directory.resolve(exchange.getRequestURI().getPath().substring(1));
          byte[] body = Files.readAllBytes(file);
          String type = file.toString().endsWith(".html") ? "text/html" : "application/json";
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    BROWSER.keep(() -> server.stop(0));
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static Browser.NewContextOptions screen(int width, int height) {
    return new Browser.NewContextOptions().setViewportSize(width, height);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void textsStayTextInTheTableAndWhatChoosesRuns(Way way, @TempDir Path directory)
      throws IOException {
    Page page = open(way, HostileBoard.board(), directory, screen(1280, 800));
    harmless(page, "table");
    assertThat(page.locator("tbody.rows .own").allTextContents())
        .containsAll(HostileBoard.TEXTS.subList(2, HostileBoard.TEXTS.size() - 1));
    page.locator("#filters-button").click();
    harmless(page, "filters");
    for (String text : HostileBoard.TEXTS) {
      page.getByLabel("Search runs").fill(text);
      harmless(page, "search for " + shortened(text));
    }
    page.getByLabel("Search runs")
        .fill("no run has this <img src=x onerror=hit()> " + "y".repeat(900));
    assertThat(page.locator(".notice")).containsText("onerror");
    harmless(page, "nothing found");
    Parts.button(page, "Regular expression").click();
    page.getByLabel("Search runs").fill("([" + HostileBoard.TEXTS.get(1));
    harmless(page, "a pattern that is none");
    page.getByLabel("Search runs").fill("");
    // A filter by every tag, each as a chip.
    page.evaluate(EVERY_TAG);
    assertThat(page.locator(".chip")).hasCount(HostileBoard.TEXTS.size() + 2);
    harmless(page, "chips");
    page.locator(".save input").fill(HostileBoard.TEXTS.get(1));
    page.locator(".save button").click();
    assertThat(page.locator(".presets")).containsText(HostileBoard.TEXTS.get(1));
    harmless(page, "presets");
    page.evaluate("document.querySelector('[aria-label=\"Active filters\"] .plain').click()");
    page.keyboard().press("Escape");
    page.evaluate("document.querySelector('[aria-haspopup=dialog].quiet').click()");
    assertThat(page.locator("dialog.columns")).isVisible();
    harmless(page, "columns");
    page.keyboard().press("Escape");
    for (String fields : List.of("Standard columns", "Columns shown", "All columns")) {
      page.locator("#export").click();
      Download csv =
          page.waitForDownload(
              () -> page.locator(".menu button").filter(containing(fields)).click());
      assertThat(csv.path()).content().doesNotContainPattern("(?m)(^|,)\"?[=@]");
    }
    assertThat(page).hasTitle("Paper Metrics");
    asksForNothing();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void textsStayTextInChartsAndTheirPictures(Way way, @TempDir Path directory) throws Exception {
    Page page = open(way, HostileBoard.board(), directory, screen(1280, 800));
    page.getByLabel("Select all runs shown").check();
    Charts charts = new Charts(page);
    for (String values :
        List.of("Absolute values", "% difference (relative)", "Difference (points)")) {
      charts.choose("Values", values);
      harmless(page, "scores, " + values);
    }
    charts.options();
    page.locator(".controls select")
        .selectOption(new SelectOption().setIndex(HostileBoard.TEXTS.size()));
    harmless(page, "against the longest name");
    for (String key : List.of("bars", "radar")) {
      assertThat(charts.tip(key, 0)).isVisible();
      harmless(page, "tooltip of " + key);
      picturesAreDrawings(charts, key);
      charts.asTable(key);
      harmless(page, key + " as table");
    }
    charts.tab("Long context");
    for (String view : List.of("Mean", "Median", "Files", "Points")) {
      charts.choose("View", view);
      assertThat(charts.tip("context", 0)).isVisible();
      harmless(page, "curves, " + view);
    }
    picturesAreDrawings(charts, "context");
    charts.asTable("context");
    harmless(page, "curves as table");
    charts.tab("Configuration");
    page.getByLabel("Differences only").uncheck();
    assertThat(page.locator(".configs").first()).containsText("__proto__.polluted");
    assertThat(page.locator(".configs").first()).containsText("constructor.prototype.polluted");
    harmless(page, "configurations");
    page.locator(".best button").first().click();
    harmless(page, "best");
    asksForNothing();
  }

  @Test
  void textsStayTextInNewsAndProblems(@TempDir Path directory) throws IOException {
    Snapshot board = HostileBoard.board();
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board, 0, null));
    Page page = BROWSER.page();
    page.addInitScript(HostileBoard.COUNTER);
    page.navigate(daemon.address());
    assertThat(page.locator(".connection.live")).isVisible();
    for (int i = 0; i < HostileBoard.TEXTS.size(); i++) {
      Run run = board.runs().get(i);
      daemon.push(
          i % 3 == 0
              ? SampleBoard.removal(daemon.board(), run)
              : SampleBoard.change(
                  daemon.board(),
                  SampleBoard.renamed(
                      SampleBoard.evaluatedAgain(run, i), run.name() + HostileBoard.TEXTS.get(i))));
    }
    page.keyboard().press("u");
    assertThat(page.locator(".news > li")).hasCount(HostileBoard.TEXTS.size());
    harmless(page, "news");
    page.keyboard().press("Escape");
    page.locator(".pill.problems").click();
    assertThat(page.locator(".problems li")).hasCount(HostileBoard.TEXTS.size());
    harmless(page, "problems");
    page.keyboard().press("Escape");
    page.keyboard().press("?");
    harmless(page, "keys");
  }

  @Test
  void noTextBurstsThePhone(@TempDir Path directory) throws IOException {
    Page page = open(Way.SINGLE, HostileBoard.board(), directory, screen(390, 844));
    harmless(page, "table");
    page.locator("#filters-button").click();
    page.evaluate(EVERY_TAG);
    harmless(page, "filters");
    page.keyboard().press("Escape");
    assertThat(page.locator("[aria-label='Active filters'] .plain")).isAttached();
    page.evaluate("document.querySelector('[aria-label=\"Active filters\"] .plain').click()");
    page.evaluate("document.querySelector('[aria-haspopup=dialog].quiet').click()");
    assertThat(page.locator("dialog.columns")).isVisible();
    harmless(page, "columns");
    page.keyboard().press("Escape");
    page.getByLabel("Select all runs shown").check();
    page.locator("#charts-button").click();
    Charts charts = new Charts(page);
    charts.choose("Values", "Difference (points)");
    assertThat(charts.tip("bars", 0)).isVisible();
    harmless(page, "scores");
    charts.tab("Long context");
    assertThat(charts.tip("context", 0)).isVisible();
    harmless(page, "curves");
    charts.tab("Configuration");
    harmless(page, "configurations");
  }

  /** A chart as SVG is well-formed and made of shapes and text alone, as PNG it is a picture. */
  private static void picturesAreDrawings(Charts charts, String key) throws Exception {
    Download svg = charts.save(key, "SVG");
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(svg.path().toFile())
            .getDocumentElement();
    NodeList elements = root.getElementsByTagName("*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      assertThat(element.getTagName())
          .isIn(
              "g",
              "path",
              "text",
              "rect",
              "defs",
              "clipPath",
              "pattern",
              "polyline",
              "tspan",
              "style",
              "circle",
              "polygon",
              "line",
              // What the picture says of itself, text alone.
              "title",
              "desc",
              "metadata");
      for (int a = 0; a < element.getAttributes().getLength(); a++) {
        assertThat(element.getAttributes().item(a).getNodeName())
            .doesNotStartWithIgnoringCase("on")
            .doesNotContain("href");
      }
    }
    Download png = charts.save(key, "PNG");
    assertThat(Files.readAllBytes(png.path())).startsWith(0x89, 'P', 'N', 'G');
  }

  /** Only the page's own files, the data, and runs by their ids were asked for. */
  private void asksForNothing() {
    assertThat(requests)
        .allMatch(
            url ->
                url.matches("(blob|data|file):.*")
                    || url.matches("http://127\\.0\\.0\\.1:\\d+/assets/[\\w.-]+")
                    || url.matches("http://127\\.0\\.0\\.1:\\d+/[\\w.]*(#.*)?")
                    || url.matches(
                        "http://127\\.0\\.0\\.1:\\d+/api/v1/(runs|status|problems|live.*)")
                    || url.matches("http://127\\.0\\.0\\.1:\\d+/api/v1/runs/[^/?#<>\"]+"));
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(40, text.length()));
  }
}
