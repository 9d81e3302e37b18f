package org.papermetrics.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/**
 * How busy a page is with what a user does, in milliseconds of its own thread on a processor: other
 * processes count only as far as they slow the processor down, and by as much a fixed piece of work
 * is slower too.
 */
final class PageWork {
  /** What a user takes for at once, on a machine that needs {@link #FIXED} for the fixed work. */
  private static final double AT_ONCE = 100;

  /**
   * Milliseconds for {@link #SORT_AND_LAY_OUT} on a machine of two cores with nothing else to do.
   */
  private static final double FIXED = 45;

  private static final String SORT_AND_LAY_OUT =
      """
      const names = Array.from({length: 10000}, (_, j) => 'CP' + (j * 7919) % 10000 + ' - run ' + j % 97);
      names.sort(new Intl.Collator('en', {numeric: true}).compare);
      const box = document.createElement('div');
      box.style.display = 'grid';
      box.append(...names.slice(0, 1000).map((name) => {
        const cell = document.createElement('span');
        cell.textContent = name;
        return cell;
      }));
      document.body.append(box);
      box.getBoundingClientRect();
      box.remove()""";

  private static final int TIMES = 10;

  private final Page page;
  private final CDPSession session;

  PageWork(Page page) {
    this.page = page;
    session = page.context().newCDPSession(page);
    JsonObject domain = new JsonObject();
    domain.addProperty("timeDomain", "threadTicks");
    session.send("Performance.enable", domain);
  }

  /**
   * The page answers an action at once.
   *
   * @param action a statement in JavaScript; {@code i} counts how often it was done before
   */
  void isQuick(String name, String action) {
    double before = busy(SORT_AND_LAY_OUT);
    double taken = busy(action);
    double slower = Math.max(1, (before + busy(SORT_AND_LAY_OUT)) / 2 / FIXED);
    assertThat(taken)
        .as("%s, on a machine %.1f times slower", name, slower)
        .isLessThan(AT_ONCE * slower);
  }

  private double busy(String action) {
    String times =
        "async () => { for (let i = 0; i < "
            + TIMES
            + "; i++) { "
            + action
            + "; await new Promise((done) => setTimeout(() => requestAnimationFrame(() =>"
            + " requestAnimationFrame(() => setTimeout(done))), 30)) } }";
    page.evaluate(times);
    double before = taskDuration();
    page.evaluate(times);
    return (taskDuration() - before) * 1000 / TIMES;
  }

  private double taskDuration() {
    for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
        return metric.getAsJsonObject().get("value").getAsDouble();
      }
    }
    throw new AssertionError("the browser does not tell how busy it is");
  }
}
