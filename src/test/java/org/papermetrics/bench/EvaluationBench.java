package org.papermetrics.bench;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures evaluations under way, with the daemon in a process of its own: the time from a line
 * that is appended to one of 500 logs to the frame with the new point, and the processor time while
 * 100 logs grow by ten lines a second each. Arguments: the jar, the number of lines, the seconds.
 *
 * <p>{@code java -cp target/test-classes:target/paper-metrics.jar
 * org.papermetrics.bench.EvaluationBench target/paper-metrics.jar 300 20}
 */
public final class EvaluationBench {
  private static final int LOGS = 500;
  private static final int GROWING = 100;
  private static final int WARM_UP = 30;

  /** The compiler of the virtual machine takes its time. */
  private static final int WARM_UP_SECONDS = 40;

  private static final Duration BETWEEN = Duration.ofMillis(150);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

  private final BenchDaemon daemon;
  private final int[] points = new int[LOGS];
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

  private record Frame(long received, String text) {}

  private EvaluationBench(BenchDaemon daemon) {
    this.daemon = daemon;
  }

  /** Runs the benchmark and prints what was measured. */
  public static void main(String[] args) throws Exception {
    try (BenchDaemon daemon = BenchDaemon.start(args[0], 50)) {
      EvaluationBench bench = new EvaluationBench(daemon);
      for (int i = 0; i < LOGS; i++) {
        String name = "bench/checkpoints/checkpoint_%06d/consolidated".formatted(i + 1);
        bench.append(i, "PAPER METRICS EVALUATION");
        bench.append(i, "Checkpoint: " + daemon.tree().checkpoints().resolve(name));
      }
      bench.await(0);
      bench.latency(Integer.parseInt(args[1]));
      bench.load(WARM_UP_SECONDS);
      bench.load(Integer.parseInt(args[2]));
    }
  }

  private Path log(int number) {
    return daemon.tree().logs().resolve("paper_metrics_" + (900_000 + number) + ".err");
  }

  private void append(int log, String text) throws IOException {
    String line =
        TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " - INFO - " + text + "\n";
    Files.writeString(log(log), line, CREATE, APPEND);
  }

  private void point(int log) throws IOException {
    points[log]++;
    append(log, "Position " + points[log] * 10 + "/440000: avg_loss=2.5" + points[log] % 1000);
  }

  private void latency(int lines) throws Exception {
    WebSocket socket = connect();
    frames.poll(5, TimeUnit.SECONDS);
    double[] millis = new double[lines];
    for (int i = -WARM_UP; i < lines; i++) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      int log = Math.floorMod(i * 37, LOGS);
      point(log);
      long appended = System.nanoTime();
      long seen = frameWith(log);
      if (i >= 0) {
        millis[i] = (seen - appended) / 1e6;
      }
    }
    socket.abort();
    System.out.printf("one line in one of %d logs: %s%n", LOGS, BenchDaemon.summary(millis));
  }

  /** When the frame was received that tells of the last point of a log. */
  private long frameWith(int log) throws Exception {
    while (true) {
      Frame frame = frames.poll(10, TimeUnit.SECONDS);
      if (frame == null) {
        throw new IllegalStateException("no frame within 10 s");
      }
      for (JsonNode each : JSON.readTree(frame.text()).at("/evaluating/changed")) {
        if (each.get("log").asText().equals(log(log).toString())
            && each.get("positions").asInt() == points[log]) {
          return frame.received();
        }
      }
    }
  }

  private void load(int seconds) throws Exception {
    Duration before = daemon.cpu();
    long begin = System.nanoTime();
    long ticks = Duration.ofSeconds(seconds).dividedBy(TICK);
    for (int tick = 0; tick < ticks; tick++) {
      for (int log = 0; log < GROWING; log++) {
        point(log);
      }
      LockSupport.parkNanos(begin + TICK.toNanos() * (tick + 1) - System.nanoTime());
    }
    double share = 100.0 * daemon.cpu().minus(before).toNanos() / (System.nanoTime() - begin);
    long end = System.nanoTime();
    await(Arrays.stream(points).sum());
    System.out.printf(
        Locale.ROOT,
        "%d logs, %d lines: %.1f %% of a core, all points after %.1f s more%n",
        GROWING,
        ticks * GROWING,
        share,
        (System.nanoTime() - end) / 1e9);
  }

  /** Waits until the daemon knows all logs, and so many points in them. */
  private void await(int all) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String known = "";
    while (System.nanoTime() < end) {
      int logs = 0;
      int positions = 0;
      for (JsonNode each : evaluations()) {
        logs++;
        positions += each.get("positions").asInt();
      }
      if (logs == LOGS && positions == all) {
        return;
      }
      known = logs + " logs and " + positions + " of " + all + " points";
      LockSupport.parkNanos(TICK.toNanos());
    }
    throw new IllegalStateException("after " + PATIENCE + " there are " + known);
  }

  private JsonNode evaluations() throws Exception {
    URI uri = URI.create(daemon.address() + "/api/v1/evaluations");
    return JSON.readTree(
        CLIENT
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }

  private WebSocket connect() {
    return CLIENT
        .newWebSocketBuilder()
        .subprotocols("paper-metrics.v1")
        .buildAsync(
            URI.create(daemon.address().replace("http:", "ws:") + "/api/v1/live"),
            new WebSocket.Listener() {
              private final StringBuilder text = new StringBuilder();

              @Override
              public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                long received = System.nanoTime();
                text.append(part);
                if (last) {
                  frames.add(new Frame(received, text.toString()));
                  text.setLength(0);
                }
                from.request(1);
                return CompletableFuture.completedFuture(null);
              }
            })
        .join();
  }
}
