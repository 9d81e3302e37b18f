package org.papermetrics.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;

/**
 * Measures the time from the rename of a results file to the frame in a WebSocket client, with the
 * daemon in a process of its own. Arguments: the jar, the number of runs, the number of drops.
 *
 * <p>{@code java -cp target/test-classes:target/paper-metrics.jar
 * org.papermetrics.bench.LatencyBench target/paper-metrics.jar 1000 200}
 */
public final class LatencyBench {
  private static final int WARM_UP = 20;
  private static final long BETWEEN_MILLIS = 150;

  private LatencyBench() {}

  /** Runs the benchmark and prints median and p99 in milliseconds. */
  public static void main(String[] args) throws Exception {
    String jar = args[0];
    int runs = Integer.parseInt(args[1]);
    int drops = Integer.parseInt(args[2]);
    Path directory = Files.createTempDirectory("latency").toRealPath();
    DemoTree tree =
        DemoTree.write(
            directory.resolve("tree"),
            DemoSettings.of(7, runs, Clock.system(ZoneId.systemDefault())));
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, "http: {auth: none}\nstate-dir: state\n");
    Process daemon = start(jar, tree, config);
    try {
      String address = address(daemon);
      BlockingQueue<Long> frames = new LinkedBlockingQueue<>();
      WebSocket socket = connect(address, frames);
      frames.poll(5, TimeUnit.SECONDS);
      double[] millis = new double[drops];
      for (int i = -WARM_UP; i < drops; i++) {
        Thread.sleep(BETWEEN_MILLIS);
        frames.clear();
        tree.dropNextAtomically();
        long renamed = System.nanoTime();
        Long seen = frames.poll(10, TimeUnit.SECONDS);
        if (seen == null) {
          throw new IllegalStateException("no frame within 10 s");
        }
        if (i >= 0) {
          millis[i] = (seen - renamed) / 1e6;
        }
      }
      socket.abort();
      Arrays.sort(millis);
      System.out.printf(
          "%d runs, %d drops: median %.1f ms, p99 %.1f ms, max %.1f ms%n",
          runs, drops, at(millis, 0.5), at(millis, 0.99), millis[drops - 1]);
    } finally {
      daemon.destroy();
      daemon.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * (sorted.length - 1)))];
  }

  private static Process start(String jar, DemoTree tree, Path config) throws IOException {
    return new ProcessBuilder(
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

  private static WebSocket connect(String address, BlockingQueue<Long> frames) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .subprotocols("paper-metrics.v1")
        .buildAsync(
            URI.create(address.replace("http:", "ws:") + "/api/v1/live"),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                if (last) {
                  frames.add(System.nanoTime());
                }
                from.request(1);
                return java.util.concurrent.CompletableFuture.completedFuture(null);
              }
            })
        .join();
  }
}
