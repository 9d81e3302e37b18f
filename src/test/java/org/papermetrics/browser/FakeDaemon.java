package org.papermetrics.browser;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.core.protocol.Handshake;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.papermetrics.config.ServerProof;
import org.papermetrics.model.Change;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.PastEvaluation;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.page.PageFile;
import org.papermetrics.page.PageFiles;
import org.papermetrics.wire.BoardJson;
import org.papermetrics.wire.EvaluationJson;
import org.papermetrics.wire.FrameJson;
import org.papermetrics.wire.RunJson;
import org.xnio.IoUtils;

/**
 * A server that speaks the contract of the daemon over a board that the test holds: the page, the
 * runs, the live connection that resumes, the token.
 */
final class FakeDaemon implements AutoCloseable {
  private static final PageFiles PAGE = PageFiles.load();
  private static final String RUNS = "/api/v1/runs/";

  private final Undertow server;
  private final Deque<Change> changes = new ConcurrentLinkedDeque<>();
  private final @Nullable String token;
  private volatile Snapshot board;
  private volatile String version = "1.0";
  private volatile @Nullable ReadProgress reading;

  /** Serves a board on a port, 0 for any; with a token when there is one. */
  FakeDaemon(Snapshot board, int port, @Nullable String token) {
    this.board = board;
    this.token = token;
    server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setIoThreads(1)
            .setWorkerThreads(1)
            .setHandler(this::handle)
            .build();
    server.start();
  }

  /** Says from now on that it has read so much since its start; null when all. */
  void reads(@Nullable ReadProgress progress) {
    reading = progress;
  }

  /** The port it listens on. */
  int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** The address of the page. */
  String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Makes a change and sends it to every page. */
  void push(Change change) {
    changes.add(change);
    board = change.to();
    send(SampleBoard.frame(change));
  }

  /** Sends a frame to every page. */
  void send(String frame) {
    live.getPeerConnections().forEach(page -> WebSockets.sendText(frame, page, null));
  }

  /** From now on it is a daemon of another version. */
  void upgrade(String to) {
    version = to;
  }

  /** Ends the live connections. */
  void hangUp() {
    live.getPeerConnections().forEach(IoUtils::safeClose);
  }

  /** The board as it is. */
  Snapshot board() {
    return board;
  }

  private final WebSocketProtocolHandshakeHandler live =
      new WebSocketProtocolHandshakeHandler(
          List.<Handshake>of(new Hybi13Handshake(Set.of("paper-metrics.v1"), false)),
          (WebSocketConnectionCallback)
              (exchange, channel) -> greet(exchange.getRequestParameters(), channel));

  private void greet(Map<String, List<String>> query, WebSocketChannel channel) {
    long revision = Long.parseLong(query.getOrDefault("revision", List.of("-1")).get(0));
    boolean reset = isReset(query.get("epoch"), revision);
    byte[] hello = FrameJson.hello(board.epoch(), board.revision(), reset);
    WebSockets.sendText(new String(hello, StandardCharsets.UTF_8), channel, null);
    if (!reset) {
      missed(revision)
          .forEach(change -> WebSockets.sendText(SampleBoard.frame(change), channel, null));
    }
    channel.resumeReceives();
  }

  private void handle(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRequestPath();
    PageFile file = PAGE.at(path.equals("/") ? PageFiles.DOCUMENT : path).orElse(null);
    if (file != null) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, file.contentType());
      exchange
          .getResponseHeaders()
          .put(new HttpString("Content-Security-Policy"), PAGE.contentSecurityPolicy());
      exchange.getResponseSender().send(ByteBuffer.wrap(file.bytes()));
    } else if (path.equals("/api/v1/challenge") && token != null) {
      String nonce = Objects.requireNonNull(exchange.getQueryParameters().get("nonce")).getFirst();
      String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
      json(exchange, BoardJson.challenge(port(), ServerProof.of(token, host, port(), nonce)));
    } else if (token != null && !offers(exchange, token)) {
      exchange.setStatusCode(401);
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
      exchange
          .getResponseSender()
          .send(
              ByteBuffer.wrap(
                  BoardJson.error(401, "Unauthorized", "This daemon asks for its token.")));
    } else {
      switch (path) {
        case "/api/v1/runs" -> runs(exchange);
        case "/api/v1/problems" -> json(exchange, BoardJson.problems(board.problems()));
        case "/api/v1/evaluations" -> json(exchange, EvaluationJson.all(board.evaluating()));
        case "/api/v1/left-out" -> json(exchange, BoardJson.leftOut(leftOut()));
        case "/api/v1/status" ->
            json(exchange, BoardJson.status(status(), 1, explanation(exchange)));
        case "/api/v1/live" -> live.handleRequest(exchange);
        default ->
            // The path is decoded but for slashes, which the name of an experiment may hold.
            run(exchange, URI.create(exchange.getRequestURI()).getPath());
      }
    }
  }

  private void runs(HttpServerExchange exchange) {
    Deque<String> since = exchange.getQueryParameters().get("since");
    if (since != null) {
      json(exchange, after(since.getFirst()));
    } else {
      json(
          exchange,
          String.valueOf(exchange.getRequestHeaders().getFirst("Accept")).contains("configs=apart")
              ? SampleBoard.answerWithConfigsApart(board)
              : SampleBoard.answer(board));
    }
  }

  private byte[] after(String position) {
    int colon = position.lastIndexOf(':');
    long revision = Long.parseLong(position.substring(colon + 1));
    boolean reset = isReset(List.of(position.substring(0, colon)), revision);
    List<byte[]> updates =
        missed(revision)
            .map(change -> SampleBoard.frame(change).getBytes(StandardCharsets.UTF_8))
            .toList();
    return FrameJson.changes(board.epoch(), board.revision(), reset, reset ? List.of() : updates);
  }

  private boolean isReset(@Nullable List<String> epoch, long revision) {
    return !List.of(board.epoch()).equals(epoch)
        || (revision < board.revision()
            && changes.stream().noneMatch(c -> c.from().revision() == revision));
  }

  private Stream<Change> missed(long revision) {
    return changes.stream().filter(change -> change.to().revision() > revision);
  }

  private void run(HttpServerExchange exchange, String path) throws Exception {
    Run run =
        path.startsWith(RUNS)
            ? board.runs().stream()
                .filter(one -> one.id().equals(path.substring(RUNS.length())))
                .findFirst()
                .orElse(null)
            : null;
    if (run == null) {
      Handlers.path().handleRequest(exchange);
    } else {
      json(exchange, RunJson.whole(run));
    }
  }

  private @Nullable Explanation explanation(HttpServerExchange exchange) {
    Deque<String> path = exchange.getQueryParameters().get("path");
    return path == null
        ? null
        : new Explanation(
            path.getFirst(),
            true,
            path.getFirst(),
            "It is on the board.",
            List.of(new Explanation.Step(Explanation.Outcome.OK, "results of " + path.getFirst())),
            List.of(
                past("4710", Instant.EPOCH, PastEvaluation.Outcome.FAILED),
                past("4711", Instant.EPOCH.plusSeconds(9000), PastEvaluation.Outcome.COMPLETE)));
  }

  private static PastEvaluation past(String job, Instant start, PastEvaluation.Outcome outcome) {
    return new PastEvaluation(
        "/logs/paper_metrics_" + job + ".err",
        job,
        "node07",
        start,
        start.plusSeconds(7260),
        outcome,
        "The last line of " + job + ".",
        outcome == PastEvaluation.Outcome.COMPLETE);
  }

  private Status status() {
    List<Status.Root> roots =
        board.roots().stream().map(root -> new Status.Root(root, "events", "ok")).toList();
    return new Status(
        version,
        Instant.EPOCH,
        null,
        roots,
        board.runs().size(),
        reading,
        0,
        leftOut(),
        0,
        null,
        List.of(),
        List.of());
  }

  private LeftOut leftOut() {
    return new LeftOut(board.leftOut(), LeftOut.COMMAND);
  }

  private static boolean offers(HttpServerExchange exchange, String token) {
    String header = exchange.getRequestHeaders().getFirst("X-Paper-Metrics-Token");
    String protocols = exchange.getRequestHeaders().getFirst("Sec-WebSocket-Protocol");
    return token.equals(header)
        || (protocols != null && List.of(protocols.split(", *")).contains("bearer." + token));
  }

  private static void json(HttpServerExchange exchange, byte[] body) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }

  @Override
  public void close() {
    server.stop();
  }
}
