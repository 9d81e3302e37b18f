package org.papermetrics.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.browser.BrowserSupport;
import org.papermetrics.client.DaemonAddressFile;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Http;
import org.papermetrics.testing.MeddlingClock;

/** A page is shown what an earlier daemon knew, while the next one still restores its board. */
@Tag("browser")
class EarlyPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  @TempDir private Path directory;

  @Test
  void aPageShowsTheRunsBeforeTheBoardIsRestoredAndThenWhatHasChanged() throws Exception {
    Site site = Site.in(directory);
    Path checkpoint = Site.checkpoint(site.root(), "exp", 100);
    Site.drop(checkpoint, 111);
    Daemon.start(SettingsSource.fixed(site.settings()), "test", Clock.systemUTC()).close();
    Site.replace(checkpoint, 222);

    CountDownLatch restored = new CountDownLatch(1);
    FutureTask<Daemon> starting =
        new FutureTask<>(
            () ->
                Daemon.start(
                    SettingsSource.fixed(site.settings()), "test", stoppingTheRestore(restored)));
    Thread starter = new Thread(starting, "starter");
    starter.start();
    BROWSER.keep(
        () -> {
          restored.countDown();
          starting.get().close();
        });
    DaemonAddressFile file = new DaemonAddressFile(site.state());
    AtomicReference<String> link = new AtomicReference<>("");
    Eventually.holds(
        () -> {
          file.running().ifPresent(link::set);
          return !link.get().isEmpty();
        },
        "the daemon listens");

    Page page = BROWSER.page();
    page.navigate(link.get());
    Locator row = page.locator("tr[data-id='exp_cp000100']");
    assertThat(row).containsText("11.1");
    assertThat(page.locator(".connection")).hasText("Connecting…");
    assertThat(row.locator(".name .own")).hasCSS("font-style", "italic");
    URI address = URI.create(link.get());
    HttpResponse<byte[]> health = Http.get(address.resolve("/healthz"));
    Assertions.assertThat(health.statusCode()).isEqualTo(503);
    Assertions.assertThat(new String(health.body(), StandardCharsets.UTF_8))
        .contains("has just started");

    restored.countDown();
    assertThat(page.locator(".connection")).hasText("Live");
    assertThat(row).containsText("22.2");
    assertThat(row.locator(".name .own")).hasCSS("font-style", "normal");
    Assertions.assertThat(Http.get(address.resolve("/healthz")).statusCode()).isEqualTo(200);
  }

  private static Clock stoppingTheRestore(CountDownLatch restored) {
    return new MeddlingClock(
        Instant.now(),
        () -> {
          boolean restores =
              StackWalker.getInstance()
                  .walk(stack -> stack.anyMatch(f -> f.getMethodName().equals("restore")));
          if (restores) {
            restored.await();
          }
        });
  }
}
