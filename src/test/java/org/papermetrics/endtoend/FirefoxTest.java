package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.testing.Eventually;

/** The page in Firefox, where browsers differ most: connections that break, and paper. */
@Tag("browser")
class FirefoxTest {
  private static final String CONNECTION = "document.querySelector('.connection')?.innerText";
  private static final String ROWS = "document.querySelectorAll('tbody.rows tr').length";

  @TempDir Path directory;
  private Site site;
  private Daemon daemon;
  private Firefox firefox;

  @BeforeEach
  void open() throws Exception {
    assumeThat(Firefox.isInstalled()).as("Firefox is installed").isTrue();
    site = Site.in(directory).withToken();
    drop("exp");
    daemon = site.serve(new HttpSettings(HttpSettings.DEFAULT_HOST, 0, Set.of(), Set.of(), true));
    firefox = Firefox.start(directory);
  }

  @AfterEach
  void close() throws Exception {
    if (firefox != null) {
      firefox.close();
      daemon.close();
    }
  }

  private void drop(String experiment) throws Exception {
    Site.drop(Site.checkpoint(site.root(), experiment, 100), 600);
  }

  private int port() {
    return URI.create(daemon.address()).getPort();
  }

  private String fragment() {
    return daemon.addressWithToken().replaceFirst("^[^#]*", "");
  }

  @Test
  void aSocketThatTheNetworkHasForgottenIsNoticed() throws Exception {
    try (Relay relay = Relay.to(port())) {
      firefox.open(relay.address() + fragment());
      firefox.await(CONNECTION, "Live");
      relay.forgetSockets();
      drop("next");
      Eventually.holds(() -> daemon.snapshot().runs().size() == 2, "the daemon knows the result");
      assertThat(firefox.evaluate(ROWS)).isEqualTo("1");
      firefox.await(ROWS, "2");
    }
    assertThat(firefox.errors()).isEmpty();
  }

  @Test
  void withoutWebSocketsChangesAreAskedFor() throws Exception {
    String block = Nginx.documented(port(), "/").replaceAll("(?m)^.*(Upgrade|upgrade).*$", "");
    try (Nginx nginx = Nginx.start(directory, block)) {
      firefox.open(nginx.address("/" + fragment()));
      firefox.await(CONNECTION, "Live, by requests");
      drop("next");
      firefox.await(ROWS, "2");
    }
    assertThat(firefox.errors()).allMatch(error -> error.contains("establish a connection"));
  }

  @Test
  void aPageWhoseScriptDoesNotArriveSaysSo() throws Exception {
    String block = Nginx.documented(port(), "/") + "location ~ page-.*[.]js$ { return 502; }\n";
    try (Nginx nginx = Nginx.start(directory, block)) {
      firefox.open(nginx.address("/"));
      firefox.await("getComputedStyle(document.querySelector('.unstarted')).visibility", "visible");
      assertThat(firefox.evaluate("document.querySelector('.unstarted').innerText"))
          .contains("Host");
    }
  }

  @Test
  void everyRunShownIsPrinted() throws Exception {
    List<String> names = IntStream.range(0, 60).mapToObj("printed%02d"::formatted).toList();
    for (String name : names) {
      drop(name);
    }
    Eventually.holds(() -> daemon.snapshot().runs().size() == 61, "the daemon knows all results");
    firefox.open(daemon.addressWithToken());
    firefox.await("document.querySelector('.count')?.innerText", "61 runs");

    Path pdf = Files.write(directory.resolve("page.pdf"), firefox.print());

    String text = Command.run(List.of("pdftotext", "-layout", pdf.toString(), "-"));
    assertThat(text).contains(names).contains("sBLIMP", "Avg").doesNotContain("Export");
    assertThat(firefox.errors()).isEmpty();
  }
}
