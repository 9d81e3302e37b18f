package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.endtoend.PagesOnSockets.Page;
import org.papermetrics.testing.Eventually;

/**
 * Five hundred open pages, of which ten never read, some pause, and some never finish their
 * handshake, while results arrive at a large board for longer than a page may stall.
 */
@Timeout(180)
@Tag("integration")
class FiveHundredPagesTest {
  private static final int READING = 485;
  private static final int PAUSING = 5;
  private static final int DEAF = 10;
  private static final int UNFINISHED = 20;
  private static final int RUNS = 1000;
  private static final Duration ARRIVE = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final int AT_ONCE = 8;

  /** Heap of 256 MB and what the machine itself needs: code, threads, buffers. */
  private static final int MEGABYTES = 400;

  @TempDir private Path directory;

  /** Replaces the results of a run by some of another score, and of a size that fills buffers. */
  private static void rewrite(Path checkpoint, int score) throws Exception {
    String results =
        Site.results(score % 1000).replace("{", "{\"comment\": \"" + "x".repeat(3000) + "\", ");
    Path beside = Files.writeString(checkpoint.resolve("beside"), results);
    Files.move(beside, checkpoint.resolve(Site.RESULTS), StandardCopyOption.ATOMIC_MOVE);
  }

  private static long megabytes(DaemonProcess daemon, String what) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status")).stream()
        .filter(line -> line.startsWith(what + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  private static int pages(DaemonProcess daemon) throws Exception {
    return daemon.get("/api/v1/status").get("pages").asInt();
  }

  @Test
  void whoReadsGetsEveryUpdateAndWhoDoesNotIsGivenUp() throws Exception {
    Site site = Site.in(directory);
    List<Path> checkpoints = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Path checkpoint = Site.checkpoint(site.root(), "exp" + i % 50, i);
      Site.drop(checkpoint, i);
      checkpoints.add(checkpoint);
    }
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(() -> daemon.runs().size() == RUNS, "the board is full");
      JsonNode board = daemon.get("/api/v1/runs");
      String epoch = board.get("epoch").asText();
      long before = board.get("revision").asLong();
      try (PagesOnSockets pages = new PagesOnSockets(daemon.address(), epoch, before)) {
        List<Page> reading = new ArrayList<>();
        for (int i = 0; i < READING; i++) {
          reading.add(pages.open());
        }
        List<Page> pausing = new ArrayList<>();
        List<Page> deaf = new ArrayList<>();
        for (int i = 0; i < PAUSING; i++) {
          pausing.add(pages.openDeaf());
        }
        for (int i = 0; i < DEAF; i++) {
          deaf.add(pages.openDeaf());
        }
        Eventually.holds(() -> pages(daemon) == READING + PAUSING + DEAF, "all are there");
        List<Page> unfinished = new ArrayList<>();
        for (int i = 0; i < UNFINISHED; i++) {
          unfinished.add(
              pages.reading(
                  i % 2 == 0
                      ? pages.connect("GET /api/v1/live HTTP/1.1", "Host: loc")
                      : pages.connect()));
        }

        long begin = System.nanoTime();
        boolean read = false;
        for (int n = 0; System.nanoTime() - begin < ARRIVE.toNanos(); n++) {
          for (int i = 0; i < AT_ONCE; i++) {
            rewrite(checkpoints.get((n * AT_ONCE + i) % RUNS), n);
          }
          LockSupport.parkNanos(BETWEEN.toNanos());
          if (!read && System.nanoTime() - begin > Duration.ofSeconds(2).toNanos()) {
            read = true;
            for (Page page : pausing) {
              pages.reading(page);
            }
          }
        }

        Eventually.holds(() -> pages(daemon) == READING + PAUSING, "the deaf are given up");
        long last = lastRevision(daemon);
        assertThat(last - before).as("revisions").isGreaterThan(50);
        Eventually.holds(
            () ->
                reading.stream().allMatch(p -> p.revision == last)
                    && pausing.stream().allMatch(p -> p.revision == last),
            "everyone is at revision " + last);
        assertThat(reading).allMatch(p -> p.fault.isEmpty() && p.resets.get() == 0 && !p.ended);
        assertThat(pausing).allMatch(p -> p.fault.isEmpty() && !p.ended);
        for (Page page : deaf) {
          assertThat(leftIn(page)).as("what a deaf page holds").isLessThan(8 << 20);
        }
        Eventually.holds(
            () -> unfinished.stream().filter(p -> p.ended).count() >= UNFINISHED / 2,
            "who does not finish the handshake is cut");
        assertThat(megabytes(daemon, "VmHWM")).isLessThan(MEGABYTES);
        assertThat(daemon.errors()).doesNotContain("ERROR", "OutOfMemory");
        System.out.printf(
            "%d revisions; behind the first page: median %.1f ms, 99 %% %.1f ms; resets %d; %d MB%n",
            last - before,
            pages.behindMillis(0.5),
            pages.behindMillis(0.99),
            pausing.stream().mapToInt(p -> p.resets.get()).sum(),
            megabytes(daemon, "VmHWM"));
      }
      Eventually.holds(() -> pages(daemon) == 0, "everyone has left");
    }
  }

  /** The revision at which the board has come to rest. */
  private static long lastRevision(DaemonProcess daemon) throws Exception {
    long[] last = {-1};
    Eventually.holds(
        () -> {
          long now = daemon.get("/api/v1/runs?limit=0").get("revision").asLong();
          boolean same = now == last[0];
          last[0] = now;
          LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
          return same;
        },
        "the board rests");
    return last[0];
  }

  /** How many bytes come until the end of a connection that the daemon has closed. */
  private static long leftIn(Page page) throws Exception {
    page.channel.configureBlocking(true);
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    long bytes = 0;
    try {
      for (int n = page.channel.read(buffer); n >= 0; n = page.channel.read(buffer.clear())) {
        bytes += n;
      }
    } catch (SocketException e) {
      // The daemon cut it with bytes under way.
    }
    return bytes;
  }
}
