package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.papermetrics.browser.Parts.added;
import static org.papermetrics.browser.Parts.button;
import static org.papermetrics.browser.Parts.open;
import static org.papermetrics.browser.Parts.row;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;

/** What the page says of runs that are hard to compare. */
@Tag("browser")
class ComparabilityPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String SAMPLES =
      "The samples are others than those of the reference run: sBLIMP 2000 instead of 1000.";

  private static Run base() {
    Run run = SampleBoard.of(2).runs().get(1);
    return run.withProgression(Progression.EMPTY);
  }

  private static Run odd() {
    return added(
        "odd",
        SampleBoard.metrics(1)
            .replaceFirst("\"sblimp_accuracy\":[0-9.]+", "\"sblimp_accuracy\":0.5")
            .replace("\"sblimp_samples\":1000", "\"sblimp_samples\":2000"));
  }

  private static Page page(Run... runs) {
    return open(
        BROWSER,
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e1", 1, List.of(runs), List.of()), 0, null)));
  }

  @Test
  void whereAllIsAlikeNothingIsSaid() {
    Page page =
        page(added("first", SampleBoard.metrics(1)), added("two", SampleBoard.metrics(2)), base());
    row(page, "first").locator("input").check();
    button(page, "Show charts").click();
    assertThat(page.locator(".panel .legend")).isVisible();
    assertThat(page.locator(".apart")).hasCount(0);
  }

  @Test
  void aRunWithOtherSamplesHasAMarkAndALine() {
    Page page =
        page(
            odd(),
            added("two", SampleBoard.metrics(2)),
            added("three", SampleBoard.metrics(3)),
            base());
    Locator mark = row(page, "odd").locator(".badge.apart");
    assertThat(mark).hasAttribute("title", SAMPLES);
    assertThat(mark.locator(".spoken")).hasText("Hard to compare. " + SAMPLES);
    assertThat(page.locator("tbody.rows .badge.apart")).hasCount(1);
    assertThat(row(page, "odd").locator("td.sure").first())
        .hasAttribute("title", Pattern.compile("sBLIMP 2000 instead of 1000"));
    assertThat(row(page, "two").locator("td.sure").first())
        .not()
        .hasAttribute("title", Pattern.compile("The samples are others"));
    row(page, "odd").locator("input").check();
    button(page, "Show charts").click();
    assertThat(page.locator(".panel .remark.apart")).containsText("odd: " + SAMPLES);
  }

  @Test
  void aReferenceThatIsTheOddOneIsToldOnce() {
    Page page =
        page(
            odd(),
            added("two", SampleBoard.metrics(2)),
            added("three", SampleBoard.metrics(3)),
            base());
    row(page, "odd").hover();
    row(page, "odd").locator(".flag").click();
    assertThat(page.locator("tbody.rows .badge.apart")).hasCount(1);
    assertThat(row(page, "odd").locator(".badge.apart"))
        .hasAttribute(
            "title",
            Pattern.compile("^Of the 3 other runs shown, 3 differ from this reference run"));
    assertThat(row(page, "two").locator("td.sure").first())
        .hasAttribute("title", Pattern.compile("sBLIMP 1000 instead of 2000"));
  }
}
