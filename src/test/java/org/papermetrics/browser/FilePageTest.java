package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.page.PageFiles;
import org.papermetrics.write.StandalonePage;

/** The page on a server that knows nothing but files, beside {@code dashboard_data.json}. */
@Tag("browser")
class FilePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final PageFiles FILES = PageFiles.load();

  private final Map<String, byte[]> served = new TreeMap<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = served.get(exchange.getRequestURI().getPath());
          if (body == null) {
            exchange.sendResponseHeaders(404, -1);
          } else {
            String path = exchange.getRequestURI().getPath();
            exchange
                .getResponseHeaders()
                .set("Content-Type", path.endsWith(".json") ? "application/json" : type(path));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  private static String type(String path) {
    return FILES.at(path).map(file -> file.contentType()).orElse("text/html; charset=utf-8");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void onePageFileShowsTheDataBesideIt() {
    served.put("/out/dashboard.html", new StandalonePage(FILES.parts()).besideData());
    served.put("/out/dashboard_data.json", SampleBoard.dataFile(SampleBoard.of(30)));
    Page page = BROWSER.page();
    page.navigate(address("/out/dashboard.html"));
    assertThat(page.locator(".count")).hasText("30 runs");
    assertThat(page.locator(".connection")).hasText("File of 2026-03-01 09:30");
    page.getByLabel("Search runs").fill("baseline");
    assertThat(page.locator("tr.baseline")).hasCount(1);
  }

  @Test
  void thePageOfTheDaemonFallsBackToTheFileWhereThereIsNoDaemon() {
    FILES.paths().forEach(path -> served.put(path, FILES.at(path).orElseThrow().bytes()));
    served.put("/dashboard_data.json", SampleBoard.dataFile(SampleBoard.of(30)));
    BROWSER.expect("status of 404");
    Page page = BROWSER.page();
    page.navigate(address("/dashboard.html"));
    assertThat(page.locator(".count")).hasText("30 runs");
    assertThat(page.locator(".connection")).hasText("File of 2026-03-01 09:30");
  }

  @Test
  void aMissingDataFileIsNamed() {
    served.put("/dashboard.html", new StandalonePage(FILES.parts()).besideData());
    BROWSER.expect("status of 404");
    assertThat(notice("/dashboard.html"))
        .contains("There is no data to show", "There is no dashboard_data.json here.", "aggregate");
  }

  @Test
  void aDataFileThatIsNoneIsSaidToBeSo() {
    served.put("/dashboard.html", new StandalonePage(FILES.parts()).besideData());
    for (String broken : List.of("{\"runs\":[", "{\"runs\":3}", "", "[]", "null")) {
      served.put("/dashboard_data.json", broken.getBytes(StandardCharsets.UTF_8));
      assertThat(notice("/dashboard.html"))
          .as(broken)
          .contains("There is no data to show", "aggregate");
    }
  }

  @Test
  void dataOfAShapeThatIsNotKnownIsSaidToBeSo() {
    served.put("/dashboard.html", new StandalonePage(FILES.parts()).besideData());
    served.put(
        "/dashboard_data.json",
        "{\"schema_version\":\"2.0\",\"runs\":[]}".getBytes(StandardCharsets.UTF_8));
    assertThat(notice("/dashboard.html"))
        .contains("The data has the shape 2.0, and this page reads 1.x.");
  }

  @Test
  void chartsThemeAndKeysNeedNoDaemon() {
    served.put("/dashboard.html", new StandalonePage(FILES.parts()).besideData());
    served.put("/dashboard_data.json", SampleBoard.dataFile(SampleBoard.of(30)));
    Page page = BROWSER.page();
    page.navigate(address("/dashboard.html"));
    Charts charts = new Charts(page).select(0, 3);
    assertThat(charts.tip("bars", 0)).containsText("sBLIMP");
    charts.tab("Long context");
    assertThat(charts.tip("context", 0)).containsText("Position 1,000");
    page.keyboard().press("t");
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    page.keyboard().press("u");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("This page shows a file");
  }

  @Test
  void anEmptyDataFileSaysWhereRunsWereLookedFor() {
    served.put("/dashboard.html", new StandalonePage(FILES.parts()).besideData());
    served.put(
        "/dashboard_data.json",
        SampleBoard.dataFile(SampleBoard.with("e", 1, List.of(), List.of())));
    assertThat(notice("/dashboard.html")).contains("No runs in this file", "/data/checkpoints");
  }

  private String notice(String path) {
    Page page = BROWSER.page();
    page.navigate(address(path));
    assertThat(page.locator(".notice h2")).isVisible();
    return page.locator(".notice").innerText();
  }
}
