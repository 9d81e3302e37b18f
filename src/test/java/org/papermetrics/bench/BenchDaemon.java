package org.papermetrics.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;

/** The daemon of a jar over a tree of made-up runs, in a process of its own. */
final class BenchDaemon implements AutoCloseable {
  private final DemoTree tree;
  private final Process process;
  private final String address;

  private BenchDaemon(DemoTree tree, Process process, String address) {
    this.tree = tree;
    this.process = process;
    this.address = address;
  }

  /** Writes a tree of so many runs, starts the daemon on it, and waits until it listens. */
  static BenchDaemon start(String jar, int runs) throws IOException {
    Path directory = Files.createTempDirectory("bench").toRealPath();
    DemoTree tree =
        DemoTree.write(
            directory.resolve("tree"),
            DemoSettings.of(7, runs, Clock.system(ZoneId.systemDefault())));
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, "http: {auth: none}\nstate-dir: state\n");
    Process process =
        new ProcessBuilder(
                List.of(
                    "java",
                    "-jar",
                    jar,
                    "serve",
                    "--config",
                    config.toString(),
                    "--checkpoint-dirs",
                    tree.checkpoints().toString(),
                    "--log-dir",
                    tree.logs().toString(),
                    "--registry",
                    tree.registry().toString(),
                    "--output-dir",
                    tree.dashboard().toString(),
                    "--port",
                    "0"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new BenchDaemon(tree, process, address(process));
  }

  private static String address(Process daemon) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(daemon.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("listening on ")) {
        return line.substring("listening on ".length());
      }
    }
    throw new IOException("the daemon ended before it answered");
  }

  /** The runs it watches. */
  DemoTree tree() {
    return tree;
  }

  /** Such as {@code http://127.0.0.1:4711}. */
  String address() {
    return address;
  }

  /** The processor time that it has taken so far. */
  Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  /** Median, 99th percentile and maximum in words. */
  static String summary(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return "median %.1f ms, p99 %.1f ms, max %.1f ms (%d times)"
        .formatted(at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1], sorted.length);
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * (sorted.length - 1)))];
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
