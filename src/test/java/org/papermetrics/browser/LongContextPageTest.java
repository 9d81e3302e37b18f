package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;

/** Perplexity over all positions, in the table. */
@Tag("browser")
class LongContextPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private final FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(20), 0, null));

  private static Locator head(Page page, String key) {
    return page.locator("thead th[data-key='" + key + "']");
  }

  private DoubleStream ends() {
    return daemon.board().runs().stream()
        .mapToDouble(run -> run.progression().prefix().atLast().orElseThrow());
  }

  @Test
  void theLowestStandsFirstAndIsTheBest() {
    Page page = open(BROWSER, daemon);
    assertThat(head(page, "context_8k"))
        .hasAttribute(
            "title",
            Pattern.compile("^Perplexity over all positions up to 8,000: .*Lower is better"));
    head(page, "context_end").locator("button").click();
    String lowest = String.format(Locale.ROOT, "%,.1f", ends().min().orElseThrow());
    // Below the head stands the reference run, out of the order.
    Locator cell = page.locator("tbody.rows tr td[title^='Up to position']").first();
    assertThat(cell).hasText(lowest);
    assertThat(cell).hasAttribute("title", "Up to position 41,000");
    Locator tile = page.locator(".best li").last();
    assertThat(tile).containsText("Lowest Long context");
    assertThat(tile).containsText(lowest);
    assertThat(page).hasURL(Pattern.compile("sort=context_end"));
  }

  @Test
  void addressesThatNameSingleTokensGoOnWorking() {
    Page page = BROWSER.page();
    page.navigate(
        daemon.address()
            + "#cols=step~ppl_8k~ppl_16k~metrics.librilight_perplexity_24k&sort=ppl_8k");
    assertThat(page.locator("thead th .label"))
        .hasText(new String[] {"Name", "Step", "PPL 8k", "PPL 16k", "PPL 24k"});
    assertThat(head(page, "ppl_8k")).hasAttribute("aria-sort", "ascending");
    assertThat(head(page, "ppl_8k"))
        .hasAttribute("title", Pattern.compile("one single token.*jumps between checkpoints"));
    button(page, "Columns").click();
    button(page, "Usual columns").click();
    assertThat(head(page, "ppl_8k")).hasCount(0);
    assertThat(head(page, "context_24k")).hasCount(1);
    assertThat(page.getByLabel("PPL 24k")).not().isChecked();
  }

  @Test
  void aChangeOfTheCurveChangesTheColumn() {
    Page page = open(BROWSER, daemon);
    Run shown = daemon.board().runs().get(2);
    Run again = SampleBoard.evaluatedAgain(shown, 77);
    assertThat(again.progression().prefix()).isNotEqualTo(shown.progression().prefix());
    daemon.push(SampleBoard.change(daemon.board(), again));
    double now = again.progression().prefix().byPosition().get(8000);
    assertThat(
            page.locator("tbody.rows td")
                .filter(
                    new Locator.FilterOptions()
                        .setHasText(
                            Pattern.compile("^" + String.format(Locale.ROOT, "%,.1f", now) + "$"))))
        .not()
        .hasCount(0);
  }
}
