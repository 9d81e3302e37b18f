package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;

/** Which run is the baseline, where several could be. */
@Tag("browser")
class BaselinePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");

  private static Run plain(String name, String experiment, int seed) {
    Run run = SampleBoard.run(name, experiment, 10 * seed, SampleBoard.metrics(seed));
    return RunBuilder.of(run).tags("baseline").build();
  }

  /** Two runs of one name that are tagged baseline, and others; without the pretrained model. */
  private static List<Run> runs() {
    List<Run> runs = new ArrayList<>(SampleBoard.of(11).runs());
    runs.remove(10);
    runs.add(plain("untrained", "first", 1));
    runs.add(plain("untrained", "second", 2));
    return runs;
  }

  private static Snapshot configured(String id) {
    List<Run> runs = runs();
    Run chosen = runs.stream().filter(run -> run.id().equals(id)).findFirst().orElse(null);
    return Snapshot.of("e1", 1, AT, List.of("/d"), List.of(), runs, chosen, List.of(), List.of());
  }

  private static Locator group(Page page) {
    return page.getByRole(
        AriaRole.GROUP, new Page.GetByRoleOptions().setName("Baseline").setExact(true));
  }

  private static Locator marked(Page page) {
    return page.locator("tr.baseline");
  }

  @Test
  void onePretrainedModelNeedsNoWords() {
    Page page = open(BROWSER, BROWSER.keep(new FakeDaemon(SampleBoard.of(5), 0, null)));
    assertThat(marked(page)).hasCount(1);
    assertThat(group(page)).hasCount(0);
  }

  @Test
  void ofSeveralTheFirstIsUsedAndAnotherIsOneChoiceAway() {
    FakeDaemon daemon = new FakeDaemon(SampleBoard.with("e1", 1, runs(), List.of()), 0, null);
    Page page = open(BROWSER, BROWSER.keep(daemon));
    assertThat(group(page))
        .containsText("2 runs are tagged baseline; this is used, the first of them");
    Locator choice = group(page).getByLabel("Baseline");
    assertThat(choice.locator("option"))
        .hasText(new String[] {"untrained · first", "untrained · second"});
    assertThat(marked(page)).containsText("first");

    choice.selectOption("second_cp000020");
    assertThat(marked(page)).hasCount(1);
    assertThat(marked(page)).containsText("second");
    assertThat(group(page)).containsText("this is used, for you chose it");
    Charts charts = new Charts(page).select(0, 1);
    charts.choose("Values", "% difference (relative)");
    assertThat(charts.panel().getByLabel("Against").locator("option:checked"))
        .containsText("Baseline: untrained · second");
    assertThat(page).hasURL(Pattern.compile("base=second_cp000020"));

    // A link brings it back, and live changes leave it.
    Page other = BROWSER.page();
    other.navigate(page.url());
    assertThat(marked(other)).containsText("second");
    daemon.push(SampleBoard.change(daemon.board(), plain("third", "third", 3)));
    assertThat(group(other)).containsText("3 runs are tagged baseline");
    assertThat(marked(other)).containsText("second");

    choice.selectOption("first_cp000010");
    assertThat(page).not().hasURL(Pattern.compile("base="));
    assertThat(group(page)).containsText("the first of them");
  }

  @Test
  void theOneThatTheConfigurationNamesIsUsedAndCanBeLeft() {
    FakeDaemon daemon = new FakeDaemon(configured("second_cp000020"), 0, null);
    Page page = open(BROWSER, BROWSER.keep(daemon));
    assertThat(group(page)).containsText("this is used, for the configuration names it");
    assertThat(marked(page)).containsText("second");
    group(page).getByLabel("Baseline").selectOption("first_cp000010");
    assertThat(marked(page)).containsText("first");
    assertThat(group(page)).containsText("for you chose it");
  }

  @Test
  void whereTheConfigurationNamesNoneThatIsThereOneCanBeChosen() {
    FakeDaemon daemon = new FakeDaemon(configured("gone"), 0, null);
    Page page = open(BROWSER, BROWSER.keep(daemon));
    assertThat(group(page)).containsText("2 runs could be it; none is used");
    assertThat(marked(page)).hasCount(0);
    group(page).getByLabel("Baseline").selectOption("first_cp000010");
    assertThat(marked(page)).containsText("first");
    group(page).getByLabel("Baseline").selectOption("");
    assertThat(marked(page)).hasCount(0);
  }

  @Test
  void aChosenBaselineThatGoesGivesItsPlaceBack() {
    FakeDaemon daemon = new FakeDaemon(SampleBoard.with("e1", 1, runs(), List.of()), 0, null);
    Page page = BROWSER.page();
    BROWSER.keep(daemon);
    page.navigate(daemon.address() + "#base=second_cp000020");
    assertThat(marked(page)).containsText("second");
    Run gone = daemon.board().runs().get(11);
    daemon.push(SampleBoard.removal(daemon.board(), gone));
    assertThat(marked(page)).containsText("first");
    assertThat(group(page)).hasCount(0);
    assertThat(button(page, "Columns")).isVisible();
  }
}
