package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Curve;
import org.papermetrics.model.PrefixPerplexities;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.statistics.LongContext;

/** Long context: perplexity over all positions in the table, and what the charts derive. */
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
    assertThat(tile).containsText("Lowest long context");
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
    double now = PrefixPerplexities.at(again.progression().files(), 8000).orElseThrow();
    assertThat(
            page.locator("tbody.rows td")
                .filter(
                    new Locator.FilterOptions()
                        .setHasText(
                            Pattern.compile("^" + String.format(Locale.ROOT, "%,.1f", now) + "$"))))
        .not()
        .hasCount(0);
  }

  private static Charts charts(Page page) {
    return new Charts(page);
  }

  private Page context(String more) {
    Page page = BROWSER.page();
    Run shown = daemon.board().runs().get(2);
    page.navigate(daemon.address() + "#panel=open&tab=context&sel=" + shown.id() + more);
    return page;
  }

  @Test
  void localLossIsAFurtherMeasure() {
    Page page = context("");
    charts(page).choose("Measure", "Local loss");
    assertThat(page).hasURL(Pattern.compile("quantity=local"));
    assertThat(page.locator(".context h3")).containsText("Local loss (nats), derived by position");
    assertThat(page.locator(".context")).containsText("Local loss is derived from the curves");
    charts(page).choose("View", "Files").asTable("context");
    Curve curve = daemon.board().runs().get(2).progression().files().get(0);
    double[] local = LongContext.localLoss(curve);
    // Position, three files of the baseline, three files of the run.
    Locator row = page.locator(".context tbody tr").nth(20);
    assertThat(row.locator("td").nth(3)).hasText(String.format(Locale.ROOT, "%.3f", local[20]));
    page.reload();
    assertThat(page.locator(".context h3")).containsText("Local loss");
  }

  @Test
  void referenceLinesGoWithOneClickAndStandInTheAddress() {
    Page page = context("");
    Locator lines =
        page.getByRole(
            AriaRole.GROUP, new Page.GetByRoleOptions().setName("Reference lines").setExact(true));
    Locator uniform = lines.getByText("Uniform");
    charts(page).options();
    assertThat(uniform).hasAttribute("aria-pressed", "true");
    int before = charts(page).drawn("context");
    uniform.click();
    assertThat(uniform).hasAttribute("aria-pressed", "false");
    assertThat(page).hasURL(Pattern.compile("uniform=no"));
    page.waitForCondition(() -> charts(page).drawn("context") > before);
    lines.getByText("Trained").click();
    assertThat(page).hasURL(Pattern.compile("uniform=no&trained=no"));
    page.reload();
    charts(page).options();
    assertThat(uniform).hasAttribute("aria-pressed", "false");
    uniform.click();
    assertThat(page).not().hasURL(Pattern.compile("uniform"));
  }

  @Test
  void everyFileHasADotAgainstTheReference() {
    Page page = context("");
    Locator card = page.getByLabel("Audio file chart").first();
    assertThat(card).containsText("minus that of Baseline");
    assertThat(card).containsText("the last position that both runs have of it (41,000 to 44,000)");
    assertThat(card).containsText("too few for a p-value");
    charts(page).asTable("files");
    Progression own = daemon.board().runs().get(2).progression();
    Progression other = daemon.board().runs().get(19).progression();
    for (int file = 0; file < 3; file++) {
      Curve mine = own.files().get(file);
      Curve theirs = other.files().get(file);
      int last = mine.size() - 1;
      double value = Math.log(mine.perplexity(last)) - Math.log(theirs.perplexity(last));
      assertThat(page.locator(".files tbody tr").nth(file).locator("td"))
          .hasText(String.format(Locale.ROOT, "%+.3f nats", value).replace('-', '−'));
    }
    new Charts(page).options();
    page.getByLabel("Show baseline").uncheck();
    // Also where the reference is not drawn.
    assertThat(card).isVisible();
  }
}
