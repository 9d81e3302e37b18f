package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** The place for what experiments become over training steps. */
@Tag("browser")
class TrendsPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /** sBLIMP out of 1,000 at the steps 1,000, 2,000 … */
  private static final int[] RISING = {500, 560, 610, 640, 655};

  private static final int[] FLAT = {540, 545, 541};

  private static Snapshot board() {
    List<Run> runs = new ArrayList<>(SampleBoard.of(1).runs());
    runs.addAll(experiment("rising", RISING));
    runs.addAll(experiment("flat", FLAT));
    runs.addAll(experiment("single", 600));
    return SampleBoard.with("e", 1, runs, List.of());
  }

  private static List<Run> experiment(String name, int... correct) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < correct.length; i++) {
      runs.add(checkpoint(name, 1000 * (i + 1), correct[i]));
    }
    return runs;
  }

  private static Run checkpoint(String experiment, int step, int correct) {
    return SampleBoard.run(
        "CP%04d - %s".formatted(step, experiment),
        experiment,
        step,
        "{\"sblimp_accuracy\":%s,\"sblimp_samples\":1000}".formatted(correct / 1000.0));
  }

  private static FakeDaemon daemon() {
    return BROWSER.keep(new FakeDaemon(board(), 0, null));
  }

  private static Page trends(FakeDaemon daemon) {
    Page page = BROWSER.page();
    page.navigate(daemon.address() + "#place=trends&metric=sblimp");
    assertThat(page.locator(".trend .chart canvas")).hasCount(2);
    new Charts(page).settle();
    return page;
  }

  private static Locator place(Page page, String name) {
    return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Places"))
        .getByText(name);
  }

  private static Locator words(Page page, String experiment) {
    return page.locator(".words tbody tr")
        .filter(new Locator.FilterOptions().setHasText(experiment));
  }

  /** The point that the chart says something of, reached by keys. */
  private static Locator point(Page page, int place) {
    page.locator(".trend .chart").focus();
    page.keyboard().press("Home");
    for (int i = 0; i < place; i++) {
      page.keyboard().press("ArrowRight");
    }
    return page.locator(".trend .trace .here");
  }

  @Test
  void thePlacesAreInTheAddressAndTheBrowserGoesBack() {
    Page page = open(BROWSER, daemon());
    assertThat(place(page, "Runs")).hasAttribute("aria-current", "page");
    place(page, "Trends").click();
    assertThat(page).hasURL(Pattern.compile("#place=trends$"));
    assertThat(place(page, "Trends")).hasAttribute("aria-current", "page");
    assertThat(rows(page).first()).isHidden();
    page.keyboard().press("1");
    assertThat(rows(page).first()).isVisible();
    page.keyboard().press("2");
    assertThat(page.locator(".trends")).isVisible();
    page.goBack();
    assertThat(rows(page).first()).isVisible();
    page.goBack();
    assertThat(page.locator(".trends")).isVisible();
    page.goForward();
    assertThat(page.locator(".trends")).hasCount(0);
    assertThat(page).not().hasURL(Pattern.compile("place="));
  }

  @Test
  void goingBackUndoesTheLastChangeOfPlaceOrSearch() {
    Page page = open(BROWSER, daemon());
    place(page, "Trends").click();
    Locator search = page.getByLabel("Search runs");
    search.pressSequentially("rising");
    assertThat(page.locator(".words tbody tr")).hasCount(1);
    assertThat(page).hasURL(Pattern.compile("q=rising"));
    page.goBack();
    assertThat(search).hasValue("");
    assertThat(page.locator(".words tbody tr")).not().hasCount(1);
    page.goForward();
    assertThat(search).hasValue("rising");
    assertThat(page.locator(".words tbody tr")).hasCount(1);
    page.goBack();
    page.goBack();
    assertThat(rows(page)).hasCount(10);
    assertThat(page).not().hasURL(Pattern.compile("[#&]"));

    page.evaluate("location.hash = '#q=flat'");
    assertThat(rows(page)).hasCount(3);
    page.goBack();
    assertThat(rows(page)).hasCount(10);
  }

  @Test
  void wordsSayWhenTrainingCouldHaveStopped() {
    Page page = trends(daemon());
    assertThat(page.locator(".words thead th"))
        .hasText(
            new String[] {
              "Experiment",
              "Checkpoints",
              "Best step",
              "sBLIMP, %",
              "Could have stopped at",
              "Trend"
            });
    assertThat(page.locator(".words tbody th")).hasText(new String[] {"rising", "single", "flat"});
    Locator rising = words(page, "rising").locator("td");
    assertThat(rising).hasText(new String[] {"5", "5,000", "65.5 ±2.9", "step 3,000", "↗ rising"});
    assertThat(rising.nth(3)).hasAttribute("title", Pattern.compile("does not mean equal.*points"));
    assertThat(rising.nth(4)).hasAttribute("title", Pattern.compile("Armitage.*p = "));
    assertThat(words(page, "flat").locator("td"))
        .hasText(new String[] {"3", "2,000", "54.5 ±3.1", "step 1,000", "too few checkpoints (3)"});
    assertThat(words(page, "single").locator("td").nth(3)).hasText("–");
    assertThat(page.locator(".finding"))
        .hasText("rising is best at step 5,000: 65.5 % ±2.9; it could have stopped at step 3,000.");
    page.keyboard().press("i");
    assertThat(rising.nth(2)).hasText("65.5");
  }

  @Test
  void aMetricIsChosenAboveOrAmongTheSmallOnes() {
    Page page = trends(daemon());
    assertThat(page.locator(".multiples li")).hasCount(5);
    page.locator(".multiples button").filter(withText("sWUGGY")).click();
    assertThat(page.getByText("No experiment shown has sWUGGY.")).isVisible();
    assertThat(page).hasURL(Pattern.compile("metric=swuggy"));
    page.locator("label:has(input[name=choice-metric])").filter(withText("sBLIMP")).click();
    assertThat(page.locator(".trend h3")).hasText("sBLIMP by training step");
    assertThat(page.locator(".multiples [aria-pressed=true]")).containsText("sBLIMP");
    assertThat(page).hasURL(Pattern.compile("metric=sblimp"));
    page.reload();
    assertThat(page.locator(".trend h3")).hasText("sBLIMP by training step");
  }

  @Test
  void aPointThatIsClickedIsSelectedInRunsToo() {
    FakeDaemon daemon = daemon();
    Page page = trends(daemon);
    BoundingBox box = point(page, 1).boundingBox();
    assertThat(page.locator(".trend .tip")).containsText("Step 2,000");
    assertThat(page.locator(".trend .tip")).containsText("56.0 %");
    page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);
    assertThat(page.getByText("1 selected")).isVisible();
    assertThat(words(page, "rising")).hasClass(Pattern.compile("selected"));
    point(page, 5);
    page.keyboard().press("Enter");
    assertThat(page.getByText("2 selected")).isVisible();
    place(page, "Runs").click();
    assertThat(row(page, "CP2000 - rising").locator("input")).isChecked();
    assertThat(row(page, "single").locator("input")).isChecked();
    place(page, "Trends").click();
    point(page, 5);
    page.keyboard().press("Space");
    assertThat(page.getByText("1 selected")).isVisible();
  }

  @Test
  void anExperimentThatIsPointedAtStandsOutOfTheOthers() {
    Page page = trends(daemon());
    words(page, "flat").hover();
    assertThat(page.locator(".trend .chart.dimmed .trace circle")).hasCount(3);
    page.locator(".finding").hover();
    assertThat(page.locator(".trend .dimmed")).hasCount(0);
    words(page, "single").locator("button").focus();
    assertThat(page.locator(".trend .dimmed .trace circle")).hasCount(1);
    point(page, 0);
    assertThat(words(page, "rising")).hasClass(Pattern.compile("pointed"));
  }

  @Test
  void aRunThatArrivesLeavesHoverFocusAndScrollAlone() {
    FakeDaemon daemon = daemon();
    Page page = trends(daemon);
    point(page, 6);
    assertThat(page.locator(".trend .tip")).containsText("54.0 %");
    daemon.push(SampleBoard.change(daemon.board(), checkpoint("rising", 6000, 657)));
    assertThat(words(page, "rising").locator("td").first()).hasText("6");
    assertThat(page.locator(".trend .tip")).containsText("54.0 %");
    assertThat(page.locator(".trend .chart")).isFocused();

    words(page, "flat").locator("button").focus();
    page.locator(".trends").evaluate("place => place.scrollTo(0, 60)");
    Object top = page.locator(".trends").evaluate("place => place.scrollTop");
    daemon.push(SampleBoard.change(daemon.board(), checkpoint("flat", 4000, 700)));
    assertThat(page.locator(".words tbody th").first()).hasText("flat");
    assertThat(words(page, "flat").locator("button")).isFocused();
    assertThat(page.locator(".trends").evaluate("place => place.scrollTop")).isEqualTo(top);
  }

  @Test
  void theTableOfRunsIsAsItWasLeft() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = open(BROWSER, daemon);
    page.locator(".scroller").evaluate("list => list.scrollTop = 3000");
    assertThat(page.locator("tr[aria-rowindex='90']")).isVisible();
    place(page, "Trends").click();
    daemon.push(SampleBoard.change(daemon.board(), checkpoint("rising", 6000, 657)));
    assertThat(page.locator(".words")).containsText("rising");
    place(page, "Runs").click();
    assertThat(page.locator("tr[aria-rowindex='91']")).isInViewport();
  }

  @Test
  void theChartIsATableToo() {
    Page page = trends(daemon());
    List<String> sheet = new Charts(page).asTable("trend").sheet("trend");
    assertThat(sheet).hasSize(1 + RISING.length + FLAT.length + 1);
    assertThat(sheet.get(1)).startsWith("rising\t1,000\t50.0 %\t46.9 to 53.1; ");
    place(page, "Runs").click();
    // A table that was asked for here opens no panel there.
    assertThat(page.locator("#charts")).hasCount(0);
  }

  @Test
  void theChartIsAPictureAndIsPrinted() {
    Page page = trends(daemon());
    for (String type : List.of("PNG", "SVG")) {
      Download picture = new Charts(page).save("trend", type);
      assertThat(picture.suggestedFilename())
          .isEqualTo("trends-sblimp-by-training-step." + type.toLowerCase(Locale.ROOT));
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".trend canvas").first()).isVisible();
    assertThat(words(page, "flat")).isVisible();
    assertThat(place(page, "Runs")).isHidden();
    assertThat(page.locator(".trend .tools")).isHidden();
  }

  @Test
  void manyExperimentsAreDrawnAndListedInPart() {
    List<Run> runs = new ArrayList<>(SampleBoard.of(1).runs());
    for (int i = 0; i < 250; i++) {
      runs.addAll(experiment("e" + i, 500 + i, 510 + i, 520 + i, 515 + i));
    }
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null));
    Page page = trends(daemon);
    assertThat(page.locator(".trend .remark"))
        .containsText("Drawn are the 200 experiments with the best values, of 250");
    assertThat(page.locator(".words tbody tr")).hasCount(100);
    page.getByText("Show all 250 experiments").click();
    assertThat(page.locator(".words tbody tr")).hasCount(250);
  }

  @Test
  void onAPhoneItFits() {
    for (int width : new int[] {320, 390}) {
      Page page =
          BROWSER.page(
              new Browser.NewContextOptions().setViewportSize(width, 844).setHasTouch(true));
      page.navigate(daemon().address() + "#place=trends&metric=sblimp");
      assertThat(page.locator(".words tbody tr")).hasCount(3);
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      assertThat(
              (Boolean)
                  page.locator(".trends")
                      .evaluate("place => place.scrollWidth <= place.clientWidth"))
          .isTrue();
      assertThat(place(page, "Runs")).isInViewport();
      place(page, "Runs").tap();
      assertThat(rows(page).first()).isVisible();
      assertThat(place(page, "Trends")).isInViewport();
    }
  }

  @Test
  void lightDarkAndPhone() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(60), 0, null));
    look(daemon, "trends-light", 1440, 900, ColorScheme.LIGHT);
    look(daemon, "trends-dark", 1440, 900, ColorScheme.DARK);
    look(daemon, "trends-phone", 390, 844, ColorScheme.LIGHT);
  }

  private static void look(
      FakeDaemon daemon, String name, int width, int height, ColorScheme scheme) {
    Page page =
        BROWSER.page(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setDeviceScaleFactor(width < 640 ? 2 : 1));
    page.navigate(daemon.address());
    rows(page).nth(3).locator("input").dispatchEvent("click");
    rows(page).nth(6).locator("input").dispatchEvent("click");
    place(page, "Trends").click();
    assertThat(page.locator(".trend .chart canvas")).hasCount(2);
    new Charts(page).settle();
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
