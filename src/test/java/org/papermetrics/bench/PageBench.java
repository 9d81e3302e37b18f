package org.papermetrics.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.papermetrics.browser.BrowserSupport;

/**
 * Measures the page in Chromium on a daemon in a process of its own: from the arrival of the data
 * to the first rows, from a click or a key to the rows that it asks for, from the arrival of a
 * frame to its row, from the rename of a results file to its row; and what a thousand changes leave
 * behind. Painted means: the task that runs after the frame with the change was handed to the
 * compositor. Arguments: the jar, the number of runs, the number of drops, the number of changes.
 *
 * <p>{@code java -cp target/test-classes:target/classes:… org.papermetrics.bench.PageBench
 * target/paper-metrics.jar 10000 200 1000}
 */
public final class PageBench {
  private static final int TIMES = 41;
  private static final int WARM_UP = 20;
  private static final int LOADS = 7;
  private static final long BETWEEN_MILLIS = 150;

  /** Times are in milliseconds since the epoch, as the system clock has them. */
  private static final String PROBE =
      """
      window.bench = (() => {
        const now = () => performance.timeOrigin + performance.now();
        const waiting = new Set();
        const first = () => document.querySelector('tbody.rows tr')?.dataset.id;
        const count = () => document.querySelector('.count')?.innerText;
        function look() {
          for (const one of waiting) {
            if (one.when()) {
              waiting.delete(one);
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => one.done(now());
              port2.postMessage(null);
            }
          }
        }
        new MutationObserver(look).observe(document, {
          subtree: true, childList: true, characterData: true,
          attributes: true, attributeFilter: ['data-id'],
        });
        const until = (when) => new Promise((done) => { waiting.add({ when, done }); look(); });
        const bench = { now, frame: 0, row: null };
        const data = performance.getEntriesByType.bind(performance, 'resource');
        bench.loaded = until(() => first() !== undefined).then((painted) =>
          painted - performance.timeOrigin -
          data().find(({ name }) => name.endsWith('/api/v1/runs')).responseEnd);
        bench.expect = () => {
          const before = count();
          bench.row = until(() => count() !== before);
        };
        bench.time = async (what, action) => {
          const of = { first, count }[what];
          const before = of();
          const painted = until(() => of() !== before);
          const start = now();
          action();
          return (await painted) - start;
        };
        window.WebSocket = class extends WebSocket {
          constructor(...args) {
            super(...args);
            this.addEventListener('message', () => (bench.frame = now()));
          }
        };
        return bench;
      })();
      """;

  private static final Map<String, String> ACTIONS =
      Map.of(
          "sort by a number",
          "'first', () => document.querySelector('th[data-key=sblimp] button').click()",
          "sort by name",
          "'first', () => document.querySelector('th[data-key=name] button').click()",
          "filter",
          "'count', () => document.querySelector(`input[name=choice-ttt][value=${i % 2 ? 'yes' :"
              + " 'no'}]`).click()",
          "search words",
          "'count', () => type(i % 2 ? 'ttt 1' : 'lora')",
          "search a pattern",
          "'count', () => type(i % 2 ? '(ttt|lora).*[13]\\\\d' : '^CP\\\\d*5')");

  private PageBench() {}

  /** Runs the benchmark and prints what was measured. */
  public static void main(String[] args) throws Exception {
    int runs = Integer.parseInt(args[1]);
    try (BenchDaemon daemon = BenchDaemon.start(args[0], runs);
        Playwright playwright = BrowserSupport.playwright();
        Browser browser = BrowserSupport.launch(playwright)) {
      Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
      page.addInitScript(PROBE);
      // Newest first, so that what comes is painted at the top.
      page.navigate(daemon.address() + "/#sort=-evaluated");
      awaitRuns(page, runs);
      print("first rows after the data", load(page, runs));
      page.locator("#filters-button").click();
      CDPSession session = page.context().newCDPSession(page);
      session.send("Performance.enable", domain("threadTicks"));
      for (String name : ACTIONS.keySet().stream().sorted().toList()) {
        double before = metrics(session).get("TaskDuration");
        print(name, act(page, name));
        double busy = metrics(session).get("TaskDuration") - before;
        printBusy(busy / TIMES);
      }
      page.navigate("about:blank");
      page.navigate(daemon.address() + "/#sort=-evaluated");
      drop(daemon, page, Integer.parseInt(args[2]), "");
      page.navigate("about:blank");
      page.navigate(daemon.address() + "/#sort=-evaluated&regex=yes&q=cp\\d%2B0");
      drop(daemon, page, Integer.parseInt(args[2]) / 4, ", with a pattern");
      page.navigate("about:blank");
      page.navigate(daemon.address() + "/");
      change(daemon, page, Integer.parseInt(args[3]));
    }
  }

  private static void print(String what, double[] millis) {
    System.out.printf("%-42s %s%n", what, BenchDaemon.summary(millis));
  }

  private static void printBusy(double seconds) {
    System.out.printf("%42s of it %.1f ms on the processor%n", "", seconds * 1000);
  }

  // The daemon reads the last of a large tree after it has begun to listen.
  private static void awaitRuns(Page page, int runs) {
    page.waitForCondition(
        () -> {
          String count = page.locator(".count").innerText().replaceAll("\\D", "");
          return !count.isEmpty() && Integer.parseInt(count) >= runs;
        },
        new Page.WaitForConditionOptions().setTimeout(120_000));
  }

  private static double[] load(Page page, int runs) {
    double[] millis = new double[LOADS];
    for (int i = 0; i < LOADS; i++) {
      page.reload();
      millis[i] = number(page.evaluate("bench.loaded"));
      awaitRuns(page, runs);
    }
    return millis;
  }

  private static double[] act(Page page, String name) {
    boolean pattern = name.endsWith("pattern");
    page.locator("#search").fill("");
    if (pattern) {
      page.locator(".regex").click();
    }
    double[] millis = new double[TIMES];
    for (int i = -2; i < TIMES; i++) {
      Object took =
          page.evaluate(
              "(i) => { const field = document.querySelector('#search'); const type = (text) => {"
                  + " field.value = text; field.dispatchEvent(new InputEvent('input')) }; return"
                  + " bench.time("
                  + ACTIONS.get(name)
                  + ") }",
              i + 2);
      if (i >= 0) {
        millis[i] = number(took);
      }
      page.waitForTimeout(30);
    }
    return millis;
  }

  private static void drop(BenchDaemon daemon, Page page, int drops, String how)
      throws IOException, InterruptedException {
    page.locator(".connection >> text=Live").waitFor();
    page.waitForTimeout(1000);
    CDPSession session = page.context().newCDPSession(page);
    session.send("Performance.enable", domain("threadTicks"));
    double before = metrics(session).get("TaskDuration");
    double[] whole = new double[drops];
    double[] inPage = new double[drops];
    for (int i = -WARM_UP; i < drops; i++) {
      Thread.sleep(BETWEEN_MILLIS);
      page.evaluate("bench.expect()");
      daemon.tree().dropNextAtomically();
      Instant renamed = Instant.now();
      double painted = number(page.evaluate("bench.row"));
      if (i >= 0) {
        whole[i] = painted - (renamed.getEpochSecond() * 1e3 + renamed.getNano() / 1e6);
        inPage[i] = painted - number(page.evaluate("bench.frame"));
      }
    }
    double busy = metrics(session).get("TaskDuration") - before;
    print("frame to row" + how, inPage);
    printBusy(busy / (drops + WARM_UP));
    print("rename to row" + how, whole);
  }

  private static void change(BenchDaemon daemon, Page page, int changes)
      throws IOException, InterruptedException {
    page.locator(".connection >> text=Live").waitFor();
    CDPSession session = page.context().newCDPSession(page);
    session.send("Performance.enable", domain("timeTicks"));
    List<Path> results;
    try (Stream<Path> files = Files.walk(daemon.tree().checkpoints())) {
      results =
          files.filter(file -> file.endsWith("paper_metrics_results.json")).limit(20).toList();
    }
    for (int i = 0; i <= changes; i++) {
      if (i % Math.max(1, changes / 4) == 0) {
        page.waitForTimeout(2000);
        System.out.printf("after %d changes: %s%n", i, left(session));
      }
      rewrite(results.get(i % results.size()), i);
      Thread.sleep(60);
    }
  }

  private static void rewrite(Path file, int change) throws IOException {
    String text =
        Files.readString(file)
            .replaceFirst("\\{(\"change\": \\d+, )?", "{\"change\": " + change + ", ");
    Path next = Files.writeString(file.resolveSibling("next.tmp"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String left(CDPSession session) {
    session.send("HeapProfiler.collectGarbage");
    Map<String, Double> metrics = metrics(session);
    return "heap %.1f MB, %.0f nodes, %.0f listeners"
        .formatted(
            metrics.get("JSHeapUsedSize") / 1e6,
            metrics.get("Nodes"),
            metrics.get("JSEventListeners"));
  }

  private static JsonObject domain(String time) {
    JsonObject domain = new JsonObject();
    domain.addProperty("timeDomain", time);
    return domain;
  }

  private static Map<String, Double> metrics(CDPSession session) {
    Map<String, Double> metrics = new TreeMap<>();
    for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      JsonObject one = metric.getAsJsonObject();
      metrics.put(one.get("name").getAsString(), one.get("value").getAsDouble());
    }
    return metrics;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
