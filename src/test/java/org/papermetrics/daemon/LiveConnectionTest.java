package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.annotations.AnnotationsUpdate;
import org.papermetrics.api.HttpDependencies;
import org.papermetrics.api.HttpServer;
import org.papermetrics.api.MetricsSource;
import org.papermetrics.api.StartGate;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.push.Hub;
import org.papermetrics.testing.Http;
import org.papermetrics.testing.LiveSocket;

/** Pages and scripts connect to the hub through the server and its guards. */
class LiveConnectionTest {
  private static final String TOKEN = "x".repeat(43);

  private final Hub hub = new Hub("E", 100, Collections.emptyNavigableMap(), System::nanoTime);
  private final HttpServer server;

  LiveConnectionTest(@TempDir Path outputs) throws Exception {
    Snapshot board = Snapshot.empty("E", 100, Instant.EPOCH, List.of(), List.of());
    Status status =
        new Status(
            "1",
            Instant.EPOCH,
            null,
            List.of(),
            0,
            null,
            0,
            new LeftOut(List.of(), LeftOut.COMMAND),
            0,
            null,
            List.of(),
            List.of());
    server =
        new HttpServer(
            new HttpSettings("127.0.0.1", 0, Set.of(), true),
            Optional.of(TOKEN),
            new HttpDependencies(
                StartGate.opened(),
                () -> board,
                ZoneOffset.UTC,
                () -> status,
                path -> new Explanation(path, false, null, "why not", List.of()),
                runs -> List.of(),
                (run, edit, condition) -> new AnnotationsUpdate.Done(Annotation.NONE),
                accept -> new MetricsSource.Text("text/plain", ""),
                outputs,
                path -> Optional.empty(),
                hub.handler(),
                hub.changes()));
    server.start();
  }

  @AfterEach
  void stop() {
    hub.close();
    server.close();
  }

  private String authority() {
    return "127.0.0.1:" + server.address().getPort();
  }

  private LiveSocket connect(UnaryOperator<WebSocket.Builder> change) {
    return new LiveSocket(URI.create("http://" + authority()), "E", 100, change);
  }

  private void assertRefused(int status, UnaryOperator<WebSocket.Builder> change) {
    assertThatThrownBy(() -> connect(change))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
    assertThat(hub.pages()).isZero();
  }

  @Test
  void aPageOffersItsTokenAsASubprotocolAndGetsTheOtherOne() throws Exception {
    LiveSocket page =
        connect(
            b ->
                b.subprotocols("paper-metrics.v1", "bearer." + TOKEN)
                    .header("Origin", "http://" + authority()));

    assertThat(page.subprotocol()).isEqualTo("paper-metrics.v1");
    assertThat(page.next())
        .isEqualTo("{\"type\":\"hello\",\"epoch\":\"E\",\"revision\":100,\"reset\":false}");
    hub.publish(101, "{\"é\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(page.next()).isEqualTo("{\"é\":1}");
  }

  @Test
  void theAnswerNeverHasTheToken() throws Exception {
    for (String protocols :
        new String[] {"bearer." + TOKEN + ", paper-metrics.v1", "bearer." + TOKEN}) {
      try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
        socket.setSoTimeout(20_000);
        String request =
            String.join(
                "\r\n",
                "GET /api/v1/live HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: " + protocols,
                "\r\n");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101 ").doesNotContain(TOKEN);
      }
    }
  }

  @Test
  void aScriptSendsItsTokenInTheHeader() throws Exception {
    LiveSocket script = connect(b -> b.header("Authorization", "Bearer " + TOKEN));

    assertThat(script.subprotocol()).isEmpty();
    assertThat(script.next()).contains("\"type\":\"hello\"");
  }

  @Test
  void nobodyElseConnects() {
    assertRefused(401, b -> b);
    assertRefused(401, b -> b.subprotocols("paper-metrics.v1"));
    assertRefused(401, b -> b.subprotocols("paper-metrics.v1", "bearer.wrong"));
    assertRefused(401, b -> b.header("Authorization", "Bearer wrong"));
    UnaryOperator<WebSocket.Builder> token =
        b -> b.subprotocols("paper-metrics.v1", "bearer." + TOKEN);
    assertRefused(403, b -> token.apply(b).header("Origin", "http://evil.example"));
    assertRefused(403, b -> token.apply(b).header("Origin", "null"));
    assertRefused(403, b -> token.apply(b).header("Origin", "http://localhost:1"));
    assertRefused(403, b -> token.apply(b).header("Sec-Fetch-Site", "cross-site"));
  }

  @Test
  void closingTheHubFirstSaysGoodBye() throws Exception {
    LiveSocket page = connect(b -> b.header("Authorization", "Bearer " + TOKEN));
    page.next();

    hub.close();
    server.close();

    assertThat(page.next()).isEqualTo("closed 1001");
  }

  @Test
  void aHandshakeThatAProxyHasCutIsAnswered() throws Exception {
    HttpResponse<byte[]> answer =
        Http.get(
            URI.create("http://" + authority() + "/api/v1/live"),
            "Sec-WebSocket-Version",
            "13",
            "Sec-WebSocket-Key",
            "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol",
            "paper-metrics.v1, bearer." + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(426);
  }
}
