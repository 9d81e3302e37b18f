package org.papermetrics.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Eventually;

class SlowPagesTest {
  private static final int FRAME_BYTES = 64 * 1024;

  /** No ticks: whatever happens comes from changes and from frames that have left. */
  private static final Limits LIMITS =
      new Limits(
          Limits.DEFAULT.frames(),
          Limits.DEFAULT.bytes(),
          Limits.DEFAULT.frameBytes(),
          Limits.DEFAULT.stall(),
          Limits.DEFAULT.ping(),
          Limits.DEFAULT.silence(),
          Duration.ofDays(1));

  private final AtomicLong clock = new AtomicLong();
  private final Hub hub = new Hub("E", 0, Collections.emptyNavigableMap(), clock::get, LIMITS);
  private final Undertow server =
      Undertow.builder()
          .addHttpListener(0, "127.0.0.1")
          .setIoThreads(2)
          .setWorkerThreads(2)
          .setHandler(hub.handler())
          .build();
  private final List<RawPage> pages = new ArrayList<>();
  private long revision;

  SlowPagesTest() {
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (RawPage page : pages) {
      page.close();
    }
    hub.close();
    server.stop();
  }

  private RawPage page() throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    RawPage page = new RawPage(address, "?epoch=E&revision=" + revision);
    pages.add(page);
    return page;
  }

  private void publish() {
    revision++;
    String text = "f" + revision + " ";
    hub.publish(
        revision,
        (text + "x".repeat(FRAME_BYTES - text.length())).getBytes(StandardCharsets.UTF_8));
  }

  private static long usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  @Test
  void pagesThatNeverReadCostNobodyAnythingAndAreClosed() throws Exception {
    RawPage reading = page();
    reading.text();
    for (int i = 0; i < 10; i++) {
      page();
    }
    Eventually.holds(() -> hub.pages() == 11, "all are there");
    long before = usedMegabytes();

    // 100 MB for each page.
    for (int i = 0; i < 1600; i++) {
      publish();
      assertThat(reading.text()).startsWith("f" + revision + " ");
    }

    assertThat(hub.bytes()).isLessThanOrEqualTo(1024 * 1024);
    assertThat(usedMegabytes() - before).isLessThan(16);
    assertThat(hub.pages()).isEqualTo(11);
    clock.addAndGet(Duration.ofSeconds(5).toNanos() + 1);
    hub.wake();
    Eventually.holds(() -> hub.pages() == 1, "only the reading page is left");
    publish();
    assertThat(reading.text()).startsWith("f" + revision + " ");
  }

  @Test
  void aPageThatReadsAgainIsResetAndGoesOnWithoutAGap() throws Exception {
    RawPage slow = page();
    slow.text();
    for (int i = 0; i < 400; i++) {
      publish();
    }

    long seen = 0;
    int resets = 0;
    while (seen < 400) {
      String text = slow.text();
      if (text.startsWith("f")) {
        seen++;
        assertThat(text).startsWith("f" + seen + " ");
      } else {
        assertThat(text).contains("\"reset\":true");
        long to = Long.parseLong(text.replaceAll(".*\"revision\":(\\d+).*", "$1"));
        assertThat(to).isGreaterThan(seen + 1);
        seen = to;
        resets++;
      }
    }
    assertThat(resets).isPositive();
    publish();
    assertThat(slow.text()).startsWith("f401 ");
  }

  @Test
  void aChangeTooLargeForAFrameResets() throws Exception {
    RawPage page = page();
    page.text();
    hub.publish(++revision, new byte[256 * 1024 + 1]);

    assertThat(page.text()).contains("\"revision\":1,\"reset\":true");
    publish();
    assertThat(page.text()).startsWith("f2 ");
  }
}
