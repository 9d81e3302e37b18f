package org.papermetrics.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.util.ArrayList;
import java.util.List;
import org.papermetrics.browser.BrowserSupport;

/**
 * Measures over a connection with latency, such as an SSH tunnel, how long the page takes from the
 * request to the first row, and how many requests reach the network: when it is opened for the
 * first time, and when it is reloaded. Arguments: the jar, the number of runs, the latency in
 * milliseconds.
 */
public final class DeliveryBench {
  private static final int TIMES = 7;

  private static final String PROBE =
      """
      window.firstRow = new Promise((done) => {
        const find = () => document.querySelector('tbody.rows tr') && done(performance.now());
        new MutationObserver(find).observe(document, { subtree: true, childList: true });
      });
      """;

  private DeliveryBench() {}

  /** Runs the benchmark and prints what was measured. */
  public static void main(String[] args) throws Exception {
    try (BenchDaemon daemon = BenchDaemon.start(args[0], Integer.parseInt(args[1]));
        Playwright playwright = BrowserSupport.playwright();
        Browser browser = BrowserSupport.launch(playwright)) {
      Opening cold = new Opening();
      Opening reload = new Opening();
      for (int i = 0; i < TIMES; i++) {
        try (BrowserContext context = browser.newContext()) {
          Page page = context.newPage();
          page.addInitScript(PROBE);
          slow(context.newCDPSession(page), Integer.parseInt(args[2]));
          cold.measure(page, () -> page.navigate(daemon.address() + "/"));
          reload.measure(page, page::reload);
        }
      }
      cold.print("first open");
      reload.print("reload");
    }
  }

  private static void slow(CDPSession session, int latencyMillis) {
    session.send("Network.enable");
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", latencyMillis);
    conditions.addProperty("downloadThroughput", -1);
    conditions.addProperty("uploadThroughput", -1);
    session.send("Network.emulateNetworkConditions", conditions);
  }

  /** What was measured of one way to open the page. */
  private static final class Opening {
    private final List<Double> millis = new ArrayList<>();
    private double requests;

    void measure(Page page, Runnable open) {
      open.run();
      millis.add(((Number) page.evaluate("firstRow")).doubleValue());
      page.waitForTimeout(500);
      requests =
          ((Number)
                  page.evaluate(
                      "1 + performance.getEntriesByType('resource').filter((r) => r.transferSize >"
                          + " 0).length"))
              .doubleValue();
    }

    void print(String what) {
      System.out.printf(
          "%-12s %3.0f requests, first row after %s%n",
          what,
          requests,
          BenchDaemon.summary(millis.stream().mapToDouble(Double::doubleValue).toArray()));
    }
  }
}
