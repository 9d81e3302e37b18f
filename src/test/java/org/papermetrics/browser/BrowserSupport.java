package org.papermetrics.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A headless Chromium for the tests of a class, registered as a static field with
 * {@code @RegisterExtension}. Every test gets pages of its own, and fails when one of them wrote to
 * the console, threw, or asked another host than this one for anything.
 *
 * <p>The browser is {@code $CHROMIUM}, else {@code /usr/bin/chromium-headless-shell}, the same
 * engine without windows, which needs half the time, else {@code /usr/bin/chromium}; none is ever
 * downloaded. All classes of a JVM share one process, which ends with the last of them.
 */
public final class BrowserSupport implements BeforeAllCallback, AfterEachCallback {
  private static final double PATIENCE_MILLIS = 20_000;
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final Set<String> OWN_SCHEMES = Set.of("file", "data", "blob", "about");

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<Pattern> expected = new ArrayList<>();
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<AutoCloseable> servers = new ArrayList<>();
  private @Nullable Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    browser =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(BrowserSupport.class))
            .getOrComputeIfAbsent(SharedBrowser.class)
            .browser;
  }

  /** The browser of this JVM, closed by JUnit after the last test. */
  static final class SharedBrowser implements AutoCloseable {
    private final Playwright playwright = playwright();
    private final Browser browser = launch(playwright);

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }

  /**
   * What drives the browsers; it downloads none. What a test waits for may take long where other
   * processes want the same cores; how quick the page is, tests of their own measure.
   */
  public static Playwright playwright() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /** Starts the browser. */
  public static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium()).setArgs(ARGUMENTS));
  }

  private static Path chromium() {
    String named = System.getenv("CHROMIUM");
    if (named != null) {
      return Path.of(named);
    }
    Path shell = Path.of("/usr/bin/chromium-headless-shell");
    return Files.isExecutable(shell) ? shell : Path.of("/usr/bin/chromium");
  }

  /** A page of 1280 × 800 in light colours, without anything stored. */
  public Page page() {
    return page(new Browser.NewContextOptions().setViewportSize(1280, 800));
  }

  /** A page of another kind, without anything stored. */
  public Page page(Browser.NewContextOptions options) {
    BrowserContext context = Objects.requireNonNull(browser).newContext(options);
    contexts.add(context);
    context.onConsoleMessage(
        message -> complain("console " + message.type() + ": " + message.text()));
    context.onWebError(error -> complain("error in the page: " + error.error()));
    context.onRequest(
        request -> {
          URI address = URI.create(request.url().replaceFirst("^(data|blob):.*", "$1:x"));
          if (!OWN_SCHEMES.contains(address.getScheme())
              && !"127.0.0.1".equals(address.getHost())
              && !"localhost".equals(address.getHost())) {
            complain("request to another host: " + request.url());
          }
        });
    return context.newPage();
  }

  /** Closes a server when this test is over, after its pages, which would miss it otherwise. */
  public <T extends AutoCloseable> T keep(T server) {
    servers.add(server);
    return server;
  }

  /** Lets the pages of this test complain in these words: a part of the message, as a pattern. */
  public void expect(String pattern) {
    expected.add(Pattern.compile(pattern));
  }

  private void complain(String complaint) {
    if (expected.stream().noneMatch(pattern -> pattern.matcher(complaint).find())) {
      complaints.add(complaint);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    for (AutoCloseable server : servers) {
      server.close();
    }
    servers.clear();
    expected.clear();
    List<String> found = List.copyOf(complaints);
    complaints.clear();
    if (!found.isEmpty()) {
      throw new AssertionError("the page complained:\n" + String.join("\n", found));
    }
  }
}
