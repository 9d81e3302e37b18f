package org.papermetrics.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.browser.BrowserSupport;
import org.papermetrics.client.RedirectPage;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;

/** How the token comes into a browser, and where it does not go from there. */
@Tag("browser")
class TokenInBrowserTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  @TempDir private Path directory;

  private Daemon start(Site site) throws Exception {
    return Daemon.start(SettingsSource.fixed(site.settings()), "test", Clock.systemUTC());
  }

  @Test
  void theFileThatOpenWritesLeadsToTheBoard() throws Exception {
    Site site = Site.in(directory).withToken();
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    Daemon daemon = BROWSER.keep(start(site));
    Path file = new RedirectPage(site.state()).write(daemon.addressWithToken(), Instant.now());
    Page page = BROWSER.page();

    page.navigate(file.toUri().toString());

    assertThat(page.locator(".connection")).hasText("Live");
    assertThat(page).hasURL(daemon.address() + "/");
    assertThat(page.locator("tbody.rows tr")).hasCount(1);
  }
}
