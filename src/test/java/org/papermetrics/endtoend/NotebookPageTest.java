package org.papermetrics.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.browser.BrowserSupport;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Program;
import org.papermetrics.testing.Python;

/** The module for notebooks in a notebook, in a browser. */
@Tag("browser")
class NotebookPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  /** Kernels start slowly on a machine that is busy, and so do several pages at once. */
  private static final double PATIENCE_MS = 60_000;

  private static final LocatorAssertions.HasTextOptions IN_TIME =
      new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS);

  @TempDir private Path directory;

  @Test
  void cellsShowFramesTheLivePageAndASnapshotThatStays() throws Exception {
    assumeThat(Jupyter.isPossible() && Python.withPandas().isPresent())
        .as("there are jupyter-notebook and pandas")
        .isTrue();
    // The notebook's own page is talkative; what is no error in it is none of ours.
    BROWSER.expect("^console (log|warning|table|startGroupCollapsed|endGroup):");
    Site site = Site.in(directory).withToken();
    Site.drop(Site.checkpoint(site.root(), "one", 100), 500);
    Site.drop(Site.checkpoint(site.root(), "two", 200), 600);
    Site.drop(Site.checkpoint(site.root(), "three", 300), 700);
    Jupyter jupyter = BROWSER.keep(Jupyter.start(Files.createDirectories(directory.resolve("n"))));
    Daemon daemon =
        BROWSER.keep(
            site.serve(
                new HttpSettings(
                    HttpSettings.DEFAULT_HOST, 0, Set.of(), Set.of(jupyter.origin()), true)));
    Eventually.holds(() -> Files.exists(site.page()), "the page in one file is written");
    writeModule(site, directory.resolve("n/paper_metrics.py"));
    String address =
        jupyter.notebook(
            "board.ipynb",
            "import warnings; warnings.simplefilter('ignore')\n"
                + "from paper_metrics import Board\nboard = Board()\nboard",
            "board.runs(fields=['name', 'metrics.sblimp_accuracy'], sort='-checkpoint_step')",
            "board.show(['one_cp000100', 'two_cp000200'], view='context')",
            "board.show(['one_cp000100', 'two_cp000200'], view='context', live=False)",
            "board.curves('nobody')");
    Page page = BROWSER.page();
    page.navigate(address);
    page.waitForFunction("() => window.Jupyter?.notebook?.kernel?.is_connected()");
    page.evaluate("Jupyter.notebook.execute_all_cells()");

    Locator cells = page.locator(".cell");
    assertThat(cells.nth(4))
        .containsText(
            "BoardError: No run has the id 'nobody'",
            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
    assertThat(cells.nth(4)).not().containsText("Traceback");
    assertThat(cells.nth(0)).containsText("3 runs. Bold: best of these rows");
    assertThat(cells.nth(1).locator("table.dataframe tbody tr")).hasCount(3);
    assertThat(cells.nth(1)).containsText("CP0300 - three");

    // A frame out of sight is not drawn.
    cells.nth(2).scrollIntoViewIfNeeded();
    FrameLocator live = cells.nth(2).frameLocator("iframe[title='Board of runs, live']");
    assertThat(live.locator(".connection")).hasText("Live", IN_TIME);
    assertThat(live.locator("tbody.rows tr")).hasCount(3);
    assertThat(live.locator("[role=tab][aria-selected=true]")).hasText("Long context");
    assertThat(cells.nth(2).locator("iframe")).hasCount(1);
    Site.drop(Site.checkpoint(site.root(), "four", 400), 800);
    assertThat(live.locator("tbody.rows tr")).hasCount(4);

    cells.nth(3).locator("iframe").scrollIntoViewIfNeeded();
    FrameLocator offline = cells.nth(3).frameLocator("iframe[title='Board of runs, offline']");
    assertThat(offline.locator(".count")).hasText("2 runs", IN_TIME);
    assertThat(offline.locator(".connection")).containsText("File of");
    assertThat(offline.locator("tbody.rows input:checked")).hasCount(2);
    assertThat(offline.locator("[role=tab][aria-selected=true]")).hasText("Long context");

    page.evaluate("Jupyter.notebook.save_notebook()");
    Path saved = directory.resolve("n/board.ipynb");
    Eventually.holds(
        () -> Files.readString(saved).contains("Board of runs, offline"), "the notebook is saved");
    assertThat(Files.readString(saved))
        .doesNotContain(Files.readString(site.state().resolve("token")).strip())
        .contains(daemon.address());
  }

  private static void writeModule(Site site, Path file) throws Exception {
    Command.run(
        Program.command(
            "notebook",
            "--config",
            site.writeConfiguration().toString(),
            "--output",
            file.toString()));
  }
}
