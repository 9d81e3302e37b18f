package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.papermetrics.api.Fixture.header;
import static org.papermetrics.api.Fixture.text;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.annotations.AnnotationsUpdate;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Explanation;

class HttpServerTest {
  private static final Optional<String> TOKEN = Optional.of(Fixture.TOKEN);
  private static final String AUTHORIZATION = "Authorization: Bearer " + Fixture.TOKEN;

  private static final String END = "0\r\n\r\n";

  private final Path outputs;

  HttpServerTest(@TempDir Path outputs) {
    this.outputs = outputs;
  }

  private static HttpLimits limits(int connections, Duration parse, Duration idle, Duration stall) {
    return new HttpLimits(connections, 8 * 1024, parse, idle, stall, Duration.ofSeconds(2));
  }

  private Fixture fixture(HttpLimits limits) {
    return new Fixture(outputs, TOKEN, Set.of(), limits);
  }

  private HttpServer server(String host, int port) {
    return new HttpServer(
        new HttpSettings(host, port, Set.of(), true),
        TOKEN,
        new HttpDependencies(
            StartGate.opened(),
            () -> Fixture.board(1),
            ZoneOffset.UTC,
            () -> Fixture.status(true),
            path -> new Explanation(path, false, null, "why not", List.of()),
            runs -> List.of(),
            (run, edit, condition) -> new AnnotationsUpdate.Done(Annotation.NONE),
            accept -> new MetricsSource.Text("text/plain", ""),
            outputs,
            path -> Optional.empty(),
            exchange -> {},
            exchange -> {}));
  }

  private static Socket connect(Fixture fixture, String... lines) throws IOException {
    InetSocketAddress address = fixture.server.address();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(address);
    socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  @Test
  void aPortInUseIsToldInOneSentence() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpServer server = server("127.0.0.1", other.getLocalPort())) {
      assertThatThrownBy(server::start)
          .isInstanceOf(PortUnavailableException.class)
          .hasMessage(
              "Cannot listen on 127.0.0.1:"
                  + other.getLocalPort()
                  + ": the port is in use; stop the other program, or choose another port with"
                  + " --port (0 takes any free one).");
    }
  }

  @Test
  void anAddressThatIsNotOursIsToldInOneSentence() {
    try (HttpServer unknown = server("no-such-host.invalid", 0);
        HttpServer foreign = server("192.0.2.1", 0)) {
      assertThatThrownBy(unknown::start)
          .isInstanceOf(PortUnavailableException.class)
          .hasMessageContaining("the host is unknown");
      assertThatThrownBy(foreign::start)
          .isInstanceOf(PortUnavailableException.class)
          .hasMessageContaining("192.0.2.1:0")
          .hasMessageContaining("check http.host");
    }
  }

  @Test
  void aServerCanBeClosedTwiceAndItsPortIsFree() throws Exception {
    Fixture fixture = new Fixture(outputs, TOKEN);
    InetSocketAddress address = fixture.server.address();
    assertThat(address.getPort()).isPositive();
    assertThat(fixture.get("/healthz").statusCode()).isEqualTo(200);
    long start = System.nanoTime();
    fixture.close();
    fixture.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    try (HttpServer next = server("127.0.0.1", address.getPort())) {
      next.start();
      assertThat(next.address()).isEqualTo(address);
    }
  }

  @Test
  void closingDoesNotWaitForAnAnswerThatTakesForever() throws Exception {
    Fixture fixture = new Fixture(outputs, TOKEN);
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore never = new Semaphore(0);
    fixture.snapshot =
        BrokenBoard.afterRuns(
            1,
            () -> {
              begun.countDown();
              never.acquireUninterruptibly();
            });
    try (Socket client =
        connect(fixture, "GET /api/v1/runs HTTP/1.1", "Host: localhost", AUTHORIZATION, "", "")) {
      begun.await();
      Thread closing = new Thread(fixture::close);
      closing.setDaemon(true);
      closing.start();
      closing.join(15_000);
      assertThat(closing.isAlive()).isFalse();
      assertThat(client.isConnected()).isTrue();
    } finally {
      never.release();
    }
  }

  @Test
  void aFailureIsOneSentence() throws Exception {
    try (Fixture fixture = new Fixture(outputs, TOKEN);
        CapturedLog log = CapturedLog.of(Errors.class.getName())) {
      fixture.broken = true;
      for (String path : new String[] {"/api/v1/runs", "/api/v1/runs/x", "/api/v1/problems"}) {
        HttpResponse<byte[]> response = fixture.get(path);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(text(response))
            .contains("its log says why")
            .doesNotContain("SECRET")
            .doesNotContain("Exception");
      }
      assertThat(log.text()).contains("SECRET CAUSE");
    }
  }

  @Test
  void aFailureBehindTheFirstBytesIsNoWholeAnswer() throws Exception {
    try (Fixture fixture = new Fixture(outputs, TOKEN);
        CapturedLog log = CapturedLog.of(Errors.class.getName())) {
      fixture.snapshot = BrokenBoard.afterRuns(5000);

      assertThatThrownBy(() -> fixture.get("/api/v1/runs")).isInstanceOf(IOException.class);
      HttpResponse<byte[]> gzip = fixture.get("/api/v1/runs", "Accept-Encoding", "gzip");
      assertThat(gzip.statusCode()).isEqualTo(500);
      assertThat(header(gzip, "Content-Encoding")).isEmpty();
      assertThat(text(gzip)).contains("\"status\":500");

      assertThat(log.text()).contains("SECRET CAUSE");
    }
  }

  @Test
  void theTokenIsInNoLog() throws Exception {
    try (CapturedLog log = CapturedLog.of("ROOT")) {
      try (Fixture fixture = new Fixture(outputs, TOKEN)) {
        fixture.get("/api/v1/runs");
        fixture.get("/nothing");
        fixture.raw("POST / HTTP/1.1", "Host: localhost", AUTHORIZATION);
        fixture.raw("GET / HTTP/1.1", "Host: evil.example", AUTHORIZATION);
        fixture.raw("GET /api/v1/runs HTTP/1.1", "Host: localhost", AUTHORIZATION, "bad header");
        fixture.raw(
            "GET /api/v1/live HTTP/1.1",
            "Host: localhost",
            "Sec-WebSocket-Protocol: paper-metrics.v1, bearer." + Fixture.TOKEN);
        fixture.broken = true;
        fixture.get("/api/v1/runs");
      }
      assertThat(log.text())
          .as("logs of the libraries come to the same place")
          .contains("starting server: Undertow")
          .contains("SECRET CAUSE")
          .doesNotContain(Fixture.TOKEN);
    }
  }

  @Test
  void largeRequestsAreRefused() throws Exception {
    try (Fixture fixture =
        fixture(limits(100, Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofSeconds(9)))) {
      String get = "GET /healthz HTTP/1.1";
      assertThat(fixture.raw(get, "Host: localhost", "X: " + "x".repeat(7000)).status())
          .isEqualTo(200);
      assertThat(fixture.raw(get, "Host: localhost", "X: " + "x".repeat(9000)).status())
          .isIn(0, 400);
      assertThat(fixture.raw("GET /" + "x".repeat(9000) + " HTTP/1.1", "Host: localhost").status())
          .isIn(0, 400);
      String[] many = new String[110];
      Arrays.fill(many, "X: x");
      many[0] = get;
      many[1] = "Host: localhost";
      assertThat(fixture.raw(many).status()).isIn(0, 400);
      assertThat(
              fixture
                  .raw("GET /healthz?" + "a&".repeat(80) + " HTTP/1.1", "Host: localhost")
                  .status())
          .isIn(0, 400);
    }
  }

  @Test
  void aBodyIsNotWaitedForAndNotKept() throws Exception {
    try (Fixture fixture = new Fixture(outputs, TOKEN)) {
      HttpResponse<byte[]> large =
          fixture.send(
              b -> b.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[32 * 1024])), "/");
      assertThat(large.statusCode()).isEqualTo(405);
      try (Socket socket =
          connect(
              fixture,
              "POST / HTTP/1.1",
              "Host: localhost",
              AUTHORIZATION,
              "Content-Length: 1000000",
              "",
              "x")) {
        byte[] answer = socket.getInputStream().readAllBytes();
        assertThat(new String(answer, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 405");
      }
    }
  }

  @Test
  void aClientThatNeverFinishesItsRequestIsCut() throws Exception {
    try (Fixture fixture =
        fixture(
            limits(100, Duration.ofMillis(300), Duration.ofSeconds(60), Duration.ofSeconds(60)))) {
      try (Socket socket = connect(fixture, "GET /healthz HTTP/1.1", "Host: loc")) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aConnectionWithoutARequestIsCut() throws Exception {
    try (Fixture fixture =
        fixture(
            limits(100, Duration.ofSeconds(60), Duration.ofMillis(300), Duration.ofSeconds(60)))) {
      try (Socket socket = connect(fixture)) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aWebSocketMayBeSilent() throws Exception {
    HttpLimits limits =
        limits(100, Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(200));
    try (Fixture fixture = fixture(limits);
        Socket socket =
            connect(
                fixture,
                "GET /api/v1/live HTTP/1.1",
                "Host: localhost",
                AUTHORIZATION,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                "")) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      assertThat(head).startsWith("HTTP/1.1 101 ");
      // Other connections show how time passes.
      for (int i = 0; i < 4; i++) {
        try (Socket idle = connect(fixture)) {
          assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
      }
      byte[] ping = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};
      socket.getOutputStream().write(ping);
      assertThat(in.read()).isEqualTo(0x8a);
    }
  }

  @Test
  void aClientThatTakesNothingOfItsAnswerIsCut() throws Exception {
    Files.writeString(outputs.resolve("dashboard_data.json"), " ".repeat(64 * 1024 * 1024) + END);
    try (Fixture fixture =
        fixture(
            limits(100, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMillis(300)))) {
      fixture.snapshot = Fixture.largeBoard(1, 100_000);
      List<Socket> deaf = new ArrayList<>();
      // More than there are threads, so that an answer shows that threads were freed.
      for (int i = 0; i < 20; i++) {
        String path = i % 2 == 0 ? "/dashboard_data.json" : "/api/v1/runs";
        deaf.add(
            connect(
                fixture, "GET " + path + " HTTP/1.1", "Host: localhost", AUTHORIZATION, "", ""));
      }
      assertThat(fixture.get("/api/v1/runs/r1").statusCode()).isEqualTo(200);
      int cut = 0;
      for (Socket socket : deaf) {
        if (!readsToItsEnd(socket)) {
          cut++;
        }
        socket.close();
      }
      // All but those that were under way when reading began.
      assertThat(cut).isGreaterThanOrEqualTo(12);
    }
  }

  /** Whether the answer is there to the end that its last byte marks. */
  private static boolean readsToItsEnd(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (new String(buffer, 0, n, StandardCharsets.ISO_8859_1).endsWith(END)) {
          return true;
        }
      }
    } catch (SocketException e) {
      // The server cut it with bytes under way.
    }
    return false;
  }

  @Test
  void connectionsAreLimited() throws Exception {
    try (Fixture fixture =
        fixture(
            limits(4, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60)))) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Socket socket = connect(fixture, "GET /healthz HTTP/1.1", "Host: localhost", "", "");
        open.add(socket);
      }
      try (Socket waiting = connect(fixture, "GET /healthz HTTP/1.1", "Host: localhost", "", "")) {
        waiting.setSoTimeout(300);
        assertThatThrownBy(() -> waiting.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        waiting.setSoTimeout(20_000);
        for (Socket socket : open) {
          socket.close();
        }
        assertThat(waiting.getInputStream().read()).isEqualTo('H');
      }
    }
  }
}
