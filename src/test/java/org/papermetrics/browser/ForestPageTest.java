package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.added;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Differences of the selected runs from the reference, as a forest plot. */
@Tag("browser")
class ForestPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /** A mark in the colour of the paper, with an edge. */
  private static final Pattern HOLLOW =
      Pattern.compile("<path [^>]*fill=\"rgb\\(255, 255, 255\\)\" stroke=\"rgb");

  private static String scores(int sblimp, int swuggy) {
    return ("{\"sblimp_accuracy\":%s,\"sblimp_samples\":1000,"
            + "\"swuggy_accuracy\":%s,\"swuggy_samples\":2000}")
        .formatted(sblimp / 1000.0, swuggy / 2000.0);
  }

  /** A run that is far from the other, one that is near it, and one that has no value. */
  private static Snapshot board(boolean baseline) {
    Run pretrained = SampleBoard.of(1).runs().get(0);
    List<Run> runs =
        List.of(
            added("first", scores(500, 1200)),
            added("near", scores(505, 1210)),
            added("far", scores(650, 1500)),
            added("empty", "{}"));
    return SampleBoard.with(
        "e",
        1,
        baseline ? List.of(runs.get(0), runs.get(1), runs.get(2), runs.get(3), pretrained) : runs,
        List.of());
  }

  private static Page page(boolean baseline, String fragment) {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(baseline), 0, null));
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#q=exp_" + fragment);
    new Charts(page).select(0, 1, 2, 3);
    return page;
  }

  private static Locator metric(Page page) {
    return page.locator(".forest")
        .getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Metric"));
  }

  @Test
  void differencesAreSortedAndSayHowSureTheyAre() {
    Page page = page(true, "&reference=exp_first_cp020000");
    Charts charts = new Charts(page);
    assertThat(page.locator("#charts section.box").first()).hasClass(Pattern.compile("forest"));
    assertThat(page.locator(".forest h3")).hasText("sBLIMP, difference to first ± 95 %");
    Locator first = charts.tip("forest", 0);
    assertThat(first).containsText("sBLIMP, reference 50.00 %");
    assertThat(first)
        .containsText(Pattern.compile("far.*65\\.00 % · \\+15\\.00 pts", Pattern.DOTALL));
    assertThat(first).containsText(Pattern.compile("\\+10\\.\\d to \\+19\\.\\d, p = .*, better"));
    assertThat(page.locator(".forest .remark").last()).containsText("empty: no sBLIMP");
    metric(page).selectOption("swuggy");
    assertThat(page).hasURL(Pattern.compile("delta=swuggy"));
    assertThat(page.locator(".forest h3")).containsText("sWUGGY");
    charts.asTable("forest");
    assertThat(charts.sheet("forest"))
        .anyMatch(row -> row.matches("(?s)far\\s.*75.00 %\\s+\\+15.00 pts.*better"))
        .anyMatch(row -> row.matches("(?s)near\\s.*\\+0.50 pts.*not decided"))
        .noneMatch(row -> row.startsWith("first"));
  }

  @Test
  void whatIsNotDecidedIsHollow() throws IOException {
    Page page = page(true, "&reference=exp_first_cp020000");
    Charts charts = new Charts(page);
    charts.drawn("forest");
    Download svg = charts.save("forest", "SVG");
    String picture = Files.readString(svg.path());
    assertThat(picture).contains("worse ← Difference, percentage points → better", "far", "near");
    assertThat(HOLLOW.matcher(picture).results()).as("only that of the run near").hasSize(1);
  }

  @Test
  void theChartIsAsHighAsItsLinesNeed() {
    Page page = page(true, "&reference=exp_first_cp020000");
    Charts charts = new Charts(page);
    charts.drawn("forest");
    double before = charts.chart("forest").boundingBox().height;
    new Charts(page).options();
    page.getByLabel("Show baseline").uncheck();
    charts.settle();
    assertThat(charts.chart("forest").boundingBox().height).isEqualTo(before - 26);
  }

  @Test
  void onAPhoneWhatIsSaidOfALineIsNarrow() {
    Page page = page(true, "&reference=exp_first_cp020000&panel=open");
    page.setViewportSize(390, 844);
    Charts charts = new Charts(page);
    charts.settle();
    Locator tip = charts.tip("forest", 0);
    assertThat(tip).isVisible();
    assertThat(tip.boundingBox().width).isLessThanOrEqualTo(280);
    assertThat((Boolean) tip.evaluate("e => e.scrollWidth <= e.clientWidth")).isTrue();
  }

  @Test
  void withoutAReferenceOrUncertaintyThereIsNone() {
    Page page = page(false, "");
    Charts charts = new Charts(page);
    charts.drawn("bars");
    assertThat(page.locator(".forest")).hasCount(0);
    Page other = page(true, "");
    assertThat(other.locator(".forest .chart")).isVisible();
    new Charts(other).options();
    other.getByLabel("Uncertainty").uncheck();
    assertThat(other.locator(".forest")).hasCount(0);
  }
}
