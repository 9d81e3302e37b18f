package org.papermetrics.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.watch.Debounce;
import org.papermetrics.watch.DirtyPaths;
import org.papermetrics.watch.SweepTimes;
import org.papermetrics.watch.WatchManager;

/**
 * Measures what watching a tree costs while nothing happens in it. Arguments: the tree, how many
 * seconds to be idle, and one of {@code events}, {@code poll} and {@code sweeps}. One mode for each
 * Java, so that one does not warm up another:
 *
 * <p>{@code java -XX:+UseSerialGC -cp target/test-classes:target/paper-metrics.jar
 * org.papermetrics.bench.WatchBench checkpoints 60 events}
 */
public final class WatchBench {
  private static final int PARTS = 4;

  private WatchBench() {}

  /** Runs the benchmark and prints what was measured. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]).toRealPath();
    int seconds = Integer.parseInt(args[1]);
    switch (args[2]) {
      case "sweeps" -> SweepTimes.print(root);
      case "events" -> idle(root, seconds, Mode.EVENTS);
      case "poll" -> idle(root, seconds, Mode.POLL);
      default -> throw new IllegalArgumentException(args[2]);
    }
  }

  private static void idle(Path root, int seconds, Mode mode) throws Exception {
    WatchSettings settings =
        new WatchSettings(mode, WatchSettings.DEFAULT.sweep(), WatchSettings.DEFAULT.poll(), true);
    DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
    long heapBefore = heap();
    long before = System.nanoTime();
    try (WatchManager watch =
        new WatchManager(
            new ScanTargets(List.of(root), List.of(), List.of()),
            new FilePatterns(List.of(FilePatterns.RESULTS), List.of()),
            settings,
            dirty,
            Clock.systemUTC(),
            System::nanoTime)) {
      watch.start();
      int files = drain(dirty);
      print("%s: start %.0f ms, %d files%n", mode, (System.nanoTime() - before) / 1e6, files);
      for (int part = 0; part < PARTS; part++) {
        long cpu = cpu();
        long begin = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis() / PARTS);
        double share = 100.0 * (cpu() - cpu) / (System.nanoTime() - begin);
        print("%s: idle, %.2f %% of a core, %d hints%n", mode, share, drain(dirty));
      }
      print("%s: heap %.1f MB, %s%n", mode, (heap() - heapBefore) / 1e6, residentMemory());
      before = System.nanoTime();
      watch.requestSweep().get();
      print("%s: requested sweep %.0f ms%n", mode, (System.nanoTime() - before) / 1e6);
      if (Boolean.getBoolean("watch.stay")) {
        Thread.sleep(Duration.ofMinutes(10).toMillis());
      }
    }
  }

  private static int drain(DirtyPaths dirty) throws InterruptedException {
    int taken = 0;
    while (dirty.awaitReady(Duration.ofMillis(200))) {
      taken += dirty.take().size();
    }
    return taken;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static String residentMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .orElse("VmRSS is unknown");
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
