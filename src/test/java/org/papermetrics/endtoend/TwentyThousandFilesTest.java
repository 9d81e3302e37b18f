package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files come faster than events can be delivered. */
@Tag("alone")
class TwentyThousandFilesTest {
  private static final int DIRECTORIES = 2_000;
  private static final int WRITERS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final List<String> OTHERS =
      List.of(
          "model.safetensors",
          "lora.safetensors",
          "optimizer.pt",
          "notes.txt",
          "tokenizer.model",
          "config.json",
          "stdout.txt",
          "stderr.txt");

  @Test
  void allRunsAreOnTheBoardWithinFiveSeconds() throws Exception {
    try (MemoryDisk disk = MemoryDisk.make()) {
      Site site = Site.in(disk.path());
      Site.drop(Site.checkpoint(site.root(), "first", 1), 1);
      try (DaemonProcess daemon = DaemonProcess.start(site)) {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> written = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          int first = writer;
          written.add(
              writers.submit(
                  () -> {
                    for (int i = first; i < DIRECTORIES; i += WRITERS) {
                      write(site, i);
                    }
                    return null;
                  }));
        }
        for (Future<?> each : written) {
          each.get();
        }
        long end = System.nanoTime();
        writers.shutdown();
        while (daemon.get("/api/v1/status").get("runs").asInt() <= DIRECTORIES
            && System.nanoTime() - end < LIMIT.toNanos()) {
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - end);
        Set<String> missing = expected(site);
        missing.removeAll(daemon.checkpoints());
        assertThat(missing).as("missing after " + took).isEmpty();
        assertThat(took).isLessThan(LIMIT);
        System.out.println("20,000 files: all runs after " + took.toMillis() + " ms");
      }
    }
  }

  private static Set<String> expected(Site site) {
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < DIRECTORIES; i++) {
      expected.add(checkpoint(site, i).toString());
    }
    return expected;
  }

  private static Path checkpoint(Site site, int i) {
    return Site.checkpoint(site.root(), "exp" + i % 20, 1 + i / 20);
  }

  private static void write(Site site, int i) throws IOException {
    Path checkpoint = checkpoint(site, i);
    Files.createDirectories(checkpoint);
    for (String other : OTHERS) {
      Files.writeString(checkpoint.resolve(other), "x");
    }
    Site.drop(checkpoint, i % 1000);
  }
}
