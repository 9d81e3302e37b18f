package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.button;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.papermetrics.model.Run;

/** Charts as files: what is in the picture, and where. */
@Tag("browser")
class PicturePageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /** The axis of values goes from the bottom of the plot to its top. */
  private static final Pattern AXIS = Pattern.compile("M58.5 (\\d+)L58.5 (\\d+)\"");

  private static final Pattern HEIGHT = Pattern.compile("height=\"(\\d+)\"");

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
    page.navigate(daemon.address() + "#panel=closed&" + view);
    Locator boxes = page.locator("tbody.rows input");
    for (int i = 0; i < Math.min(runs, 12); i++) {
      boxes.nth(i).check();
    }
    if (runs > 12) {
      page.getByLabel("Select all runs shown").check();
    }
    page.locator("#charts-button").click();
    return page;
  }

  private static Path saved(Page page, String key, String type, KeyboardModifier... keys) {
    Charts charts = new Charts(page);
    charts.drawn(key);
    Download file =
        page.waitForDownload(
            () ->
                charts
                    .within(key, type)
                    .click(new Locator.ClickOptions().setModifiers(List.of(keys))));
    return file.path();
  }

  private static void isReadable(Page page, String key) throws IOException {
    String svg = Files.readString(saved(page, key, "SVG"));
    assertThat(svg).doesNotContain("dominant-baseline").contains(" dy=\"0.35em\"");
    // The page itself refuses markup that is put together.
    Texts.ofSvg(BROWSER.page(), svg).areInside(key).areApart(key);
  }

  @Test
  void noTextOfAPictureMeetsAnother() throws IOException {
    for (boolean longNames : new boolean[] {false, true}) {
      for (int runs : new int[] {2, 7, 24}) {
        for (String values : new String[] {"values=absolute&autoscale=no", "values=points"}) {
          Page page = dark(runs, longNames, values);
          isReadable(page, "bars");
          isReadable(page, "radar");
        }
        isReadable(dark(runs, longNames, "tab=context&view=files"), "context");
      }
    }
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
      heights.add(Integer.valueOf(height.group(1)));
    }
    assertThat(heights.get(1)).isGreaterThan(heights.get(0) + 100);
  }

  @Test
  void picturesAreLightUnlessTheColoursOfThePageAreAskedFor() throws IOException {
    Page page = dark(2, false, "");
    assertThat(page.locator("body")).hasCSS("background-color", "rgb(20, 22, 26)");
    BufferedImage paper = Objects.requireNonNull(ImageIO.read(saved(page, "bars", "PNG").toFile()));
    assertThat(new Color(paper.getRGB(3, 3))).isEqualTo(Color.WHITE);
    BufferedImage shown =
        Objects.requireNonNull(
            ImageIO.read(saved(page, "bars", "PNG", KeyboardModifier.SHIFT).toFile()));
    assertThat(new Color(shown.getRGB(3, 3))).isEqualTo(new Color(27, 30, 36));
    assertThat(button(page, "PNG").first()).hasAttribute("title", Pattern.compile("With Shift"));
  }

  @Test
  void aPngSaysItsResolution() throws IOException {
    byte[] png = Files.readAllBytes(saved(dark(2, false, ""), "bars", "PNG"));
    int at = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs");
    ByteBuffer chunk = ByteBuffer.wrap(png, at + 4, 9);
    assertThat(chunk.getInt()).as("pixels per metre at 300 dpi").isEqualTo(11811);
    assertThat(chunk.getInt()).isEqualTo(11811);
    assertThat(chunk.get()).as("the unit is the metre").isEqualTo((byte) 1);
    assertThat(at).isLessThan(new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT"));
    try (InputStream in = new ByteArrayInputStream(png)) {
      assertThat(Objects.requireNonNull(ImageIO.read(in)).getWidth()).isEqualTo(2400);
    }
  }

  @Test
  void aPictureSaysWhatItShowsAndWhereItsValuesComeFrom() throws IOException {
    Page page = dark(2, false, "values=points");
    byte[] png = Files.readAllBytes(saved(page, "bars", "PNG"));
    assertThat(new String(png, StandardCharsets.UTF_8))
        .contains("iTXtTitle\0\0\0\0\0Scores by task, against ")
        .contains("iTXtDescription\0\0\0\0\0Difference, percentage points")
        .containsPattern(
            "iTXtComment\0{5}\\{\"provenance\":\\{.*\"exported_at\":\"20.*\"epoch\":\"e\"");
    assertThat(Files.readString(saved(page, "bars", "SVG")))
        .contains("<title>Scores by task, against ", "<desc>Difference, percentage points</desc>")
        .containsPattern("<metadata>\\{\"provenance\":.*\"revision\":1.*</metadata>");
    assertThat(Files.readString(saved(page, "radar", "SVG"))).doesNotContain("<desc>");
  }
}
