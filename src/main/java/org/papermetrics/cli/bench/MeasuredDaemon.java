package org.papermetrics.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.papermetrics.client.DaemonAddressFile;

/** A daemon over the tree of a benchmark, in a process of its own. Used by one thread. */
final class MeasuredDaemon implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BETWEEN = Duration.ofMillis(3);
  private static final int STOP_SECONDS = 60;
  private static final int LAST_LINES = 2;

  /** File systems have times of some milliseconds ago. */
  private static final Duration COARSE_CLOCK = Duration.ofMillis(20);

  private final Process process;
  private final Path log;
  private final BenchTree tree;
  private final HttpClient client;
  private final long began;
  private final Instant beganAt = Instant.now();
  private @Nullable URI address;

  /** Whether something has come about that is waited for. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private MeasuredDaemon(Process process, Path log, BenchTree tree, HttpClient client, long began) {
    this.process = process;
    this.log = log;
    this.tree = tree;
    this.client = client;
    this.began = began;
  }

  /** Measures something of one. */
  interface Measurement<T> {
    T of(MeasuredDaemon daemon) throws IOException, InterruptedException;
  }

  /**
   * Starts one and measures it; it does not outlive that.
   *
   * @throws IOException when it ends by itself, whatever that lets the measurement fail with, or
   *     for what else the measurement fails with
   */
  static <T> T measure(
      BenchDirectory directory,
      ServiceCommand service,
      BenchTree tree,
      HttpClient client,
      Measurement<T> measurement)
      throws IOException, InterruptedException {
    try (MeasuredDaemon daemon = start(directory, service, tree, client)) {
      try {
        return measurement.of(daemon);
      } catch (IOException e) {
        // The connections of a process end before itself does.
        if (daemon.process.waitFor(1, TimeUnit.SECONDS)) {
          daemon.requireAlive();
        }
        throw e;
      }
    }
  }

  private static MeasuredDaemon start(
      BenchDirectory directory, ServiceCommand service, BenchTree tree, HttpClient client)
      throws IOException {
    Path log = directory.path().resolve("daemon.log");
    ProcessBuilder command =
        service
            .program("serve", "--config", tree.configuration().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    long began = System.nanoTime();
    return new MeasuredDaemon(directory.start(command), log, tree, client, began);
  }

  /** Waits until it answers; the nanoseconds since its start. */
  long awaitAnswers() throws IOException, InterruptedException {
    DaemonAddressFile file = new DaemonAddressFile(tree.state());
    await("answers", () -> take(file.running()));
    return System.nanoTime() - began;
  }

  private boolean take(Optional<String> running) {
    running.ifPresent(found -> address = URI.create(found));
    return running.isPresent();
  }

  /** Waits until a page that asks for the runs has all; the nanoseconds since its start. */
  long awaitShown() throws IOException, InterruptedException {
    AtomicLong came = new AtomicLong();
    await("shows all runs", () -> runs(came) >= tree.runs());
    return came.get() - began;
  }

  private int runs(AtomicLong came) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address().resolve("/api/v1/runs"))
            .header("Accept", "application/json; configs=apart")
            .header("Accept-Encoding", "gzip")
            .build();
    byte[] answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    came.set(System.nanoTime());
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer))) {
      return JSON.readTree(in).path("runs").size();
    }
  }

  /** Waits until all runs of the tree are on the board; the nanoseconds since its start. */
  long awaitServed() throws IOException, InterruptedException {
    await("serves all runs", () -> status().path("runs").asInt() >= tree.runs());
    return System.nanoTime() - began;
  }

  /** Waits until all files are read or checked; the nanoseconds since its start. */
  long awaitChecked() throws IOException, InterruptedException {
    await("has checked all files", () -> !status().has("reading"));
    return System.nanoTime() - began;
  }

  /** Waits for something that it does, and fails when it ends or does not do it. */
  void await(String what, Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      requireAlive();
      if (System.nanoTime() > end) {
        throw new IOException(
            "not within %d minutes: the daemon %s%s"
                .formatted(PATIENCE.toMinutes(), what, lastWords()));
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
    }
  }

  /** Fails when it has ended. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "the daemon that is measured ended with " + process.exitValue() + lastWords());
    }
  }

  private String lastWords() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    // The warning that the memory is nearly full comes before the line that it was.
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return last.isEmpty() ? "" : "; it said last: " + String.join("\n", last);
  }

  /** Where it answers. */
  URI address() {
    if (address == null) {
      throw new IllegalStateException("It is not known to answer.");
    }
    return address;
  }

  private JsonNode status() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address().resolve("/api/v1/status")).build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Waits until it has written its output files, which it does after each start. */
  void awaitOutputs() throws IOException, InterruptedException {
    for (Path file : tree.outputFiles()) {
      await("writes " + file.getFileName(), () -> isWritten(file));
    }
  }

  private boolean isWritten(Path file) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).toInstant().isAfter(beganAt.minus(COARSE_CLOCK));
  }

  /** Its process. */
  ProcessHandle process() {
    return process.toHandle();
  }

  /** Ends it as the service manager does, and waits until it has saved its state. */
  void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the daemon has not ended within " + STOP_SECONDS + " s");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
