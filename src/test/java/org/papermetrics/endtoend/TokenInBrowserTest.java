package org.papermetrics.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.browser.BrowserSupport;
import org.papermetrics.client.RedirectPage;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.daemon.Daemon;

/** How the token comes into a browser, and where it does not go from there. */
@Tag("browser")
class TokenInBrowserTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  @TempDir private Path directory;

  private static Daemon start(Site site, int port) throws Exception {
    return site.serve(new HttpSettings("127.0.0.1", port, Set.of(), true));
  }

  @Test
  void theFileThatOpenWritesLeadsToTheBoard() throws Exception {
    Site site = Site.in(directory).withToken();
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    Daemon daemon = BROWSER.keep(start(site, 0));
    Path file = new RedirectPage(site.state()).write(daemon.addressWithToken(), Instant.now());
    Page page = BROWSER.page();

    page.navigate(file.toUri().toString());

    assertThat(page.locator(".connection")).hasText("Live");
    assertThat(page).hasURL(daemon.address() + "/");
    assertThat(page.locator("tbody.rows tr")).hasCount(1);
  }

  /** The port of a daemon that has ended, whose page is still open. */
  private static int endedDaemon(Site site, Page page) throws Exception {
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    BROWSER.expect("ERR_|status of 40|WebSocket");
    try (Daemon daemon = start(site, 0)) {
      page.navigate(daemon.addressWithToken());
      assertThat(page.locator(".connection")).hasText("Live");
      return URI.create(daemon.address()).getPort();
    }
  }

  @Test
  void aProgramThatHasTakenThePortIsGivenNoToken() throws Exception {
    Site site = Site.in(directory).withToken();
    Page page = BROWSER.page();
    int port = endedDaemon(site, page);
    String token = Files.readString(site.state().resolve("token")).strip();
    try (Impostor impostor = new Impostor(port)) {
      assertThat(page.locator(".banner")).containsText("does not know this board’s key");
      assertThat(page.locator("tbody.rows tr")).hasCount(1);
      page.waitForCondition(() -> impostor.challenges() >= 2);
      assertThat(page.locator(".banner")).isVisible();
      assertThat(impostor.requests()).doesNotContain(token).doesNotContain("bearer");
    }
    Site.drop(Site.checkpoint(site.root(), "exp", 200), 510);
    BROWSER.keep(start(site, port));
    assertThat(page.locator(".connection")).hasText("Live");
    assertThat(page.locator(".banner")).hasCount(0);
    assertThat(page.locator("tbody.rows tr")).hasCount(2);
  }

  /** It asks the daemon, which has moved to another port, in the name of the page. */
  @Test
  void aProgramThatPassesChallengesOnIsGivenNoTokenEither() throws Exception {
    Site site = Site.in(directory).withToken();
    Page page = BROWSER.page();
    int port = endedDaemon(site, page);
    String token = Files.readString(site.state().resolve("token")).strip();
    Daemon moved = BROWSER.keep(start(site, 0));
    try (Impostor impostor = new Impostor(port, moved.address())) {
      assertThat(page.locator(".banner")).containsText("does not know this board’s key");
      assertThat(impostor.requests()).contains("/api/v1/challenge").doesNotContain(token);
    }
  }

  @Test
  void aServiceWorkerOfAnotherProgramIsRemovedBeforeTheTokenIsSent() throws Exception {
    Site site = Site.in(directory).withToken();
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    int port;
    Page page = BROWSER.page();
    try (Impostor impostor = new Impostor(0)) {
      port = impostor.port();
      page.navigate("http://127.0.0.1:" + port + "/other.html");
      page.waitForFunction("navigator.serviceWorker.controller !== null");
      page.navigate("about:blank");
    }
    BROWSER.keep(start(site, port));

    page.navigate(
        "http://127.0.0.1:"
            + port
            + "/#token="
            + Files.readString(site.state().resolve("token")).strip());

    assertThat(page.locator(".connection")).hasText("Live");
    assertThat(page.evaluate("navigator.serviceWorker.controller")).isNull();
    assertThat(page.evaluate("caches.match('/seen').then((seen) => seen && seen.text())"))
        .as("the header that it saw")
        .isNull();
  }
}
