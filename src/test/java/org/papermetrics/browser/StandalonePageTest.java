package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Run;
import org.papermetrics.page.PageParts;
import org.papermetrics.write.StandalonePage;

/** The page as one file, opened by a double-click. */
@Tag("browser")
class StandalonePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final StandalonePage STANDALONE = new StandalonePage(PageParts.packed());

  private static Path write(Path directory, byte[] data) throws IOException {
    Path file = directory.resolve("dashboard_data.json");
    Files.write(file, data);
    Path target = directory.resolve("dashboard_standalone.html");
    STANDALONE.write(file, target);
    return target;
  }

  @Test
  void itShowsEverythingWithoutAnyRequest(@TempDir Path directory) throws IOException {
    Path file = write(directory, SampleBoard.dataFile(SampleBoard.of(32)));
    List<String> requests = new ArrayList<>();
    Page page = BROWSER.page();
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(file.toUri().toString());
    assertThat(page.locator(".count")).hasText("32 runs");
    assertThat(page.locator(".connection")).hasText("File of 2026-03-01 09:30");
    assertThat(page.locator(".connection"))
        .hasAttribute(
            "title", Pattern.compile(" by paper-metrics development, of revision [0-9]+"));
    page.getByLabel("Search runs").fill("lora");
    assertThat(page.locator(".count")).containsText("of 32 runs");
    assertThat(page).hasURL(Pattern.compile("^file:.*#q=lora$"));
    page.getByText("Trends").click();
    assertThat(page.locator(".trend .chart canvas")).hasCount(2);
    assertThat(page).hasURL(Pattern.compile("^file:.*#q=lora&place=trends$"));
    page.getByText("Explore").click();
    assertThat(page.locator(".scatter .chart canvas")).hasCount(1);
    page.locator(".section summary").first().click();
    assertThat(page.locator(".strands .chart canvas")).hasCount(1);
    assertThat(page.locator(".on-front li").first()).isVisible();
    assertThat(requests)
        .allMatch(
            url ->
                url.startsWith("blob:")
                    || url.startsWith("data:")
                    || url.equals(file.toUri().toString()));
    assertThat(Files.size(file)).isLessThan(1_500_000);
  }

  @Test
  void itWorksInAFrameThatDropsAttributesAndKeepsNothing(@TempDir Path directory)
      throws IOException {
    String text = Files.readString(write(directory, SampleBoard.dataFile(SampleBoard.of(32))));
    Page page = BROWSER.page();
    page.setContent("<iframe sandbox='allow-scripts' style='width: 100%; height: 700px'></iframe>");
    page.evaluate(
        """
        (text) => {
          const parsed = new DOMParser().parseFromString(text, 'text/html');
          const bare = `<!doctype html><html>${parsed.documentElement.innerHTML}</html>`;
          const blob = new Blob([bare], { type: 'text/html' });
          document.querySelector('iframe').src = URL.createObjectURL(blob);
        }
        """,
        text);
    FrameLocator frame = page.frameLocator("iframe");
    assertThat(frame.locator(".count")).hasText("32 runs");
    frame.getByLabel("Search runs").fill("lora");
    assertThat(frame.locator(".count")).containsText("of 32 runs");
    frame.locator("tbody.rows input").nth(0).check();
    frame.locator("tbody.rows input").nth(1).check();
    assertThat(frame.locator(".bars .chart canvas")).isVisible();
    assertThat(frame.locator(".bars .chart canvas")).isVisible();
    frame.locator(".theme").click();
    assertThat(frame.locator(".theme")).hasAttribute("aria-label", "Theme: Light");
    assertThat(frame.locator(".banner")).hasCount(0);
    frame.locator("#export").click();
    frame.getByText("Standard columns").click();
    assertThat(frame.locator(".banner")).containsText("The file may not have arrived");
    frame.locator(".banner button").click();
    assertThat(frame.locator(".banner")).hasCount(0);
    assertThat(frame.locator(".count")).containsText("of 32 runs");
  }

  @Test
  void chartsAndTheirPicturesNeedNoRequestEither(@TempDir Path directory) throws IOException {
    Path file = write(directory, SampleBoard.dataFile(SampleBoard.of(32)));
    Page page = BROWSER.page();
    page.navigate(file.toUri().toString());
    List<String> requests = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url()));
    Charts charts = new Charts(page).select(0, 3);
    assertThat(charts.tip("bars", 0)).containsText("sBLIMP");
    charts.drawn("radar");
    charts.tab("Long context");
    assertThat(charts.tip("context", 0)).containsText("Position 1,000");
    Download svg = charts.save("context", "SVG");
    assertThat(svg.path()).content().contains("Token position");
    Download png = charts.save("context", "PNG");
    assertThat(png.path()).isNotEmptyFile();
    charts.tab("Configuration");
    page.getByLabel("Differences only").uncheck();
    assertThat(page.locator(".configs tbody code").first()).hasText("max_steps");
    assertThat(requests).allMatch(url -> url.startsWith("blob:"));
    assertThat(page.locator("#notices").textContent())
        .contains("The Apache Software Foundation", "Apache License", "d3.js", "lit-html");
  }

  @Test
  void everyStringIsHarmless(@TempDir Path directory) throws IOException {
    List<String> hostile =
        List.of(
            "</script><img src=x onerror=alert(1)>",
            "<!--<script>",
            "a\u2028b\u2029c",
            "]]>'\"`${alert(1)}{{x}}&lt;",
            "<svg onload=alert(1)>",
            "\u202Egnp.exe\u202C 👩‍🔬 \u0000 end");
    List<Run> runs = new ArrayList<>();
    for (String name : hostile) {
      runs.add(
          SampleBoard.run(
              name,
              "exp" + runs.size() + name,
              100 - runs.size(),
              SampleBoard.metrics(runs.size())));
    }
    Path file = write(directory, SampleBoard.dataFile(SampleBoard.with("e", 1, runs, List.of())));
    Page page = BROWSER.page();
    page.onDialog(dialog -> dialog.accept());
    page.navigate(file.toUri().toString());
    assertThat(page.locator("tbody.rows tr")).hasCount(hostile.size());
    assertThat(page.locator("tbody.rows .own").allTextContents()).isEqualTo(hostile);
    assertThat(page.locator("tbody img, tbody svg, tbody script")).hasCount(0);
    Charts charts = new Charts(page).select(0, 1, 2, 3, 4, 5);
    assertThat(charts.tip("bars", 0)).containsText(hostile.get(0));
    Download svg = charts.save("bars", "SVG");
    assertThat(svg.path()).content().doesNotContain("<img", "<svg onload", "<script");
    charts.asTable("bars");
    assertThat(page.locator(".sheet-table").locator("img, script")).hasCount(0);
    charts.tab("Configuration");
    assertThat(charts.panel().locator(".legend").locator("img, script")).hasCount(0);
  }

  @Test
  void charactersThatAreNoneAreHarmlessToo(@TempDir Path directory) throws IOException {
    String odd = "\\ud800 \\u0000 \\udfff \\u202e</script><img src=x onerror=alert(1)>";
    String run =
        """
        {"id":"%1$s %2$d","name":"%1$s","checkpoint_path":"/c/%1$s","checkpoint_step":%2$d,\
        "notes":"%1$s","tags":["%1$s"],"training_config":{"%1$s":"%1$s%2$d"},\
        "metrics":{"sblimp_accuracy":0.5,"%1$s":"%1$s"},\
        "librilight_progression_individual":[[{"position":1000,"loss":1.0,"perplexity":2.7}]],\
        "librilight_progression":[{"position":1000,"loss":1.0,"perplexity":2.7}]}""";
    String data = "{\"runs\":[" + run.formatted(odd, 1) + "," + run.formatted(odd, 2) + "]}";
    Path file = write(directory, data.getBytes(StandardCharsets.UTF_8));
    Page page = BROWSER.page();
    page.onDialog(dialog -> dialog.accept());
    page.navigate(file.toUri().toString());
    Charts charts = new Charts(page).select(0, 1);
    assertThat(charts.tip("bars", 0)).containsText("onerror");
    Download svg = charts.save("bars", "SVG");
    assertThat(svg.path()).content().doesNotContain("<img", "<script");
    charts.tab("Configuration");
    assertThat(page.locator(".configs tbody code")).hasCount(1);
    page.getByLabel("Search runs").fill("onerror");
    assertThat(page.locator("tbody.rows tr")).hasCount(2);
    assertThat(page.locator("img, iframe, .panel script, tbody script")).hasCount(0);
  }

  @Test
  void dataThatIsNoneIsSaidToBeSo(@TempDir Path directory) throws IOException {
    Page page = BROWSER.page();
    page.navigate(
        write(directory, "{\"runs\":[".getBytes(StandardCharsets.UTF_8)).toUri().toString());
    assertThat(page.locator(".notice")).containsText("The data in this file is damaged.");
  }

  @Test
  void thePageThatReadsTheDataBesideItSaysSoWhenItIsOpenedAsAFile(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("dashboard.html");
    Files.write(file, STANDALONE.besideData());
    Page page = BROWSER.page();
    page.navigate(file.toUri().toString());
    assertThat(page.locator(".notice")).containsText("Open dashboard_standalone.html");
  }
}
