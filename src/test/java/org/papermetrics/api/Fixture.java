package org.papermetrics.api;

import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.papermetrics.annotations.AnnotationEdit;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.annotations.AnnotationsReading;
import org.papermetrics.annotations.AnnotationsUpdate;
import org.papermetrics.api.Assets.Asset;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.export.ResultsFile;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Explanation.Outcome;
import org.papermetrics.model.Explanation.Step;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.testing.RunBuilder;

/** A server over a small board, and ways to ask it. */
public final class Fixture implements AutoCloseable {
  public static final String TOKEN = "dGhpcyBpcyBub3QgYSBzZWNyZXQgYXQgYWxsLCBpcyBp";
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final FileStamp STAMP = new FileStamp("1:2", 4321, NOW, NOW);
  static final String POLICY = "default-src 'self'";

  private static final Map<String, Asset> FILES =
      Map.of(
          "/dashboard.html",
          new Asset(
              "text/html; charset=utf-8",
              utf8("<!DOCTYPE html><title>Board</title>"),
              "page1",
              false,
              Map.of("Content-Security-Policy", POLICY)),
          "/assets/page-1.js",
          new Asset("text/javascript", utf8("export {};\n".repeat(500)), "js1", true, Map.of()));

  volatile Snapshot snapshot = board(7, run("exp_cp000100"), run("exp_cp000200"));
  volatile boolean broken;
  volatile Status status = status(true);
  final HttpServer server;
  private final AnnotationsFile notes;
  private final HttpClient client = HttpClient.newHttpClient();

  Fixture(Path outputs, Optional<String> token) {
    this(outputs, token, Set.of(), HttpLimits.DEFAULT);
  }

  Fixture(Path outputs, Optional<String> token, Set<String> allowedHosts, HttpLimits limits) {
    this(outputs, token, allowedHosts, limits, StartGate.opened());
  }

  Fixture(
      Path outputs,
      Optional<String> token,
      Set<String> allowedHosts,
      HttpLimits limits,
      StartGate gate) {
    notes = new AnnotationsFile(outputs.resolve(AnnotationsFile.NAME), Clock.systemUTC());
    server =
        new HttpServer(
            new HttpSettings("127.0.0.1", 0, allowedHosts, token.isPresent()),
            token,
            new HttpDependencies(
                gate,
                this::snapshot,
                ZoneOffset.UTC,
                () -> status,
                Fixture::explain,
                Fixture::results,
                this::change,
                accept ->
                    new MetricsSource.Text(
                        "text/plain; version=0.0.4; charset=utf-8", "accept " + accept + "\n"),
                outputs,
                path -> Optional.ofNullable(FILES.get(path)),
                new WebSocketProtocolHandshakeHandler(
                    Fixture::answerPings,
                    exchange ->
                        exchange.getResponseSender().send("" + exchange.getRequestHeaders())),
                exchange -> exchange.getResponseSender().send(exchange.getQueryString())),
            limits);
    try {
      server.start();
    } catch (PortUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Explanation explain(String path) {
    return new Explanation(
        path, false, null, "why not", List.of(new Step(Outcome.WRONG, "it is <b>not</b> there")));
  }

  private static List<ResultsFile> results(List<Run> runs) {
    return runs.stream()
        .map(run -> new ResultsFile(run.key().usualResults(), STAMP, "0a".repeat(32), ""))
        .toList();
  }

  private AnnotationsUpdate change(Run run, AnnotationEdit edit, Predicate<Annotation> condition) {
    AnnotationsUpdate update = notes.change(run.id(), run.checkpointPath(), edit, condition);
    AnnotationsReading reading = notes.read();
    if (reading instanceof AnnotationsReading.Read read) {
      Run noted =
          run.withAnnotation(read.notes().getOrDefault(run.checkpointPath(), Annotation.NONE));
      snapshot = board(snapshot.revision() + 1, noted);
    }
    return update;
  }

  private Snapshot snapshot() {
    if (broken) {
      throw new IllegalStateException("SECRET CAUSE");
    }
    return snapshot;
  }

  private static void answerPings(WebSocketHttpExchange exchange, WebSocketChannel channel) {
    channel.getReceiveSetter().set(new AbstractReceiveListener() {});
    channel.resumeReceives();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Run run(String id) {
    return RunBuilder.run(id)
        .name("CP0100 - " + id)
        .step(100)
        .evaluatedAt(LocalDateTime.of(2026, 3, 1, 9, 0))
        .metrics("{\"sblimp_accuracy\":0.5}")
        .tags("lora")
        .notes("LoRA training (rank 64)")
        .build();
  }

  static Snapshot board(long revision, Run... runs) {
    return Snapshot.of(
        "e1",
        revision,
        NOW,
        List.of("/data"),
        List.of(),
        List.of(runs),
        null,
        List.of(new Problem(Problem.Kind.CONFIG_MISSING, "/data/x", "There is no config.", NOW)),
        List.of());
  }

  static Snapshot largeBoard(long revision, int runs) {
    return board(
        revision, IntStream.range(0, runs).mapToObj(i -> run("r" + i)).toArray(Run[]::new));
  }

  static Status status(boolean healthy) {
    return new Status(
        "1.2.3",
        NOW.minusSeconds(90),
        null,
        List.of(),
        2,
        null,
        1,
        new LeftOut(List.of(), LeftOut.COMMAND),
        0,
        null,
        List.of(),
        List.of(
            new Status.Check("writer", healthy, healthy ? "" : "The writer has stopped."),
            new Status.Check("outputs", true, "")));
  }

  /** The path and query at this server. */
  URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + pathAndQuery);
  }

  /** Asks with the token; headers are names and values in turn. */
  HttpResponse<byte[]> get(String pathAndQuery, String... headers) throws Exception {
    return send(b -> b, pathAndQuery, headers);
  }

  /** Asks with the token and a changed request. */
  HttpResponse<byte[]> send(
      Function<HttpRequest.Builder, HttpRequest.Builder> change,
      String pathAndQuery,
      String... headers)
      throws Exception {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri(pathAndQuery)).header("Authorization", "Bearer " + TOKEN);
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return client.send(change.apply(builder).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Asks without a token. */
  HttpResponse<byte[]> getAsStranger(String pathAndQuery, String... headers) throws Exception {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri(pathAndQuery));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Sends these lines as a request and reads the answer. */
  RawAnswer raw(String... lines) throws IOException {
    return RawAnswer.to(server.address(), lines);
  }

  static String text(HttpResponse<byte[]> response) {
    byte[] body = response.body();
    if (header(response, "Content-Encoding").equals("gzip")) {
      try {
        body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  static String header(HttpResponse<?> response, String name) {
    return String.join(" | ", response.headers().allValues(name));
  }

  @Override
  public void close() {
    server.close();
  }
}
