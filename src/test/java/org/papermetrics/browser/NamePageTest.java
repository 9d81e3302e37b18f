package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Runs that differ are shown different, also where their names are cut. */
@Tag("browser")
class NamePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String CUT = "CP5000 - dailytalk_from_librilight_100steps15";

  /** For each element the letters of it that are not cut off, with … for those that are. */
  private static final String SEEN =
      """
      (selector) => [...document.querySelectorAll(selector)].map((element) => {
        const boxes = (node) => {
          const all = [];
          for (let el = node.parentElement; el && el !== document.body; el = el.parentElement) {
            if (getComputedStyle(el).overflow === 'hidden') all.push(el);
          }
          return all;
        };
        let seen = '';
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
          const around = boxes(node);
          const ends = around.map((el) => el.getBoundingClientRect().right
            // An ellipsis takes the room of the last letters.
            - (el.scrollWidth > el.clientWidth && getComputedStyle(el).textOverflow === 'ellipsis' ? 12 : 0));
          const bottoms = around.map((el) => el.getBoundingClientRect().bottom);
          for (let i = 0; i < node.length; i++) {
            const range = document.createRange();
            range.setStart(node, i);
            range.setEnd(node, i + 1);
            const box = range.getBoundingClientRect();
            const visible = box.right <= Math.min(...ends) + 0.5 && box.top < Math.min(...bottoms);
            seen += visible ? node.data[i] : seen.endsWith('…') ? '' : '…';
          }
        }
        return seen.replace(/\\s+/g, ' ').trim();
      })
      """;

  @SuppressWarnings("unchecked")
  private static List<String> seen(Page page, String selector) {
    page.locator(selector).first().waitFor();
    return (List<String>) page.evaluate(SEEN, selector);
  }

  /**
   * Names that differ in the middle, runs of one name that differ in their experiments, and others.
   */
  private static Snapshot board() {
    List<Run> runs = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      String experiment = "dailytalk_from_librilight_seed-%d_rank64_alpha16_final".formatted(seed);
      runs.add(
          SampleBoard.run("CP5000 - " + experiment, experiment, 5000, SampleBoard.metrics(seed)));
    }
    for (String kind : List.of("ttt_layers_29", "ttt_layers_30", "lora")) {
      runs.add(
          SampleBoard.run(
              CUT,
              "dailytalk_from_librilight_100steps15_" + kind,
              5000,
              SampleBoard.metrics(kind.hashCode())));
    }
    runs.addAll(SampleBoard.of(6).runs());
    return SampleBoard.with("e", 1, runs, List.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {1440, 1280, 1024, 390})
  void namesAreShownDifferentAtEveryWidth(int width) {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(), 0, null));
    Page page = BROWSER.page(new Browser.NewContextOptions().setViewportSize(width, 860));
    page.navigate(daemon.address());
    assertThat(seen(page, "tbody.rows th .line")).as("table").hasSize(13).doesNotHaveDuplicates();
    for (int i = 0; i < 7; i++) {
      page.locator("tbody.rows input").nth(i).check();
    }
    if (width < 1000) {
      page.locator("#charts-button").click();
    }
    new Charts(page).drawn("bars");
    assertThat(seen(page, ".legend .who")).as("legend").hasSize(8).doesNotHaveDuplicates();
    if (width >= 1000) {
      assertThat(seen(page, "tbody.rows th .line")).as("table").doesNotHaveDuplicates();
    }
    assertThat(new Charts(page).tip("bars", 0)).isVisible();
    assertThat(seen(page, ".bars .tip th")).as("tooltip").hasSize(8).doesNotHaveDuplicates();
    new Charts(page).asTable("bars");
    assertThat(seen(page, ".bars tbody th")).as("as table").hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void picturesAndTitlesNameRunsAsTheLegendDoes() throws IOException {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(), 0, null));
    Page page = open(BROWSER, daemon);
    page.getByLabel("Search runs").fill("librilight");
    Charts charts = new Charts(page).select(0, 1, 4, 5);
    charts.choose("Values", "Difference (points)");
    charts.drawn("bars");
    Download svg = charts.save("radar", "SVG");
    assertThat(Files.readString(svg.path()))
        .contains("_seed-0", "_seed-1", "…_ttt_layers_29", "30");
    page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Against"))
        .selectOption("dailytalk_from_librilight_seed-1_rank64_alpha16_final_cp005000");
    assertThat(page.locator(".bars h3")).containsText("_seed-1");
  }

  @Test
  void theBestAreToldFromRunsOfTheSameName() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(board(), 0, null));
    Page page = open(BROWSER, daemon);
    page.getByLabel("Search runs").fill("100steps15");
    assertThat(page.locator(".count b")).hasText("3");
    for (String best : page.locator(".best button:not(.similar)").allTextContents()) {
      assertThat(best).containsPattern("…_(ttt_layers_(29|30)|lora)");
    }
  }
}
