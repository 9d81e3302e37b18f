package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guards on the wire, at every kind of path. */
class RootHandlerTest {
  private static final String AUTHORIZATION = "Authorization: Bearer " + Fixture.TOKEN;
  private static final String[] PATHS = {
    "/",
    "/dashboard.html",
    "/assets/page-1.js",
    "/healthz",
    "/dashboard_data.json",
    "/api/v1/runs",
    "/api/v1/runs/exp_cp000100",
    "/api/v1/problems",
    "/api/v1/status",
    "/api/v1/live",
    "/nothing"
  };
  private static final Set<String> OPEN =
      Set.of("/", "/dashboard.html", "/assets/page-1.js", "/healthz");
  private static final Set<String> ASSETS = Set.of("/", "/dashboard.html", "/assets/page-1.js");

  private final Fixture fixture;

  RootHandlerTest(@TempDir Path outputs) {
    fixture =
        new Fixture(outputs, Optional.of(Fixture.TOKEN), Set.of("node17"), HttpLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void everyPathIsGuarded() throws Exception {
    for (String path : PATHS) {
      String get = "GET " + path + " HTTP/1.1";
      assertThat(fixture.raw(get, "Host: evil.example", AUTHORIZATION).status())
          .as(path)
          .isEqualTo(421);
      assertThat(fixture.raw(get, "Host: localhost", AUTHORIZATION, "Origin: http://a.b").status())
          .as(path)
          .isEqualTo(ASSETS.contains(path) ? 200 : 403);
      assertThat(
              fixture
                  .raw(get, "Host: localhost", AUTHORIZATION, "Sec-Fetch-Site: cross-site")
                  .status())
          .as(path)
          .isEqualTo(ASSETS.contains(path) ? 200 : 403);
      assertThat(fixture.raw(get, "Host: localhost").status() == 401)
          .as(path)
          .isNotEqualTo(OPEN.contains(path));
      assertThat(fixture.raw(get, "Host: localhost", AUTHORIZATION).status())
          .as(path)
          .isIn(200, 404);
    }
  }

  @Test
  void theRulesHaveAnOrder() throws Exception {
    String get = "GET /api/v1/runs HTTP/1.1";
    assertThat(fixture.raw(get, "Host: evil.example", "Origin: http://a.b").status())
        .isEqualTo(421);
    assertThat(fixture.raw(get, "Host: localhost", "Origin: http://a.b").status()).isEqualTo(403);
    assertThat(fixture.raw(get, "Host: localhost").status()).isEqualTo(401);
    assertThat(fixture.raw("POST /api/v1/runs HTTP/1.1", "Host: localhost").status())
        .isEqualTo(401);
    assertThat(fixture.raw("GET /%ff HTTP/1.1", "Host: localhost").status()).isEqualTo(401);
    assertThat(fixture.raw("GET /%ff HTTP/1.1", "Host: localhost", AUTHORIZATION).status())
        .isEqualTo(400);
    // What is no request line at all never comes to the guards.
    assertThat(fixture.raw("GET /%zz HTTP/1.1", "Host: localhost").text())
        .isEqualTo("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  @Test
  void theHostIsNamedOnceAndWell() throws Exception {
    String get = "GET /healthz HTTP/1.1";
    assertThat(fixture.raw(get, "Host: [::1]:1").status()).isEqualTo(200);
    assertThat(fixture.raw(get, "Host: NODE17").status()).isEqualTo(200);
    assertThat(fixture.raw("GET /healthz HTTP/1.0").status()).isEqualTo(421);
    assertThat(fixture.raw(get, "Host:").status()).isEqualTo(421);
    // RFC 9112 asks for 400 here, and Undertow gives it.
    assertThat(fixture.raw(get).status()).isEqualTo(400);
    assertThat(fixture.raw(get, "Host: localhost", "Host: localhost").status()).isEqualTo(400);
    assertThat(fixture.raw(get, "Host: local host").status()).isIn(400, 421);
    assertThat(fixture.raw(get, "Host: localhost:x").status()).isIn(400, 421);
    assertThat(fixture.raw(get, "Host: a@localhost").status()).isIn(400, 421);
  }

  @Test
  void theHostInTheRequestLineIsCheckedToo() throws Exception {
    assertThat(fixture.raw("GET http://localhost/healthz HTTP/1.1", "Host: localhost").status())
        .isEqualTo(200);
    assertThat(fixture.raw("GET http://localhost HTTP/1.1", "Host: localhost").status())
        .isEqualTo(200);
    for (String target :
        new String[] {
          "http://evil.example/healthz",
          "http://evil.example/localhost/healthz",
          "http://localhost.evil.example/healthz",
          "http://localhost:99/healthz",
          "http://evil.example/?localhost"
        }) {
      assertThat(fixture.raw("GET " + target + " HTTP/1.1", "Host: localhost").status())
          .as(target)
          .isIn(400, 421);
    }
  }

  @Test
  void nothingIsChangedThroughTheServer() throws Exception {
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"}) {
      RawAnswer answer =
          fixture.raw(method + " /api/v1/runs HTTP/1.1", "Host: localhost", AUTHORIZATION);
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.text()).contains("Allow: GET, HEAD").contains("\"status\":405");
    }
    assertThat(fixture.raw("CONNECT localhost:80 HTTP/1.1", "Host: localhost:80").status())
        .isIn(400, 401, 405);
    assertThat(
            fixture
                .raw("OPTIONS /api/v1/runs HTTP/1.1", "Host: localhost", "Origin: http://a.b")
                .text()
                .toLowerCase(Locale.ROOT))
        .contains("403 ")
        .doesNotContain("access-control");
  }

  @Test
  void nobodyBehindTheDoorSeesTheToken() throws Exception {
    RawAnswer headers =
        fixture.raw(
            "GET /api/v1/live HTTP/1.1",
            "Host: localhost",
            AUTHORIZATION,
            "Sec-WebSocket-Protocol: bearer." + Fixture.TOKEN + ",other");
    assertThat(headers.text())
        .contains("Sec-WebSocket-Protocol=[other]")
        .doesNotContain(Fixture.TOKEN);
  }

  @Test
  void aPersonIsToldHowToGetIn() throws Exception {
    RawAnswer page =
        fixture.raw("GET /api/v1/runs HTTP/1.1", "Host: localhost", "Accept: text/html,*/*;q=0.8");
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.text())
        .contains("Content-Type: text/html; charset=utf-8")
        .contains("WWW-Authenticate: Bearer")
        .contains("<code>paper-metrics open</code>");
    RawAnswer problem = fixture.raw("GET /api/v1/runs HTTP/1.1", "Host: localhost");
    assertThat(problem.text())
        .contains("Content-Type: application/problem+json")
        .contains("WWW-Authenticate: Bearer")
        .contains("\"status\":401");
  }

  @Test
  void everyAnswerHasTheSecurityHeaders() throws Exception {
    for (String[] request :
        new String[][] {
          {"GET / HTTP/1.1", "Host: localhost"},
          {"GET /healthz HTTP/1.1", "Host: localhost"},
          {"GET /healthz HTTP/1.1", "Host: evil.example"},
          {"GET /api/v1/runs HTTP/1.1", "Host: localhost"},
          {"GET /api/v1/runs HTTP/1.1", "Host: localhost", AUTHORIZATION},
          {"GET /nothing HTTP/1.1", "Host: localhost", AUTHORIZATION},
          {"POST / HTTP/1.1", "Host: localhost"}
        }) {
      assertThat(fixture.raw(request).text())
          .as(String.join(" ", request))
          .contains("X-Content-Type-Options: nosniff")
          .contains("Referrer-Policy: no-referrer")
          .contains("X-Frame-Options: DENY")
          .contains("Cross-Origin-Opener-Policy: same-origin")
          .contains("Cross-Origin-Resource-Policy: same-origin")
          .contains("Content-Security-Policy: ")
          .contains("Cache-Control: no-")
          .doesNotContain("Server:")
          .doesNotContain("Set-Cookie");
    }
  }
}
