package org.papermetrics.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  HttpAnswerTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange request) throws IOException {
    String path = request.getRequestURI().getPath();
    asked.add(path + " " + request.getRequestHeaders().getFirst("Authorization"));
    request.getResponseHeaders().set("Location", "/elsewhere");
    byte[] body = "π".getBytes(StandardCharsets.UTF_8);
    boolean empty = path.equals("/404");
    request.sendResponseHeaders(Integer.parseInt(path.substring(1)), empty ? -1 : body.length);
    if (!empty) {
      request.getResponseBody().write(body);
    }
    request.close();
  }

  private HttpAnswer to(String path) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return HttpAnswer.to(address, Optional.of("secret"));
  }

  @Test
  void statusAndTextAreTold() throws IOException {
    assertThat(to("/200")).isEqualTo(new HttpAnswer(200, "π"));
    assertThat(to("/401")).isEqualTo(new HttpAnswer(401, "π"));
    assertThat(to("/503")).isEqualTo(new HttpAnswer(503, "π"));
    assertThat(to("/404")).isEqualTo(new HttpAnswer(404, ""));
  }

  @Test
  void theTokenDoesNotFollowARedirect() throws IOException {
    assertThat(to("/302").status()).isEqualTo(302);
    assertThat(asked).containsExactly("/302 Bearer secret");
  }

  @Test
  void theTokenDoesNotGoThroughAProxy() throws IOException {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            throw new IllegalStateException("asked for a proxy to " + uri);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress proxy, IOException e) {}
        });
    try {
      assertThat(to("/200").status()).isEqualTo(200);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void whatDoesNotSpeakHttpIsNoAnswer() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> greet(other));
      URI address = URI.create("http://127.0.0.1:" + other.getLocalPort() + "/");
      assertThatThrownBy(() -> HttpAnswer.to(address, Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not speak HTTP");
    }
    assertThatThrownBy(() -> HttpAnswer.to(URI.create("file:///etc/hostname"), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no address of HTTP");
  }

  private static void greet(ServerSocket other) {
    try (Socket socket = other.accept()) {
      socket.getOutputStream().write("SSH-2.0-OpenSSH_9.6\r\n".getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
