package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are made to confuse, to hold on, or to give something away. */
class HostileRequestsTest {
  private static final String AUTHORIZATION = "Authorization: Bearer " + Fixture.TOKEN;
  private static final String SMUGGLED =
      "GET /api/v1/problems HTTP/1.1\r\nHost: localhost\r\n" + AUTHORIZATION + "\r\n\r\n";
  private static final HttpLimits QUICK =
      new HttpLimits(
          100,
          8 * 1024,
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2));

  private final Path outputs;
  private final Fixture fixture;

  HostileRequestsTest(@TempDir Path outputs) {
    this.outputs = outputs;
    this.fixture = new Fixture(outputs, Optional.of(Fixture.TOKEN), Set.of(), QUICK);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /** Everything that comes back to these bytes until the end of the connection. */
  private String exchange(String bytes) throws IOException {
    InetSocketAddress address = fixture.server.address();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      socket.getInputStream().transferTo(answer);
    } catch (SocketException e) {
      // The server may cut the connection while bytes are under way.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static int answers(String text) {
    return text.split("HTTP/1\\.1 ", -1).length - 1;
  }

  @Test
  void whatMayBeReadInTwoWaysIsNotAnsweredTwice() throws Exception {
    String head = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";
    for (String request :
        new String[] {
          head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          head + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
          head + "Content-Length: 0\r\nContent-Length: 150\r\n\r\n",
          head + "Content-Length: 150\r\nContent-Length: 0\r\n\r\n",
          head + "Content-Length: 0, 150\r\n\r\n",
          head + "Content-Length: +0\r\n\r\n",
          head + "Content-Length: -1\r\n\r\n",
          head + "Content-Length: 0x10\r\n\r\n",
          head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
          head + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
          head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
          head + "Content-Length : 5\r\n\r\n"
        }) {
      String text = exchange(request + SMUGGLED);
      assertThat(text).as(request).doesNotContain("config-missing");
      assertThat(answers(text)).as(request + text).isLessThanOrEqualTo(1);
    }
    assertThat(exchange(head + "\r\n" + SMUGGLED))
        .as("two requests that are two")
        .contains("config-missing");
  }

  @Test
  void aLineThatEndsInAnotherWayHidesNoHeader() throws Exception {
    for (String end : new String[] {"\n", "\r", "\u000b", "\u0085", "\0"}) {
      String text =
          exchange(
              "GET /api/v1/runs HTTP/1.1\r\nHost: localhost"
                  + end
                  + "Origin: http://evil.example\r\n"
                  + AUTHORIZATION
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(text).doesNotContain("exp_cp000100");
    }
  }

  @Test
  void pathsDoNotLeaveTheServedFiles() throws Exception {
    Path secret =
        Files.writeString(outputs.resolveSibling("secret-" + outputs.getFileName()), "TOP SECRET");
    try {
      Files.createSymbolicLink(outputs.resolve("dashboard_data.json"), secret);
      Files.createSymbolicLink(outputs.resolve("dashboard_standalone.html"), secret);
      String name = secret.getFileName().toString();
      List<String> paths =
          new ArrayList<>(List.of("/dashboard_data.json", "/dashboard_standalone.html"));
      for (String up :
          new String[] {
            "../",
            "%2e%2e/",
            "%2e%2e%2f",
            "..%2f",
            "%252e%252e%252f",
            "..%5c",
            "..\\",
            "%c0%ae%c0%ae/",
            "%e0%80%ae%e0%80%ae/",
            "..%00/",
            "..;/",
            "....//",
            "./../",
            "%2e%2e%2f%2e/"
          }) {
        for (String base : new String[] {"/", "/assets/", "/api/v1/runs/", "//"}) {
          paths.add(base + up + name);
        }
      }
      paths.add(secret.toString());
      paths.add("/" + secret);
      paths.add("/file:" + secret);
      for (String path : paths) {
        for (String authorization : new String[] {AUTHORIZATION, "X: x"}) {
          RawAnswer answer =
              fixture.raw("GET " + path + " HTTP/1.1", "Host: localhost", authorization);
          assertThat(answer.status()).as(path).isIn(400, 401, 404);
          assertThat(answer.text()).as(path).doesNotContain("TOP SECRET");
        }
      }
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void aClientThatSendsByteForByteIsCut() throws Exception {
    InetSocketAddress address = fixture.server.address();
    for (String start : new String[] {"", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: "}) {
      try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write((start + "G").getBytes(StandardCharsets.UTF_8));
        long begin = System.nanoTime();
        boolean cut = false;
        while (!cut && System.nanoTime() - begin < Duration.ofSeconds(20).toNanos()) {
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
          cut = isCut(socket);
        }
        assertThat(cut).as(start).isTrue();
      }
    }
  }

  /** Sends one more byte; whether that cannot be done any more. */
  private static boolean isCut(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return socket.getInputStream().available() > 0 && socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void noAnswerAllowsAnotherSite() throws Exception {
    for (String method : new String[] {"OPTIONS", "GET", "TRACE", "PUT"}) {
      for (String path : new String[] {"/", "/healthz", "/api/v1/runs", "/api/v1/live", "/x"}) {
        String text =
            fixture
                .raw(
                    method + " " + path + " HTTP/1.1",
                    "Host: localhost",
                    AUTHORIZATION,
                    "Origin: http://evil.example",
                    "Access-Control-Request-Method: GET",
                    "Access-Control-Request-Headers: authorization")
                .text();
        String page = method.equals("GET") ? "HTTP/1.1 200 " : "HTTP/1.1 405 ";
        assertThat(text).as(method + path).startsWith(path.equals("/") ? page : "HTTP/1.1 403 ");
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
      }
      assertThat(
              fixture
                  .raw(method + " / HTTP/1.1", "Host: localhost", AUTHORIZATION, "X: ECHO")
                  .text())
          .doesNotContain("ECHO");
    }
  }

  @Test
  void theTokenIsInNoLogWhereverItStands() throws Exception {
    String token = Fixture.TOKEN;
    try (CapturedLog log = CapturedLog.of("ROOT")) {
      for (boolean broken : new boolean[] {false, true}) {
        fixture.broken = broken;
        for (String[] lines :
            new String[][] {
              {"GET /?token=" + token + " HTTP/1.1", "Host: localhost"},
              {"GET /api/v1/runs?token=" + token + " HTTP/1.1", "Host: localhost", AUTHORIZATION},
              {"GET /api/v1/live?epoch=" + token + " HTTP/1.1", "Host: localhost", AUTHORIZATION},
              {"GET /#token=" + token + " HTTP/1.1", "Host: localhost"},
              {"GET /api/v1/problems HTTP/1.1", "Host: localhost", AUTHORIZATION},
              {"GET /api/v1/runs HTTP/1.1", "Host: " + token, AUTHORIZATION},
              {"GET /api/v1/runs HTTP/1.1", "Host: localhost", "Origin: http://" + token},
              {"GET /api/v1/runs HTTP/1.1", "Host: localhost", "Authorization: " + token},
              {"GET /api/v1/runs HTTP/1.1", "Host: localhost", "Authorization: Basic " + token},
              {"GET /api/v1/runs HTTP/1.1", "Host: localhost", "Cookie: token=" + token},
              {token + " / HTTP/1.1", "Host: localhost"},
              {"GET / " + token, "Host: localhost"},
              {"GET / HTTP/1.1", token, "Host: localhost"},
              {
                "GET /api/v1/live HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 12",
                "Sec-WebSocket-Protocol: bearer." + token
              }
            }) {
          RawAnswer answer = fixture.raw(lines);
          assertThat(answer.text()).as(lines[0]).doesNotContain(token);
        }
      }
      assertThat(log.text()).contains("SECRET CAUSE").doesNotContain(token);
    }
  }
}
