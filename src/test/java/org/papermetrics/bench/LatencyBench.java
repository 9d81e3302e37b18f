package org.papermetrics.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

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
    try (BenchDaemon daemon = BenchDaemon.start(jar, runs)) {
      BlockingQueue<Long> frames = new LinkedBlockingQueue<>();
      WebSocket socket = connect(daemon.address(), frames);
      frames.poll(5, TimeUnit.SECONDS);
      double[] millis = new double[drops];
      for (int i = -WARM_UP; i < drops; i++) {
        Thread.sleep(BETWEEN_MILLIS);
        frames.clear();
        daemon.tree().dropNextAtomically();
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
      System.out.printf("%d runs: %s%n", runs, BenchDaemon.summary(millis));
    }
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
