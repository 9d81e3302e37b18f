package org.papermetrics.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures the page in a browser, with the clock of the page. */
final class PageBench {
  /** From the beginning of the navigation until a row is drawn. */
  private static final String FIRST_ROWS =
      """
      new Promise((done) => {
        const look = () =>
          document.querySelector('tbody.rows tr td')
            ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
            : setTimeout(look, 2);
        look();
      })""";

  private static final String LOADED =
      """
      new Promise((done) => {
        const look = () =>
          document.readyState === 'complete' ? done(performance.now()) : setTimeout(look, 2);
        look();
      })""";

  /** From a click until the picture after it is drawn. */
  private static final String SORTED =
      """
      new Promise((done) => {
        const head = document.querySelector('thead th[data-key="sblimp"] button');
        const began = performance.now();
        head.click();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
      })""";

  private static final int TIMES = 7;

  private PageBench() {}

  /**
   * The page of a daemon, opened and sorted several times; its files are in the browser's cache.
   */
  static List<Figure> measure(
      BenchDirectory directory, Path browser, MeasuredDaemon daemon, HttpClient client)
      throws IOException, InterruptedException {
    URI page = daemon.address().resolve("/");
    URI plain = daemon.address().resolve("/healthz");
    List<Double> opened = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    List<Double> sorted = new ArrayList<>();
    try (BrowserPage tab = BrowserPage.open(directory, browser, client)) {
      tab.open(page);
      tab.number(FIRST_ROWS);
      for (int i = 0; i < TIMES; i++) {
        tab.open(plain);
        floor.add(tab.number(LOADED));
        tab.open(page);
        opened.add(tab.number(FIRST_ROWS));
      }
      for (int i = 0; i < TIMES; i++) {
        sorted.add(tab.number(SORTED));
      }
    }
    return List.of(
        Figure.of(Item.PAGE_ROWS, median(opened), median(floor)),
        Figure.of(Item.PAGE_SORTED, median(sorted)));
  }

  private static double median(List<Double> millis) {
    return new Timings(millis.stream().map(ms -> Math.round(ms * 1e6)).toList()).median();
  }
}
