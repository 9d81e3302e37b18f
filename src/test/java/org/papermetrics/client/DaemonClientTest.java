package org.papermetrics.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.config.ServerProof;
import org.papermetrics.config.Settings;
import org.papermetrics.config.WatchSettings;

/** Whom the token is sent to. */
class DaemonClientTest {
  private final Path state;
  private final String token;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** What the server answers to a challenge. */
  private volatile Function<HttpExchange, String> proof = request -> "";

  private volatile boolean starting;

  DaemonClientTest(@TempDir Path directory) throws IOException {
    state = directory.resolve("state");
    token = new TokenFile(state).read();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    new DaemonAddressFile(state).note("http://127.0.0.1:" + port());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange request) throws IOException {
    authorizations.addAll(request.getRequestHeaders().getOrDefault("Authorization", List.of()));
    boolean challenge = request.getRequestURI().getPath().equals("/api/v1/challenge");
    String body =
        challenge
            ? "{\"proof\":\"" + proof.apply(request) + "\"}"
            : request.getRequestURI().getPath().equals("/healthz") ? "{\"status\":\"ok\"}" : "[]";
    boolean starts = starting && request.getRequestURI().getPath().equals("/api/v1/status");
    byte[] bytes =
        (starts ? "{\"status\":503,\"detail\":\"It has just started.\"}" : body)
            .getBytes(StandardCharsets.UTF_8);
    request.sendResponseHeaders(
        starts ? 503 : challenge && proof.apply(request).equals("none") ? 404 : 200, bytes.length);
    request.getResponseBody().write(bytes);
    request.close();
  }

  private String proofFor(String key, int port, HttpExchange request) {
    String nonce = request.getRequestURI().getQuery().replace("nonce=", "");
    assertThat(ServerProof.isNonce(nonce)).isTrue();
    return ServerProof.of(key, request.getRequestHeaders().getFirst("Host"), port, nonce);
  }

  private DaemonClient client() throws IOException {
    return DaemonClient.of(
            new Settings(
                List.of(),
                List.of(),
                state.resolve("registry.json"),
                state.resolve("outputs"),
                state,
                Optional.empty(),
                new HttpSettings("127.0.0.1", 0, Set.of(), true),
                WatchSettings.DEFAULT,
                new Settings.Discovery(List.of("x"), List.of()),
                Settings.Evaluations.DEFAULT,
                List.of(),
                List.of()))
        .orElseThrow();
  }

  @Test
  void theTokenGoesToAServerThatKnowsIt() throws Exception {
    proof = request -> proofFor(token, port(), request);

    assertThat(client().problems()).isEmpty();

    assertThat(authorizations).containsExactly("Bearer " + token);
    assertThat(new DaemonAddressFile(state).running())
        .contains("http://127.0.0.1:" + port() + "/#token=" + token);
  }

  @Test
  void itGoesToNoOtherServer() throws Exception {
    List<Function<HttpExchange, String>> others =
        List.of(
            request -> "",
            request -> "0".repeat(64),
            request -> proofFor("another", port(), request),
            // As passed on by a program that asks the daemon on another port.
            request -> proofFor(token, port() + 1, request));
    for (Function<HttpExchange, String> other : others) {
      proof = other;
      DaemonClient client = client();
      assertThatThrownBy(client::problems)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not know the token");
      assertThatThrownBy(() -> new DaemonAddressFile(state).running())
          .hasMessageContaining("does not know the token")
          .hasMessageNotContaining(token);
    }
    assertThat(authorizations).isEmpty();
  }

  @Test
  void aServerThatAsksForNoTokenGetsNone() throws Exception {
    proof = request -> "none";

    assertThat(client().problems()).isEmpty();

    assertThat(authorizations).isEmpty();
    assertThat(new DaemonAddressFile(state).running()).contains("http://127.0.0.1:" + port());
  }

  @Test
  void whyItDoesNotAnswerIsTold() throws IOException {
    starting = true;
    proof = request -> "none";

    assertThatThrownBy(() -> client().about())
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "the daemon at .* answers 503 to /api/v1/status: It has just started\\.");
  }
}
