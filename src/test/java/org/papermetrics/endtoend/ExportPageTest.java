package org.papermetrics.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.browser.BrowserSupport;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.testing.Program;

/** What leaves the page of a real daemon tells what it was made of. */
@Tag("browser")
class ExportPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  @TempDir private Path directory;

  private static String copiedTable(String address) {
    Page page =
        BROWSER.page(
            new Browser.NewContextOptions()
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    page.navigate(address);
    assertThat(page.locator("tbody.rows tr")).hasCount(2);
    page.locator("#export").click();
    page.locator(".items").getByText("Copy as LaTeX").click();
    assertThat(page.getByText("Copied.")).isVisible();
    return (String) page.evaluate("navigator.clipboard.readText()");
  }

  private static Said verify(Path file) throws Exception {
    return Said.by(
        Map.of("PATH", System.getenv("PATH")), Program.command("verify", file.toString()));
  }

  @Test
  void aTableIsVerifiedByContentAndAnOfflineOneByTime() throws Exception {
    Site site = Site.in(directory).withToken();
    Path results = Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    Site.drop(Site.checkpoint(site.root(), "exp", 200), 510);
    Path online = directory.resolve("online.tex");
    Path offline = directory.resolve("offline.tex");
    Daemon daemon = BROWSER.keep(site.serve(new HttpSettings("127.0.0.1", 0, Set.of(), true)));
    Files.writeString(online, copiedTable(daemon.addressWithToken()));
    Files.writeString(offline, copiedTable(site.page().toUri().toString()));
    assertThat(Files.readString(online))
        .contains("\"version\":\"test\"", "\"revision\":", "\"results\":\"" + results + "\"")
        .containsPattern("\"sha256\":\"[0-9a-f]{64}\"")
        .doesNotContain("remark");
    assertThat(Files.readString(offline))
        .contains("\"version\":\"development\"", "\"revision\":", "\"generated_at\":", "remark")
        .doesNotContain("\"sha256\"");
    assertThat(verify(offline).text()).startsWith("The numbers of all 2 runs are as exported.");
    Files.setLastModifiedTime(results, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    assertThat(verify(online).text()).startsWith("The numbers of all 2 runs are as exported.");
    assertThat(verify(offline).code()).isEqualTo(1);
    Files.writeString(results, Site.results(501));
    assertThat(verify(online).text()).startsWith("changed ").contains(results.toString());
  }
}
