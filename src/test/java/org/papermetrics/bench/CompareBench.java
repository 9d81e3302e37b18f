package org.papermetrics.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how long {@code /api/v1/compare} over all runs takes in a warm daemon. Arguments: the
 * jar, the number of runs.
 */
public final class CompareBench {
  private static final int WARM_UP = 20;
  private static final int TIMES = 50;

  private CompareBench() {}

  /** Runs the benchmark and prints what was measured. */
  public static void main(String[] args) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    try (BenchDaemon daemon = BenchDaemon.start(args[0], Integer.parseInt(args[1]))) {
      HttpRequest compare =
          HttpRequest.newBuilder(URI.create(daemon.address() + "/api/v1/compare")).build();
      double[] millis = new double[WARM_UP + TIMES];
      int bytes = 0;
      Duration cpu = Duration.ZERO;
      for (int i = 0; i < millis.length; i++) {
        if (i == WARM_UP) {
          cpu = daemon.cpu();
        }
        long start = System.nanoTime();
        AtomicInteger read = new AtomicInteger();
        http.send(
            compare,
            HttpResponse.BodyHandlers.ofByteArrayConsumer(
                part -> read.addAndGet(part.map(some -> some.length).orElse(0))));
        millis[i] = (System.nanoTime() - start) / 1e6;
        bytes = read.get();
      }
      System.out.printf(
          "compare: %s, %d ms of the processor each, %d bytes%n",
          BenchDaemon.summary(Arrays.copyOfRange(millis, WARM_UP, millis.length)),
          daemon.cpu().minus(cpu).dividedBy(TIMES).toMillis(),
          bytes);
    }
  }
}
