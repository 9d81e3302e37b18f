package org.papermetrics.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Http;

class HubTest {
  /**
   * A page reads a frame a moment before the server is told that the frame has left. The clock here
   * may jump in that moment, so a frame may be under way for any time; pages that do not read have
   * tests of their own.
   */
  private static final Limits PATIENT =
      new Limits(
          Limits.DEFAULT.frames(),
          Limits.DEFAULT.bytes(),
          Limits.DEFAULT.frameBytes(),
          Duration.ofDays(1),
          Limits.DEFAULT.ping(),
          Limits.DEFAULT.silence(),
          Limits.DEFAULT.tick());

  private final AtomicLong clock = new AtomicLong();
  private final Hub hub = new Hub("E", 100, Collections.emptyNavigableMap(), clock::get, PATIENT);
  private final Undertow server =
      Undertow.builder()
          .addHttpListener(0, "127.0.0.1")
          .setIoThreads(2)
          .setWorkerThreads(2)
          .setHandler(new PathHandler().addExactPath("/api/v1/live", hub.handler()))
          .build();

  HubTest() {
    server.start();
  }

  @AfterEach
  void stop() {
    hub.close();
    server.stop();
  }

  private InetSocketAddress address() {
    return (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
  }

  private RawPage page(String query) throws IOException {
    return new RawPage(address(), query);
  }

  private static byte[] frame(long revision) {
    return ("f" + revision).getBytes(StandardCharsets.UTF_8);
  }

  private void publish(long first, long last) {
    for (long revision = first; revision <= last; revision++) {
      hub.publish(revision, frame(revision));
    }
  }

  private static String hello(long revision, boolean reset) {
    return "{\"type\":\"hello\",\"epoch\":\"E\",\"revision\":"
        + revision
        + ",\"reset\":"
        + reset
        + "}";
  }

  @Test
  void aPageThatIsUpToDateGetsWhatComes() throws Exception {
    try (RawPage page = page("?epoch=E&revision=100")) {
      assertThat(page.text()).isEqualTo(hello(100, false));
      publish(101, 102);
      assertThat(page.text()).isEqualTo("f101");
      assertThat(page.text()).isEqualTo("f102");
    }
  }

  @Test
  void aPageThatWasAwayGetsWhatItMissed() throws Exception {
    publish(101, 105);
    try (RawPage page = page("?epoch=E&revision=103")) {
      assertThat(page.text()).isEqualTo(hello(105, false));
      assertThat(page.text()).isEqualTo("f104");
      assertThat(page.text()).isEqualTo("f105");
      publish(106, 106);
      assertThat(page.text()).isEqualTo("f106");
    }
  }

  @Test
  void aPageThatMissedThousandsGetsThemAll() throws Exception {
    publish(101, 4100);
    try (RawPage page = page("?epoch=E&revision=100")) {
      page.text();
      for (long revision = 101; revision <= 4100; revision++) {
        assertThat(page.text()).isEqualTo("f" + revision);
      }
    }
  }

  @Test
  void timePassesWithoutChangesToo() throws Exception {
    try (RawPage page = page("")) {
      page.text();
      clock.addAndGet(Duration.ofSeconds(20).toNanos());
      assertThat(page.next().opcode).isEqualTo(RawPage.PING);
    }
  }

  @Test
  void aPageThatCannotGoOnIsReset() throws Exception {
    publish(101, 105);
    for (String query :
        List.of(
            "",
            "?epoch=E",
            "?revision=105",
            "?epoch=&revision=",
            "?epoch=F&revision=105",
            "?epoch=E&revision=106",
            "?epoch=E&revision=99",
            "?epoch=E&revision=-1",
            "?epoch=E&revision=1e2",
            "?epoch=E&revision=99999999999999999999")) {
      try (RawPage page = page(query)) {
        assertThat(page.text()).as(query).isEqualTo(hello(105, true));
      }
    }
  }

  @Test
  void aChangeWhilePagesConnectComesToEachOfThemOnce() throws Exception {
    int changes = 3000;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<List<String>>> pages = new ArrayList<>();
    Thread writer =
        new Thread(
            () -> {
              for (long revision = 101; revision <= 100 + changes; revision++) {
                hub.publish(revision, frame(revision));
                LockSupport.parkNanos(10_000);
              }
            });
    writer.start();
    for (int i = 0; i < 64; i++) {
      pages.add(threads.submit(readTo(100 + changes)));
    }
    writer.join();
    for (Future<List<String>> page : pages) {
      List<String> texts = page.get();
      long from = Long.parseLong(texts.get(0));
      for (int i = 1; i < texts.size(); i++) {
        assertThat(texts.get(i)).isEqualTo("f" + (from + i));
      }
    }
    threads.shutdown();
  }

  /** What a page sees that starts at a random known revision, with that revision before it. */
  private Callable<List<String>> readTo(long last) {
    return () -> {
      try (RawPage probe = page("")) {
        String revision = probe.text().replaceAll(".*\"revision\":(\\d+).*", "$1");
        long known = ThreadLocalRandom.current().nextLong(100, Long.parseLong(revision) + 1);
        List<String> texts = new ArrayList<>(List.of("" + known));
        try (RawPage page = page("?epoch=E&revision=" + known)) {
          assertThat(page.text()).contains("\"reset\":false");
          for (long next = known + 1; next <= last; next++) {
            texts.add(page.text());
          }
        }
        return texts;
      }
    };
  }

  @Test
  void onlyTheProtocolOfThePageIsAnswered() throws Exception {
    try (RawPage page =
            new RawPage(address(), "", "Sec-WebSocket-Protocol: other, paper-metrics.v1");
        RawPage none = page("");
        RawPage other = new RawPage(address(), "", "Sec-WebSocket-Protocol: other")) {
      assertThat(page.head()).contains("101 ").contains("Sec-WebSocket-Protocol: paper-metrics.v1");
      assertThat(none.head()).contains("101 ").doesNotContain("Sec-WebSocket-Protocol");
      assertThat(other.head()).contains("101 ").doesNotContain("Sec-WebSocket-Protocol");
    }
  }

  @Test
  void compressionIsNotNegotiated() throws Exception {
    try (RawPage page =
        new RawPage(address(), "", "Sec-WebSocket-Extensions: permessage-deflate")) {
      assertThat(page.head()).contains("101 ").doesNotContain("Sec-WebSocket-Extensions");
    }
  }

  @Test
  void aRequestThatIsNoHandshakeIsToldSo() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + address().getPort() + "/api/v1/live");
    HttpResponse<byte[]> response = Http.get(uri);

    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(response.headers().firstValue("Sec-WebSocket-Version")).hasValue("13");
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("\"status\":426");
  }

  @Test
  void aPageIsPingedAndGivenUpWhenItDoesNotAnswer() throws Exception {
    try (RawPage answering = page("");
        RawPage silent = page("")) {
      answering.text();
      silent.text();
      for (int i = 1; i <= 4; i++) {
        clock.addAndGet(Duration.ofSeconds(20).toNanos());
        hub.wake();
        RawPage.Received ping = answering.next();
        assertThat(ping.opcode).isEqualTo(RawPage.PING);
        answering.send(RawPage.PONG, ping.payload);
        // Once the server answers this, it has heard what came before.
        answering.send(RawPage.PING, new byte[0]);
        assertThat(answering.next().opcode).isEqualTo(RawPage.PONG);
      }
      Eventually.holds(() -> hub.pages() == 1, "the silent page is gone");
      publish(101, 101);
      assertThat(answering.text()).isEqualTo("f101");
    }
  }

  @Test
  void whatAPageSaysIsIgnoredAndMuchOfItEndsIt() throws Exception {
    for (int opcode : new int[] {RawPage.TEXT, 2}) {
      try (RawPage page = page("")) {
        page.text();
        page.send(opcode, new byte[1024]);
        page.send(RawPage.PING, new byte[0]);
        assertThat(page.next().opcode).isEqualTo(RawPage.PONG);
        page.send(opcode, new byte[1025]);
        assertThat(page.next().closeCode()).isEqualTo(1009);
        assertThat(page.next().opcode).isEqualTo(RawPage.END);
      }
    }
  }

  @Test
  void aPageThatLeavesIsForgotten() throws Exception {
    RawPage polite = page("");
    RawPage cut = page("");
    Eventually.holds(() -> hub.pages() == 2, "both are there");

    polite.send(RawPage.CLOSE, new byte[] {3, (byte) 0xe9});
    polite.text();
    assertThat(polite.next().opcode).isEqualTo(RawPage.CLOSE);
    polite.close();
    cut.close();

    Eventually.holds(() -> hub.pages() == 0, "both are gone");
  }

  @Test
  void closingSaysThatTheDaemonGoesAway() throws Exception {
    try (RawPage page = page("");
        RawPage deaf = page("")) {
      page.text();
      deaf.text();
      Thread closing = new Thread(hub::close);
      closing.start();
      assertThat(page.next().closeCode()).isEqualTo(1001);
      page.send(RawPage.CLOSE, new byte[] {3, (byte) 0xe9});
      closing.join();
      Eventually.holds(() -> hub.pages() == 0, "no page is left");

      try (RawPage late = page("")) {
        late.text();
        assertThat(late.next().closeCode()).isEqualTo(1001);
      }
    }
  }
}
