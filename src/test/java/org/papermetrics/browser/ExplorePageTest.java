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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;

/** The place for any two metrics or settings against each other. */
@Tag("browser")
class ExplorePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String SCATTER = "#place=explore&across=sblimp&up=swuggy";

  /**
   * Two on the front, one that both beat, one that lacks sWUGGY; and the baseline, which all beat.
   */
  private static Snapshot board() {
    List<Run> runs = new ArrayList<>();
    runs.add(scored("words", 600, 1450, 1e-4, 8));
    runs.add(scored("grammar", 700, 1350, 1e-5, 8));
    runs.add(scored("beaten", 590, 1340, 1e-5, 16));
    runs.add(run("half", "{\"sblimp_accuracy\":0.65,\"sblimp_samples\":1000}", 1e-5, 64));
    Run baseline = SampleBoard.of(1).runs().get(0);
    runs.add(with(baseline, metrics(500, 1200), "{\"baseline\":true}"));
    return SampleBoard.with("e", 1, runs, List.of());
  }

  private static String metrics(int sblimp, int swuggy) {
    return "{\"sblimp_accuracy\":%s,\"sblimp_samples\":1000,\"swuggy_accuracy\":%s,\"swuggy_samples\":2000}"
        .formatted(sblimp / 1000.0, swuggy / 2000.0);
  }

  private static Run scored(String name, int sblimp, int swuggy, double rate, int rank) {
    return run(name, metrics(sblimp, swuggy), rate, rank);
  }

  private static Run run(String name, String metrics, double rate, int rank) {
    String config =
        "{\"optim\":{\"lr\":%s},\"lora\":{\"enable\":true,\"rank\":%d}}".formatted(rate, rank);
    return with(SampleBoard.run(name, "exp_" + name, 1000, metrics), metrics, config);
  }

  private static Run with(Run run, String metrics, String config) {
    return RunBuilder.of(run).config(config).metrics(metrics).build();
  }

  private static FakeDaemon daemon() {
    return BROWSER.keep(new FakeDaemon(board(), 0, null));
  }

  private static Page explore(FakeDaemon daemon, String address) {
    Page page = BROWSER.page();
    page.navigate(daemon.address() + address);
    assertThat(page.locator(".scatter .chart canvas")).hasCount(1);
    new Charts(page).settle();
    return page;
  }

  private static Locator place(Page page, String name) {
    return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Places"))
        .getByText(name);
  }

  private static Locator picker(Page page, String name) {
    return page.locator(".explore .picker:has(span:text-is('" + name + "')) select");
  }

  private static Locator front(Page page) {
    return page.locator(".on-front li .plain");
  }

  /** A section below the scatter. */
  private static Locator section(Page page, String title) {
    return page.locator(".section").filter(new Locator.FilterOptions().setHasText(title));
  }

  /**
   * The point that the chart says something of, reached by keys: what is drawn above others comes
   * last.
   */
  private static Locator lastPoint(Page page) {
    page.locator(".scatter .chart").focus();
    page.keyboard().press("Home");
    page.keyboard().press("End");
    return page.locator(".scatter .trace .here");
  }

  @Test
  void threeLeadsToTheFrontOfTheAverageAgainstLongContext() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(40), 0, null));
    Page page = open(BROWSER, daemon);
    page.keyboard().press("3");
    assertThat(place(page, "Explore")).hasAttribute("aria-current", "page");
    assertThat(page).hasURL(Pattern.compile("#place=explore$"));
    assertThat(page.locator(".finding"))
        .containsText("of 38 runs are on the front of Average against Long context 1–end");
    assertThat(front(page).first()).isVisible();
    assertThat(page.locator(".scatter .chart canvas")).hasCount(1);
    assertThat(page.locator(".missing summary")).hasText("2 runs are not drawn");
    page.locator(".missing summary").click();
    assertThat(page.locator(".missing li").first()).containsText("no Average");
  }

  @Test
  void ofVeryManyValuesTheFirstAreShownAsATable() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(300), 0, null));
    Page page = explore(daemon, "#place=explore&across=sblimp&up=swuggy&front=no");
    page.locator(".box.scatter").getByText("As table").click();
    assertThat(page.locator(".scatter .sheet-table tbody tr")).hasCount(200);
    assertThat(page.locator(".box.scatter > .remark").first())
        .containsText("The first 200 of 300 rows; Copy and CSV have all.");
  }

  @Test
  void theFrontIsNamedAndCanBeLeftOut() {
    Page page = explore(daemon(), SCATTER);
    assertThat(page.locator(".finding"))
        .hasText("2 of 4 runs are on the front of sWUGGY against sBLIMP");
    assertThat(front(page)).hasText(new String[] {"grammar", "words"});
    assertThat(lastPoint(page)).hasCount(1);
    assertThat(page.locator(".scatter .tip")).containsText("reference");
    page.getByLabel("Pareto front").uncheck();
    assertThat(front(page)).hasCount(0);
    assertThat(page).hasURL(Pattern.compile("front=no"));
    page.getByLabel("Pareto front").check();
    page.locator(".on-front").getByText("Select them").click();
    assertThat(page.getByText("2 selected")).isVisible();
    picker(page, "X").selectOption("config.optim.lr");
    assertThat(page.getByLabel("Pareto front")).hasCount(0);
    assertThat(page.locator(".finding")).hasText("sWUGGY against optim.lr 3 runs");
    assertThat(page.locator(".missing li")).hasCount(2);
  }

  @Test
  void aPointThatIsClickedIsSelectedInRunsToo() {
    Page page = explore(daemon(), SCATTER);
    page.locator(".scatter .chart").focus();
    page.keyboard().press("Home");
    assertThat(page.locator(".scatter .tip")).containsText("beaten");
    BoundingBox box = page.locator(".scatter .trace .here").boundingBox();
    page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);
    assertThat(page.getByText("1 selected")).isVisible();
    // What is selected is drawn last.
    lastPoint(page);
    assertThat(page.locator(".scatter .tip")).containsText("beaten");
    assertThat(page.locator(".scatter .tip")).containsText("67.0 %");
    assertThat(page.locator(".scatter .tip")).containsText("to 69");
    page.keyboard().press("1");
    assertThat(row(page, "beaten").locator("input")).isChecked();
  }

  @Test
  void anEntryOpensAllAboutItsRun() {
    Page page = explore(daemon(), SCATTER);
    front(page).first().focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#details-name")).containsText("grammar");
    page.keyboard().press("Escape");
    page.locator(".missing summary").click();
    page.locator(".missing .plain").click();
    assertThat(page.locator("#details-name")).containsText("half");
  }

  @Test
  void axesAndColoursAreInTheAddress() {
    Page page = explore(daemon(), SCATTER);
    picker(page, "Y").selectOption("config.lora.rank");
    picker(page, "Colour").selectOption("config.optim.lr");
    section(page, "Correlations").locator("summary").click();
    assertThat(page.locator(".scatter .groups li"))
        .hasText(new String[] {"1e-4 1", "1e-5 3", "not set 1"});
    assertThat(page)
        .hasURL(
            Pattern.compile(
                "across=sblimp&up=config.lora.rank&colour=config.optim.lr&open=correlations"));
    page.reload();
    assertThat(picker(page, "Y")).hasValue("config.lora.rank");
    assertThat(picker(page, "Colour")).hasValue("config.optim.lr");
    assertThat(page.locator(".of-correlations .sheet-table")).isVisible();
    assertThat(page.locator(".scatter h3")).hasText("lora.rank against sBLIMP");
  }

  @Test
  void aMarkedPartOfAnAxisIsAFilterOfAllPlaces() {
    Page page = explore(daemon(), SCATTER);
    section(page, "Parallel coordinates").locator("summary").click();
    Locator chart = page.locator(".strands .chart");
    assertThat(chart.locator("canvas")).hasCount(1);
    chart.scrollIntoViewIfNeeded();
    new Charts(page).settle();
    BoundingBox box = chart.boundingBox();
    // The first axis is that of sBLIMP: its upper half.
    page.mouse().move(box.x + 52, box.y + 40);
    page.mouse().down();
    page.mouse().move(box.x + 52, box.y + 60);
    page.mouse().move(box.x + 52, box.y + box.height / 2);
    page.mouse().up();
    assertThat(page.locator(".chip"))
        .hasText(Pattern.compile("^\\s*sBLIMP at least 6\\d\\.\\d %\\s*$"));
    assertThat(page).hasURL(Pattern.compile("ranges=sblimp%7E0\\.6\\d*%7E(&|$)"));
    assertThat(page.locator(".count")).hasText("2 of 5 runs");
    page.getByLabel("sBLIMP to").fill("65");
    page.keyboard().press("Enter");
    assertThat(page.locator(".chip"))
        .hasText(Pattern.compile("^\\s*sBLIMP 6\\d\\.\\d–65\\.0 %\\s*$"));
    page.keyboard().press("Tab");
    place(page, "Runs").click();
    assertThat(rows(page)).hasCount(1);
    page.reload();
    assertThat(rows(page)).hasCount(1);
    page.goBack();
    chart.scrollIntoViewIfNeeded();
    box = chart.boundingBox();
    page.mouse().click(box.x + 52, box.y + 100);
    assertThat(page.locator(".chip")).hasCount(0);
  }

  @Test
  void aLiveUpdateMovesAPoint() {
    FakeDaemon daemon = daemon();
    Page page = explore(daemon, SCATTER + "&sel=exp_beaten_cp001000");
    Locator point = lastPoint(page);
    assertThat(page.locator(".scatter .tip")).containsText("59.0 %");
    double before = point.boundingBox().x;
    daemon.push(SampleBoard.change(daemon.board(), scored("beaten", 690, 1440, 1e-5, 16)));
    assertThat(page.locator(".scatter .tip")).containsText("69.0 %");
    assertThat(point.boundingBox().x).isGreaterThan(before + 50);
    assertThat(page.locator(".finding")).containsText("3 of 4 runs");
    assertThat(page.locator(".scatter .chart")).isFocused();
  }

  @Test
  void whatGoesTogetherAndWhatTheBestHave() {
    Page page = explore(daemon(), SCATTER + "&open=correlations~keys&best=sblimp");
    Locator table = page.locator(".of-correlations .sheet-table");
    assertThat(table.locator("tbody th").first()).hasText("sWUGGY");
    assertThat(page.locator(".of-correlations .remark")).containsText("not independent");
    assertThat(table.locator("td.few").first()).containsText("n 4");
    Locator keys = page.locator(".of-keys");
    assertThat(keys.locator(".remark")).containsText("a difference here is no cause");
    assertThat(keys.locator("tbody th").first()).hasText("optim.lr");
    keys.locator("select").selectOption("swuggy");
    assertThat(page).hasURL(Pattern.compile("best=swuggy"));
  }

  @Test
  void theChartIsATableAndAPictureToo() {
    Page page = explore(daemon(), SCATTER);
    Download picture = new Charts(page).save("scatter", "SVG");
    assertThat(picture.suggestedFilename()).isEqualTo("scatter-swuggy-against-sblimp.svg");
    List<String> sheet = new Charts(page).asTable("scatter").sheet("scatter");
    assertThat(sheet).hasSize(5);
    assertThat(sheet.get(0)).containsSubsequence("Run", "sBLIMP", "sWUGGY", "On the front");
    assertThat(sheet).contains("grammar\t70.0 %\t67.5 %\tLoRA\tyes");
  }

  @Test
  void onAPhoneItFits() {
    for (int width : new int[] {320, 390}) {
      Page page =
          BROWSER.page(
              new Browser.NewContextOptions().setViewportSize(width, 844).setHasTouch(true));
      page.navigate(daemon().address() + SCATTER + "&open=parallel~correlations~keys");
      assertThat(page.locator(".scatter .chart canvas")).hasCount(1);
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      assertThat(
              (Boolean)
                  page.locator(".explore")
                      .evaluate("place => place.scrollWidth <= place.clientWidth"))
          .isTrue();
      assertThat(place(page, "Explore")).isInViewport();
      place(page, "Runs").tap();
      assertThat(rows(page).first()).isVisible();
    }
  }

  @Test
  void lightDarkAndPhone() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(60), 0, null));
    look(daemon, "explore-light", 1440, 900, ColorScheme.LIGHT);
    look(daemon, "explore-dark", 1280, 800, ColorScheme.DARK);
    look(daemon, "explore-phone", 390, 844, ColorScheme.LIGHT);
  }

  private static void look(
      FakeDaemon daemon, String name, int width, int height, ColorScheme scheme) {
    Page page =
        BROWSER.page(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setDeviceScaleFactor(width < 640 ? 2 : 1));
    page.navigate(daemon.address() + "#place=explore");
    assertThat(page.locator(".scatter .chart canvas")).hasCount(1);
    new Charts(page).settle();
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
  }
}
