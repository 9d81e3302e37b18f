package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.browser.Parts.rows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Run;

/** The page on paper, as {@code pdftotext} reads what the browser prints. */
@Tag("browser")
class PrintPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final int RUNS = 63;

  private static Page page(Browser.NewContextOptions options) {
    List<Run> runs =
        IntStream.range(0, RUNS)
            .mapToObj(
                i -> SampleBoard.run("printed " + i, "exp " + i, 100 + i, SampleBoard.metrics(i)))
            .toList();
    FakeDaemon daemon =
        BROWSER.keep(new FakeDaemon(SampleBoard.with("e", 1, runs, List.of()), 0, null));
    Page page = BROWSER.page(options);
    page.navigate(daemon.address());
    assertThat(rows(page).first()).isVisible();
    return page;
  }

  private static String printed(Page page, Path directory) throws Exception {
    Path pdf = directory.resolve("page.pdf");
    page.pdf(new Page.PdfOptions().setPath(pdf).setFormat("A4").setPrintBackground(true));
    Process process =
        new ProcessBuilder("pdftotext", "-layout", pdf.toString(), "-")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return text;
  }

  @Test
  void everyRunShownHasARowWithEveryColumn(@TempDir Path directory) throws Exception {
    Page page = page(new Browser.NewContextOptions().setViewportSize(1280, 800));

    String text = printed(page, directory);

    for (int i = 0; i < RUNS; i++) {
      assertThat(text).containsPattern("printed " + i + "\\b");
    }
    assertThat(text)
        .contains("sBLIMP", "sWUGGY", "tStory", "sStory", "1–8k", "1–end", "Avg", "TTT", "LoRA")
        .doesNotContain("Export", "Columns", "Filters", "Show charts");
    assertThat(rows(page).count()).as("afterwards, only rows near the view").isLessThan(RUNS);
  }

  @Test
  void theHeadOfTheTableIsOnEachPage(@TempDir Path directory) throws Exception {
    Page page = page(new Browser.NewContextOptions().setViewportSize(1280, 800));

    String[] sheets = printed(page, directory).split("\\f");

    assertThat(sheets).hasSizeGreaterThan(1);
    for (String sheet : sheets) {
      assertThat(sheet).contains("sBLIMP", "sWUGGY", "Step");
    }
  }

  @Test
  void manyColumnsAreNotCut(@TempDir Path directory) throws Exception {
    Page page = page(new Browser.NewContextOptions().setViewportSize(1280, 800));
    page.navigate(
        page.url().replaceFirst("#.*", "")
            + "#cols=step~sblimp~swuggy~tstory~sstory~ppl_8k~ppl_16k~avg~training~evaluated~path~id~tags");
    assertThat(page.locator("thead th .label")).hasCount(14);

    List<String> heads = List.of(printed(page, directory).split("\\s+"));

    assertThat(heads).contains("Evaluated", "Path", "ID", "Tags", "LoRA");
    assertThat(overflow(page)).as("in pixels, of A4").isZero();
  }

  /** How far the table reaches beyond a page of A4. */
  private static double overflow(Page page) {
    page.setViewportSize(718, 1000);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    return ((Number)
            page.evaluate("Math.max(0, document.querySelector('table').offsetWidth - 718)"))
        .doubleValue();
  }

  @Test
  void theDarkPageIsPrintedLightWithItsChartsAsWideAsThePaper(@TempDir Path directory)
      throws Exception {
    Page page =
        page(
            new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setColorScheme(ColorScheme.DARK));
    Charts charts = new Charts(page).select(0, 1);
    charts.settle();
    String before = charts.chart("bars").getAttribute("style");

    String text = printed(page, directory);

    assertThat(text)
        .contains("printed 0", "printed 62")
        .contains("Share of correct answers")
        .doesNotContain("Auto-scale", "As table");
    for (BufferedImage sheet : sheets(directory)) {
      assertThat(darkShare(sheet)).as("dark pixels").isLessThan(0.2);
    }
    assertThat(page.locator("html")).not().hasAttribute("data-theme", "light");
    assertThat(charts.chart("bars").getAttribute("style")).isEqualTo(before);
  }

  /** The pages as pictures. */
  private static List<BufferedImage> sheets(Path directory) throws Exception {
    Process process =
        new ProcessBuilder("pdftoppm", "-r", "50", "-png", "page.pdf", "sheet")
            .directory(directory.toFile())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    List<BufferedImage> sheets = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "sheet*.png")) {
      for (Path file : files) {
        sheets.add(ImageIO.read(file.toFile()));
      }
    }
    return sheets;
  }

  private static double darkShare(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return (double) Arrays.stream(pixels).filter(pixel -> (pixel & 0xff) < 96).count()
        / pixels.length;
  }
}
