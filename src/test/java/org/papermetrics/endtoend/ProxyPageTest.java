package org.papermetrics.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.HttpCredentials;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.browser.BrowserSupport;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.testing.Eventually;

/** The page where something stands between it and the daemon. */
@Tag("browser")
class ProxyPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final LocatorAssertions.HasCountOptions WITHIN_15_S =
      new LocatorAssertions.HasCountOptions().setTimeout(15_000);

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void aRun() throws Exception {
    site = Site.in(directory).withToken();
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
  }

  private Daemon daemon() throws Exception {
    return BROWSER.keep(serve(Set.of()));
  }

  private Daemon serve(Set<String> frameAncestors) throws Exception {
    return site.serve(
        new HttpSettings(HttpSettings.DEFAULT_HOST, 0, Set.of(), frameAncestors, true));
  }

  private static int port(Daemon daemon) {
    return URI.create(daemon.address()).getPort();
  }

  /** The path that leads to the board, with the token. */
  private static String fragment(Daemon daemon) {
    String address = daemon.addressWithToken();
    return address.substring(address.indexOf('#'));
  }

  private Nginx nginx(String locations) throws Exception {
    return BROWSER.keep(Nginx.start(directory, locations));
  }

  private static Locator connection(Page page) {
    return page.locator(".connection");
  }

  private static Locator rows(Page page) {
    return page.locator("tbody.rows tr");
  }

  private void drop(String experiment) throws Exception {
    Site.drop(Site.checkpoint(site.root(), experiment, 100), 600);
  }

  @Test
  void theDocumentedBlockOfNginxLeadsToALivePage() throws Exception {
    Daemon daemon = daemon();
    Page page = BROWSER.page();
    page.navigate(
        nginx(Nginx.documented(port(daemon), "/metrics/")).address("/metrics/" + fragment(daemon)));
    assertThat(connection(page)).hasText("Live");
    drop("next");
    assertThat(rows(page)).hasCount(2);
  }

  @Test
  void withoutWebSocketsChangesAreAskedFor() throws Exception {
    BROWSER.expect("WebSocket connection");
    Daemon daemon = daemon();
    String block =
        Nginx.documented(port(daemon), "/").replaceAll("(?m)^.*(Upgrade|upgrade).*$", "");
    Page page = BROWSER.page();
    page.navigate(nginx(block).address("/" + fragment(daemon)));
    assertThat(connection(page)).hasText("Live, by requests");
    drop("next");
    assertThat(rows(page)).hasCount(2, WITHIN_15_S);
    assertThat(connection(page)).hasText("Live, by requests");
  }

  @Test
  void aSocketThatTheNetworkHasForgottenIsNoticed() throws Exception {
    Daemon daemon = daemon();
    Relay relay = BROWSER.keep(Relay.to(port(daemon)));
    Page page = BROWSER.page();
    page.clock().install();
    page.navigate(relay.address() + fragment(daemon));
    assertThat(connection(page)).hasText("Live");
    relay.forgetSockets();
    drop("next");
    Eventually.holds(() -> daemon.snapshot().runs().size() == 2, "the daemon knows the result");
    page.clock().runFor(29_000);
    assertThat(rows(page)).hasCount(1);
    page.clock().runFor(1_500);
    // The answer to the question comes in real time.
    for (int i = 0; i < 50 && rows(page).count() == 1; i++) {
      page.clock().runFor(200);
      page.waitForTimeout(50);
    }
    assertThat(rows(page)).hasCount(2);
  }

  @Test
  void anAddressThatLacksItsLastSlashWorks() throws Exception {
    // What the document names is looked for in the wrong place first.
    BROWSER.expect("status of 404");
    Daemon daemon = daemon();
    String exact =
        Nginx.documented(port(daemon), "/proxy/8765").replace("location ", "location = ");
    Nginx nginx = nginx(Nginx.documented(port(daemon), "/proxy/8765/") + exact);
    Page page = BROWSER.page();
    page.navigate(nginx.address("/proxy/8765?x=1" + fragment(daemon)));
    assertThat(connection(page)).hasText("Live");
    assertThat(page).hasURL(nginx.address("/proxy/8765/?x=1"));
  }

  @Test
  void aProxyMayAskForALoginOfItsOwn() throws Exception {
    Daemon daemon = daemon();
    Files.writeString(directory.resolve("users"), "alice:{PLAIN}secret\n");
    String block =
        Nginx.documented(port(daemon), "/")
            .replace(
                "proxy_http_version",
                "auth_basic \"cluster\"; auth_basic_user_file "
                    + directory.resolve("users")
                    + "; proxy_http_version");
    Page page =
        BROWSER.page(
            new Browser.NewContextOptions()
                .setHttpCredentials(new HttpCredentials("alice", "secret")));
    page.navigate(nginx(block).address("/" + fragment(daemon)));
    assertThat(rows(page)).hasCount(1);
    drop("next");
    assertThat(rows(page)).hasCount(2, WITHIN_15_S);
  }

  @Test
  void aPageWhoseScriptDoesNotArriveSaysSo() throws Exception {
    BROWSER.expect("status of 502|ERR_");
    Daemon daemon = daemon();
    String block =
        Nginx.documented(port(daemon), "/") + "location ~ page-.*[.]js$ { return 502; }\n";
    Page page = BROWSER.page();
    page.navigate(nginx(block).address("/"));
    assertThat(page.locator(".unstarted"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(10_000));
    assertThat(page.locator(".unstarted")).containsText("Host");
  }

  @Test
  void onlyOriginsThatAreNamedMayFrameThePage() throws Exception {
    // The page around it has no icon.
    BROWSER.expect("frame-ancestors|Refused to frame|Framing|status of 404");
    Files.writeString(
        directory.resolve("frame.html"), "<!doctype html><title>f</title><body></body>");
    Nginx host = nginx("location / { root " + directory + "; }");
    String origin = host.address("");
    try (Daemon closed = serve(Set.of())) {
      Page without = framing(host, closed);
      assertThat(without.frameLocator("iframe").locator("tbody.rows tr")).hasCount(0);
      without.close();
    }
    Page with = framing(host, BROWSER.keep(serve(Set.of(origin))));
    assertThat(with.frameLocator("iframe").locator("tbody.rows tr")).hasCount(1);
  }

  private static Page framing(Nginx host, Daemon daemon) {
    Page page = BROWSER.page();
    page.navigate(host.address("/frame.html"));
    page.evaluate(
        "src => document.body.append(Object.assign(document.createElement('iframe'), {src}))",
        daemon.addressWithToken());
    return page;
  }
}
