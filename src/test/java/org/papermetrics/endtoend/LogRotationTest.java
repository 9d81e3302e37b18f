package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.LogLines;

/** Logs as batch systems and people treat them, and one of a gigabyte. */
@Tag("integration")
class LogRotationTest {
  private static final int MEGABYTE = 1 << 20;
  private static final String ID = "exp_cp000100";

  @TempDir private Path directory;

  private static String point(int position, int loss) {
    return "2025-10-20 10:00:01,000 - INFO - " + LogLines.point(position, loss + 0.5);
  }

  private static String header(Path checkpoint) {
    return "2025-10-20 10:00:00,000 - INFO - Checkpoint: " + checkpoint + "\n";
  }

  private static void append(Path log, String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The curve on the board as {@code position:loss}. */
  private static List<String> curve(DaemonProcess daemon) throws Exception {
    List<String> points = new ArrayList<>();
    for (JsonNode point : daemon.get("/api/v1/runs/" + ID).get("librilight_progression")) {
      points.add(point.get("position").asInt() + ":" + point.get("loss").asText());
    }
    return points;
  }

  private static void shows(DaemonProcess daemon, String what, String... points) throws Exception {
    List<List<String>> last = new ArrayList<>();
    try {
      Eventually.holds(
          () -> {
            last.add(0, curve(daemon));
            return last.get(0).equals(List.of(points));
          },
          what);
    } catch (AssertionError e) {
      assertThat(last.get(0)).as(what).containsExactly(points);
      throw e;
    }
  }

  @Test
  void theBoardHasEveryLineOnceWhateverHappensToTheLog() throws Exception {
    Site site = Site.in(directory);
    Path checkpoint = Site.checkpoint(site.root(), "exp", 100);
    Site.drop(checkpoint, 1);
    Path log = site.logs().resolve("paper_metrics_7.log");
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      for (String piece : pieces(header(checkpoint) + point(1000, 1) + point(2000, 2))) {
        append(log, piece);
        curve(daemon);
      }
      shows(daemon, "a log that comes in pieces", "1000:1.5", "2000:2.5");
      append(log, point(3000, 3).stripTrailing());
      append(site.logs().resolve("paper_metrics_8.log"), point(1000, 1));
      Eventually.holds(() -> !daemon.problems("log-unmatched").isEmpty(), "another log is seen");
      shows(daemon, "a line without its end is not there yet", "1000:1.5", "2000:2.5");
      append(log, "\n");
      shows(daemon, "until it ends", "1000:1.5", "2000:2.5", "3000:3.5");

      Files.writeString(log, header(checkpoint) + point(1000, 4));
      shows(daemon, "truncated in place and written anew", "1000:4.5");
      Files.writeString(log, header(checkpoint) + point(1000, 5));
      shows(daemon, "the same size with other content", "1000:5.5");
      Files.writeString(log, header(checkpoint) + point(1000, 6) + point(2000, 7) + point(3000, 8));
      shows(daemon, "truncated and grown past the end", "1000:6.5", "2000:7.5", "3000:8.5");
      Files.writeString(log, "");
      shows(daemon, "emptied");
      append(log, header(checkpoint) + point(1000, 9));
      shows(daemon, "and filled again", "1000:9.5");

      Files.move(log, log.resolveSibling("paper_metrics_7.log.1"));
      Files.writeString(log, header(checkpoint) + point(1000, 10) + point(2000, 10));
      shows(daemon, "renamed and created anew", "1000:10.5", "2000:10.5");
      append(log.resolveSibling("paper_metrics_7.log.1"), point(2000, 1));
      append(log, point(3000, 10));
      shows(daemon, "the old one is no log any more", "1000:10.5", "2000:10.5", "3000:10.5");

      Files.delete(log);
      shows(daemon, "deleted");
      Files.writeString(log, header(checkpoint) + point(1000, 11) + point(2000, 12));
      shows(daemon, "recreated", "1000:11.5", "2000:12.5");
      Path beside = Files.writeString(directory.resolve("new"), header(checkpoint) + point(9, 1));
      Files.move(beside, log, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      shows(daemon, "replaced by a rename", "9:1.5");
      FreshStart.equalsBoardOf(daemon, site, directory.resolve("fresh"));
    }
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < text.length(); i += 7) {
      pieces.add(text.substring(i, Math.min(text.length(), i + 7)));
    }
    return pieces;
  }

  @Test
  void ofAGigabyteOnlyWhatIsNewIsRead() throws Exception {
    try (MemoryDisk disk = MemoryDisk.make()) {
      assumeThat(disk.free()).as("bytes free on " + disk.path()).isGreaterThan(2048L * MEGABYTE);
      Site site = Site.in(disk.path());
      Path checkpoint = Site.checkpoint(site.root(), "exp", 100);
      Site.drop(checkpoint, 1);
      Path log = site.logs().resolve("paper_metrics_7.err");
      append(log, header(checkpoint) + point(1000, 1));
      try (DaemonProcess daemon = DaemonProcess.start(site)) {
        shows(daemon, "the log at its start", "1000:1.5");
        long memory = memory(daemon);
        grow(log, 1024);
        append(log, point(2000, 2));
        shows(daemon, "a log of a gigabyte", "1000:1.5", "2000:2.5");
        assertThat(memory(daemon) - memory).as("more kB of memory").isLessThan(64 * 1024);

        long read = read(daemon);
        append(log, point(3000, 3));
        shows(daemon, "a line more", "1000:1.5", "2000:2.5", "3000:3.5");
        assertThat(read(daemon) - read).as("bytes read").isLessThan(MEGABYTE);
      }
    }
  }

  private static void grow(Path log, int megabytes) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < MEGABYTE) {
      text.append("2025-10-20 10:00:02,000 - INFO - step ").append(text.length()).append(" done\n");
    }
    byte[] lines = text.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
      for (int i = 0; i < megabytes; i++) {
        out.write(lines);
      }
    }
  }

  /** Resident memory in kB. */
  private static long memory(DaemonProcess daemon) throws IOException {
    return number("VmRSS:\\s+(\\d+) kB", "/proc/" + daemon.pid() + "/status");
  }

  /** Bytes that it has read of files and sockets since its start. */
  private static long read(DaemonProcess daemon) throws IOException {
    return number("rchar: (\\d+)", "/proc/" + daemon.pid() + "/io");
  }

  private static long number(String pattern, String file) throws IOException {
    Matcher number = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
    assertThat(number.find()).as(pattern).isTrue();
    return Long.parseLong(number.group(1));
  }
}
