package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.papermetrics.model.Run;

/** The parts of the page, as tests look for them. */
final class Parts {
  private Parts() {}

  /** A page on a daemon, connected. */
  static Page open(BrowserSupport browser, FakeDaemon daemon) {
    Page page = browser.page();
    page.navigate(daemon.address());
    // The page itself says when it is there; an assertion alone asks again after up to a second.
    page.locator(".connection.live").waitFor();
    assertThat(connection(page)).hasText("Live");
    return page;
  }

  /** What says whether the page follows the runs. */
  static Locator connection(Page page) {
    return page.locator(".connection");
  }

  /** The rows that are drawn. */
  static Locator rows(Page page) {
    return page.locator("tbody.rows tr");
  }

  /** The rows among them that have this text. */
  static Locator row(Page page, String text) {
    return rows(page).filter(new Locator.FilterOptions().setHasText(text));
  }

  /**
   * Rows that light up stay lit until {@link #goDark}; on a busy machine a test would look for them
   * when they no longer are.
   */
  static void stayLit(Page page) {
    page.evaluate(
        """
        () => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('tr > * { animation-duration: 3600s !important }');
          document.adoptedStyleSheets = [sheet];
        }
        """);
  }

  /** Rows that are lit go dark. */
  static void goDark(Page page) {
    page.evaluate("() => { document.adoptedStyleSheets = [] }");
  }

  /** A button by its whole name. */
  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** A run of this name, later than all others, with an experiment of its own. */
  static Run added(String name, String metrics) {
    return SampleBoard.run(name, "exp_" + name.replace(' ', '_'), 20_000, metrics);
  }
}
