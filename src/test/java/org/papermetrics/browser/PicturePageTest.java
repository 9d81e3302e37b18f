package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.model.Run;

/** Charts as files: what is in the picture, and where. */
@Tag("browser")
class PicturePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /** The axis of values goes from the bottom of the plot to its top. */
  private static final Pattern AXIS = Pattern.compile("M58.5 (\\d+)L58.5 (\\d+)\"");

  private static final Pattern HEIGHT = Pattern.compile("height=\"([\\d.]+)mm\"");

  /** A page with the charts of so many runs, in a dark theme. */
  private static Page dark(int runs, boolean longNames, String view) {
    List<Run> all = new ArrayList<>(SampleBoard.of(40).runs());
    if (longNames) {
      all.replaceAll(
          run ->
              SampleBoard.renamed(
                  run,
                  run.name()
                      + " trained_on_librispeech_and_dialogue_with_seed_%d"
                          .formatted(run.checkpointStep())));
    }
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, all, List.of()), 0, null));
    Page page =
        BROWSER.page(
            new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setColorScheme(ColorScheme.DARK));
    String selected = all.stream().limit(runs).map(Run::id).collect(Collectors.joining("~"));
    page.navigate(daemon.address() + "#panel=open&" + view + "&sel=" + selected);
    return page;
  }

  private static Path saved(Page page, String key, String type) {
    Charts charts = new Charts(page);
    charts.drawn(key);
    return charts.save(key, type).path();
  }

  private static BufferedImage image(Path file) throws IOException {
    return Objects.requireNonNull(ImageIO.read(file.toFile()));
  }

  /** Saves these charts, looks at them, and closes the page. */
  private static void areReadable(Page page, String... keys) throws IOException {
    List<String> pictures = new ArrayList<>();
    for (String key : keys) {
      pictures.add(Files.readString(saved(page, key, "SVG")));
    }
    // The page itself refuses markup that is put together.
    page.navigate("about:blank");
    for (int i = 0; i < keys.length; i++) {
      assertThat(pictures.get(i)).doesNotContain("dominant-baseline").contains(" dy=\"0.35em\"");
      Texts.ofSvg(page, pictures.get(i)).areInside(keys[i]).areApart(keys[i]);
    }
    page.close();
  }

  /** Each view with each number of runs; short and long names come with each view and number. */
  @ParameterizedTest
  @CsvSource({
    "values=absolute&autoscale=no, bars radar, 2, false",
    "values=absolute&autoscale=no, bars radar, 7, true",
    "values=absolute&autoscale=no, bars radar, 24, false",
    "values=points, bars radar, 2, true",
    "values=points, bars radar, 7, false",
    "values=points, bars radar, 24, true",
    "tab=context&view=files, context, 2, false",
    "tab=context&view=files, context, 7, true",
    "tab=context&view=files, context, 24, false",
    // The most and the longest names need the most room.
    "tab=context&view=files, context, 24, true",
    "values=absolute&autoscale=no, bars radar, 24, true"
  })
  void noTextOfAPictureMeetsAnother(String view, String keys, int runs, boolean longNames)
      throws IOException {
    areReadable(dark(runs, longNames, view), keys.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"column", "slide"})
  void noTextOfASmallPictureMeetsAnother(String size) throws IOException {
    areReadable(dark(5, true, "picture=" + size), "forest", "bars", "radar");
    areReadable(dark(5, true, "tab=context&view=mean&picture=" + size), "context");
  }

  @Test
  void thePictureGrowsWithItsLegendAndThePlotStays() throws IOException {
    List<Integer> heights = new ArrayList<>();
    for (int runs : new int[] {2, 24}) {
      String svg =
          Files.readString(saved(dark(runs, true, "tab=context&view=files"), "context", "SVG"));
      MatchResult axis = AXIS.matcher(svg).results().findFirst().orElseThrow();
      assertThat(Integer.parseInt(axis.group(1)) - Integer.parseInt(axis.group(2)))
          .isGreaterThan(400);
      MatchResult height = HEIGHT.matcher(svg).results().findFirst().orElseThrow();
      heights.add((int) Double.parseDouble(height.group(1)));
    }
    assertThat(heights.get(1)).isGreaterThan(heights.get(0) + 17);
  }

  @Test
  void theGroundIsWhiteOrNoneOrThatOfThePage() throws IOException {
    Page page = dark(2, false, "");
    assertThat(page.locator("body")).hasCSS("background-color", "rgb(20, 22, 26)");
    assertThat(new Color(image(saved(page, "bars", "PNG")).getRGB(3, 3))).isEqualTo(Color.WHITE);
    ground(page, "As on the page");
    assertThat(new Color(image(saved(page, "bars", "PNG")).getRGB(3, 3)))
        .isEqualTo(new Color(27, 30, 36));
    ground(page, "None");
    assertThat(image(saved(page, "bars", "PNG")).getRGB(3, 3) >>> 24).as("opacity").isZero();
    // What is drawn is for white paper.
    assertThat(Files.readString(saved(page, "bars", "SVG"))).doesNotContain("rgb(27,30,36)");
  }

  private static void ground(Page page, String name) {
    new Charts(page).saving("bars", "PNG");
    page.locator(".bars").getByLabel("Ground").selectOption(new SelectOption().setLabel(name));
    page.waitForURL(Pattern.compile("ground="));
  }

  @Test
  void aPngSaysItsResolution() throws IOException {
    Page page = dark(2, false, "");
    assertThat(perMetre(saved(page, "bars", "PNG"))).as("at 300 dpi").isEqualTo(11811);
    assertThat(image(saved(page, "bars", "PNG")).getWidth()).isEqualTo(2400);
    assertThat(image(saved(page, "bars", "PNG, finer")).getWidth()).isEqualTo(3600);
    assertThat(perMetre(saved(page, "bars", "PNG, finer"))).as("at 450 dpi").isEqualTo(17717);
  }

  private static int perMetre(Path file) throws IOException {
    byte[] png = Files.readAllBytes(file);
    int at = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs");
    ByteBuffer chunk = ByteBuffer.wrap(png, at + 4, 9);
    int across = chunk.getInt();
    assertThat(chunk.getInt()).isEqualTo(across);
    assertThat(chunk.get()).as("the unit is the metre").isEqualTo((byte) 1);
    assertThat(at).isLessThan(new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT"));
    return across;
  }

  @Test
  void aPictureHasTheWidthOfItsPlaceOnPaper() throws IOException {
    Page page = dark(2, false, "picture=column");
    assertThat(Files.readString(saved(page, "bars", "SVG")))
        .containsPattern("^<svg width=\"84.00mm\" height=\"[\\d.]+mm\"[^>]* viewBox=\"0 0 357 ");
    Path png = saved(page, "bars", "PNG, finer");
    assertThat(image(png).getWidth()).isEqualTo(3 * 357);
    assertThat(1000.0 * image(png).getWidth() / perMetre(png)).isCloseTo(84, within(0.01));

    page.locator(".bars details.menu summary").click();
    page.locator(".bars").getByLabel("Size").selectOption("slide");
    page.waitForURL(Pattern.compile("picture=slide"));
    BufferedImage slide = image(saved(page, "bars", "PNG"));
    assertThat((double) slide.getWidth() / slide.getHeight()).isCloseTo(16 / 9.0, within(0.01));
  }

  /** The dialog for printing cannot be reached, so what it would print is looked at. */
  @Test
  void aPictureIsPrintedOnPaperOfItsSize() throws Exception {
    Page page = dark(2, false, "picture=column");
    new Charts(page).drawn("bars");
    page.evaluate(
        """
        () => {
          const address = URL.createObjectURL;
          URL.createObjectURL = (blob) => address.call(URL, window.picture = blob);
          window.printed = new Promise((done) => {
            new MutationObserver(() => {
              const frame = document.querySelector('body > iframe');
              if (frame) {
                frame.contentWindow.print = () => done(frame.contentDocument);
              }
            }).observe(document.body, {childList: true});
          });
        }
        """);
    new Charts(page).saving("bars", "PDF").click();
    Object[] printed =
        ((List<?>)
                page.evaluate(
                    """
                    async () => {
                      const paper = await window.printed;
                      const rules = [...paper.adoptedStyleSheets[0].cssRules];
                      return [await window.picture.text(), rules.map((r) => r.cssText).join(' '), paper.title];
                    }
                    """))
            .toArray();
    page.evaluate(
        "() => document.querySelector('body > iframe').contentWindow.dispatchEvent(new Event('afterprint'))");
    assertThat(page.locator("body > iframe")).hasCount(0);

    assertThat(printed[2]).asString().startsWith("bar-chart-scores-by-task");
    Path pdf = Files.createTempFile("picture", ".pdf");
    Page paper = BROWSER.page();
    paper.evaluate(
        """
        async ([svg, rules]) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          document.adoptedStyleSheets = [sheet];
          const image = new Image();
          image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
          document.body.append(image);
          await image.decode();
        }
        """,
        List.of(printed[0], printed[1]));
    paper.pdf(new Page.PdfOptions().setPath(pdf).setPreferCSSPageSize(true));
    String facts = output("pdfinfo", pdf.toString());
    assertThat(facts).containsPattern("Pages: +1\n").containsPattern("Page size: +238[.\\d]* x ");
    assertThat(output("pdftotext", pdf.toString(), "-")).contains("Scores by task", "sWUGGY");
    Files.delete(pdf);
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @Test
  void aPictureSaysWhatItShowsAndWhereItsValuesComeFrom() throws IOException {
    Page page = dark(2, false, "values=points");
    byte[] png = Files.readAllBytes(saved(page, "bars", "PNG"));
    assertThat(new String(png, StandardCharsets.UTF_8))
        .contains("iTXtTitle\0\0\0\0\0Scores by task, against ")
        .contains("iTXtDescription\0\0\0\0\0Difference, percentage points")
        .containsPattern(
            "iTXtComment\0{5}\\{\"provenance\":\\{.*\"version\":\"1.0\".*\"exported_at\":\"20.*\"epoch\":\"e\"");
    assertThat(Files.readString(saved(page, "bars", "SVG")))
        .contains("<title>Scores by task, against ", "<desc>Difference, percentage points</desc>")
        .containsPattern("<metadata>\\{\"provenance\":.*\"revision\":1.*</metadata>");
    assertThat(Files.readString(saved(page, "radar", "SVG"))).doesNotContain("<desc>");
  }
}
