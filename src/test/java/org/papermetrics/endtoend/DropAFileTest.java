package org.papermetrics.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.browser.BrowserSupport;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.testing.Eventually;

/**
 * The whole way, as a researcher walks it: a daemon over a tree, a page in Chromium, a file that is
 * dropped.
 */
@Tag("browser")
class DropAFileTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final Clock CLOCK = Clock.system(ZoneId.of("UTC"));

  @TempDir private Path directory;

  private Settings settings(DemoTree tree) {
    return new Settings(
        List.of(tree.checkpoints()),
        List.of(tree.logs()),
        tree.registry(),
        tree.dashboard(),
        directory.resolve("state"),
        Optional.empty(),
        new HttpSettings("127.0.0.1", 0, Set.of(), true),
        WatchSettings.DEFAULT,
        new Settings.Discovery(List.of(FilePatterns.RESULTS), List.of()),
        Settings.Evaluations.DEFAULT,
        List.of(),
        List.of());
  }

  private static Locator rows(Page page) {
    return page.locator("tbody.rows tr");
  }

  @Test
  void aDroppedFileBecomesARowAndABrokenOneAProblem() throws Exception {
    DemoTree tree = DemoTree.write(directory.resolve("tree"), DemoSettings.of(3, 12, CLOCK));
    Daemon daemon = BROWSER.keep(Daemon.start(SettingsSource.fixed(settings(tree)), "test", CLOCK));
    Page page = BROWSER.page();
    page.navigate(daemon.addressWithToken());
    assertThat(page.locator(".connection")).hasText("Live");
    assertThat(page).not().hasURL(java.util.regex.Pattern.compile("token"));
    int before = rows(page).count();

    Path results = tree.dropNext();
    assertThat(rows(page)).hasCount(before + 1);
    String id =
        daemon.snapshot().runs().stream()
            .filter(run -> results.startsWith(run.checkpointPath()))
            .findFirst()
            .orElseThrow()
            .id();
    Locator row = page.locator("tr[data-id='" + id + "']");
    assertThat(row).isVisible();

    Files.writeString(
        results, "{\"sblimp_accuracy\": 0.4321, \"sblimp_samples\": 10000, \"broken\": NaN}");
    assertThat(row).containsText("43.2");

    Eventually.holds(
        () -> Files.readString(tree.registry()).contains(results.toString()),
        "the registry names the dropped run");
    Files.delete(results);
    assertThat(rows(page)).hasCount(before);
    assertThat(page.getByText("1 problem")).isVisible();
  }

  @Test
  void outputsThatAnotherProgramReplacesArePutRight() throws Exception {
    DemoTree tree = DemoTree.write(directory.resolve("tree"), DemoSettings.of(4, 5, CLOCK));
    try (Daemon daemon = Daemon.start(SettingsSource.fixed(settings(tree)), "test", CLOCK)) {
      Path data = tree.dashboard().resolve("dashboard_data.json");
      Path twin = tree.dashboard().resolve("dashboard_data_with_progression.json");
      Path single = tree.dashboard().resolve("dashboard_standalone.html");
      int runs = daemon.snapshot().runs().size();
      Eventually.holds(() -> Files.exists(single), "the outputs are written");
      for (Path output : List.of(data, twin, single)) {
        Files.delete(output);
        Files.writeString(output, "{\"runs\": []}");
        Eventually.holds(
            () -> Files.size(output) > 10_000L * runs / 10 && Files.mismatch(data, twin) < 0,
            output + " is as the daemon wrote it");
      }
      Files.delete(tree.dashboard().resolve("dashboard.html"));
      Eventually.holds(
          () -> Files.exists(tree.dashboard().resolve("dashboard.html")), "the page is back");
    }
  }

  @Test
  void theOutputsAndTheRegistryFollow() throws Exception {
    DemoTree tree = DemoTree.write(directory.resolve("tree"), DemoSettings.of(4, 5, CLOCK));
    Path results;
    try (Daemon daemon = Daemon.start(SettingsSource.fixed(settings(tree)), "test", CLOCK)) {
      results = tree.dropNextAtomically();
      Eventually.holds(
          () -> Files.readString(tree.registry()).contains(results.toString()),
          "the registry names the dropped run");
      assertThat(daemon.snapshot().runs()).isNotEmpty();
    }
    String data = Files.readString(tree.dashboard().resolve("dashboard_data.json"));
    String checkpoint = String.valueOf(results.getParent());
    assertThat(data).contains(checkpoint);
    assertThat(tree.dashboard().resolve("dashboard_data_with_progression.json"))
        .hasSameBinaryContentAs(tree.dashboard().resolve("dashboard_data.json"));
    assertThat(tree.dashboard().resolve("dashboard_standalone.html")).isNotEmptyFile();
    assertThat(tree.dashboard().resolve("dashboard.html")).isNotEmptyFile();
    try (Daemon again = Daemon.start(SettingsSource.fixed(settings(tree)), "test", CLOCK)) {
      assertThat(again.snapshot().runs()).anyMatch(run -> run.checkpointPath().equals(checkpoint));
    }
  }
}
