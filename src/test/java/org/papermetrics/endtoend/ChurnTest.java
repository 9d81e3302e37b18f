package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Program;

/** A daemon whose files change at random for long, with pages that come and go. */
@Tag("soak")
class ChurnTest {
  private static final Duration ALL =
      Duration.ofSeconds(Long.getLong("papermetrics.churn-seconds", 1200));
  private static final int OPERATIONS = 60;
  private static final int MOST_PAGES = 12;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

  @TempDir private Path directory;

  /** What a process has at one moment; live bytes are those that a full collection leaves. */
  private record Footprint(long liveBytes, long descriptors, long threads) {
    static Footprint of(DaemonProcess daemon) throws Exception {
      Path process = Path.of("/proc", Long.toString(daemon.pid()));
      String histogram =
          Said.by(
                  System.getenv(),
                  List.of(
                      JAVA.resolve("jcmd").toString(),
                      Long.toString(daemon.pid()),
                      "GC.class_histogram"))
              .text();
      Matcher total = TOTAL.matcher(histogram);
      assertThat(total.find()).as(histogram).isTrue();
      return new Footprint(
          Long.parseLong(total.group(1)),
          entries(process.resolve("fd")),
          entries(process.resolve("task")));
    }

    private static long entries(Path directory) throws IOException {
      try (Stream<Path> entries = Files.list(directory)) {
        return entries.count();
      }
    }
  }

  @Test
  void nothingGrowsAndTheEndIsThatOfOnePass() throws Exception {
    long seed = Long.getLong("papermetrics.seed", System.nanoTime());
    Site site = Site.in(directory);
    RandomOperations operations =
        new RandomOperations(site, Files.createDirectory(directory.resolve("outside")), seed);
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Files.writeString(
          site.configuration().resolve("config.yaml"),
          "watch: {sweep: 3s}\n",
          StandardOpenOption.APPEND);
      // The first tenth loads classes and fills caches.
      churn(daemon, operations, seed, ALL.dividedBy(10));
      settle(daemon, site, seed);
      Footprint before = Footprint.of(daemon);
      churn(daemon, operations, seed + 1, ALL.minus(ALL.dividedBy(10)));
      settle(daemon, site, seed);
      Footprint after = Footprint.of(daemon);
      String both = "seed " + seed + ": " + before + " became " + after;
      System.out.println(both);
      assertThat(after.liveBytes()).as(both).isLessThan(before.liveBytes() + (8 << 20));
      assertThat(after.descriptors()).as(both).isLessThan(before.descriptors() + 20);
      assertThat(after.threads()).as(both).isLessThan(before.threads() + 10);
      assertThat(temporaryFiles()).isEmpty();
    }
  }

  private static void churn(
      DaemonProcess daemon, RandomOperations operations, long seed, Duration time)
      throws Exception {
    Random random = new Random(seed);
    List<OpenPage> pages = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    try {
      while (System.nanoTime() < end) {
        if (pages.size() < MOST_PAGES && random.nextBoolean()) {
          pages.add(new OpenPage(daemon.address().toString()));
        } else if (!pages.isEmpty()) {
          pages.remove(random.nextInt(pages.size())).close();
        }
        operations.round(OPERATIONS);
        assertThat(daemon.isAlive()).as("seed " + seed + ": " + daemon.errors()).isTrue();
      }
      for (OpenPage page : pages) {
        Eventually.holds(page::isUpToDate, "an open page shows the board, seed " + seed);
      }
    } finally {
      pages.forEach(OpenPage::close);
    }
  }

  /** Waits until the data file has the runs that one pass over the same files finds. */
  private void settle(DaemonProcess daemon, Site site, long seed) throws Exception {
    Site other = site.forgotten(directory.resolve("pass"));
    List<String> pass =
        Program.command("aggregate", "--config", other.writeConfiguration().toString());
    Eventually.holds(
        () -> {
          Said.by(System.getenv(), pass);
          return runs(site).equals(runs(other));
        },
        "the board is that of one pass, seed " + seed + ": " + daemon.errors());
  }

  private static JsonNode runs(Site site) throws IOException {
    return Site.json(site.data()).get("runs");
  }

  private List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(AtomicFile.TEMPORARY_SUFFIX)).toList();
    }
  }
}
