package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.api.Fixture.header;
import static org.papermetrics.api.Fixture.text;

import java.lang.ref.WeakReference;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Eventually;
import org.papermetrics.wire.BoardJson;
import org.papermetrics.wire.RunJson;

class RoutesTest {
  private final Fixture fixture;

  RoutesTest(@TempDir Path directory) throws Exception {
    Path outputs = Files.createDirectory(directory.resolve("outputs"));
    Files.writeString(directory.resolve("secret"), "TOP SECRET");
    Files.createSymbolicLink(outputs.resolve("link.json"), directory.resolve("secret"));
    Files.writeString(outputs.resolve("other.json"), "TOP SECRET");
    fixture = new Fixture(outputs, Optional.of(Fixture.TOKEN));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void allRunsAreSummariesOfOneRevision() throws Exception {
    HttpResponse<byte[]> response = fixture.get("/api/v1/runs");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    assertThat(header(response, "ETag")).isEqualTo("W/\"e1-7\"");
    assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding, Accept");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(text(response))
        .startsWith("{\"epoch\":\"e1\",\"revision\":7,\"runs\":[{\"id\":\"exp_cp000100\"")
        .contains("\"baseline\":null,\"evaluating\":[],\"problems\":1");
  }

  @Test
  void runsThatDidNotChangeAreNotSentAgain() throws Exception {
    for (String tags : new String[] {"W/\"e1-7\"", "\"e1-7\"", "\"x\", W/\"e1-7\""}) {
      HttpResponse<byte[]> same = fixture.get("/api/v1/runs", "If-None-Match", tags);
      assertThat(same.statusCode()).as(tags).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(header(same, "ETag")).isEqualTo("W/\"e1-7\"");
    }
    fixture.snapshot = Fixture.board(8, Fixture.run("exp_cp000300"));
    HttpResponse<byte[]> changed = fixture.get("/api/v1/runs", "If-None-Match", "W/\"e1-7\"");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(text(changed)).contains("exp_cp000300");
  }

  @Test
  void runsAreCompressedForWhoTakesThat() throws Exception {
    fixture.snapshot = Fixture.largeBoard(9, 500);
    String plain = text(fixture.get("/api/v1/runs"));

    HttpResponse<byte[]> gzip = fixture.get("/api/v1/runs", "Accept-Encoding", "br, gzip;q=0.5");
    assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
    assertThat(gzip.body()).hasSizeLessThan(plain.length() / 5);
    assertThat(text(gzip)).isEqualTo(plain);
    HttpResponse<byte[]> any = fixture.get("/api/v1/runs", "Accept-Encoding", "br, *;q=0.1");
    assertThat(header(any, "Content-Encoding")).isEqualTo("gzip");

    for (String none : new String[] {"identity", "gzip;q=0", "gzip;q=0.0, *", "br", "*;q=0"}) {
      HttpResponse<byte[]> response = fixture.get("/api/v1/runs", "Accept-Encoding", none);
      assertThat(header(response, "Content-Encoding")).as(none).isEmpty();
      assertThat(text(response)).isEqualTo(plain);
    }

    fixture.snapshot = Fixture.largeBoard(10, 3);
    assertThat(text(fixture.get("/api/v1/runs", "Accept-Encoding", "gzip")))
        .contains("\"revision\":10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/runs",
        "/api/v1/runs?sort=name",
        "/api/v1/runs?format=latex",
        "/api/v1/compare?reference=nobody",
        "/api/v1/runs/exp_cp000100",
        "/api/v1/problems"
      })
  void aBoardThatWasAskedForIsNotKept(String path) throws Exception {
    fixture.get(path, "Accept-Encoding", "gzip");
    WeakReference<Snapshot> board = new WeakReference<>(fixture.snapshot);

    fixture.snapshot = Fixture.largeBoard(10, 3);

    Eventually.holds(
        () -> {
          System.gc();
          return board.get() == null;
        },
        "nobody has the board");
  }

  @Test
  void oneRunIsWhole() throws Exception {
    HttpResponse<byte[]> response = fixture.get("/api/v1/runs/exp_cp000100");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(RunJson.whole(Fixture.run("exp_cp000100")));
  }

  @Test
  void anIdMayBeAnything() throws Exception {
    String[][] idsInPaths = {
      {"exp_cp000100~1a2b3c4d", "exp_cp000100~1a2b3c4d"},
      {"a b", "a%20b"},
      {"a+b", "a+b"},
      {"a/b", "a%2Fb"},
      {"a/b", "a/b"},
      {"a%2Fb", "a%252Fb"},
      {"100%", "100%25"},
      {"a;b=c", "a;b=c"},
      {"a;b=c", "a%3Bb%3Dc"},
      {"a?b#c", "a%3Fb%23c"},
      {"é😀\n", "%C3%A9%F0%9F%98%80%0A"},
      {"..", "%2e%2e"},
      {"../..", "..%2F.."},
      {"a\\b", "a%5Cb"},
      {"\0", "%00"},
      {"<script>", "%3Cscript%3E"}
    };
    for (String[] idInPath : idsInPaths) {
      fixture.snapshot = Fixture.board(1, Fixture.run(idInPath[0]));
      RawAnswer answer =
          fixture.raw(
              "GET /api/v1/runs/" + idInPath[1] + " HTTP/1.1",
              "Host: localhost",
              "Authorization: Bearer " + Fixture.TOKEN);
      assertThat(answer.status()).as(idInPath[1]).isEqualTo(200);
    }
    assertThat(fixture.get("/api/v1/runs/exp_cp999999").statusCode()).isEqualTo(404);
    assertThat(fixture.get("/api/v1/runs/").statusCode()).isEqualTo(404);
  }

  @Test
  void problemsAndStatusAreShown() throws Exception {
    assertThat(fixture.get("/api/v1/problems").body())
        .isEqualTo(BoardJson.problems(fixture.snapshot.problems()));
    assertThat(text(fixture.get("/api/v1/status")))
        .contains("\"version\":\"1.2.3\"")
        .containsPattern("\"uptime_seconds\":\\d[,}]");
  }

  @Test
  void healthIsForEverybody() throws Exception {
    HttpResponse<byte[]> good = fixture.getAsStranger("/healthz");
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(text(good)).isEqualTo("{\"status\":\"ok\"}");

    fixture.status = Fixture.status(false);
    HttpResponse<byte[]> bad = fixture.getAsStranger("/healthz");
    assertThat(bad.statusCode()).isEqualTo(503);
    assertThat(text(bad)).contains("\"name\":\"writer\"").doesNotContain("outputs");
  }

  @Test
  void thePageIsForEverybody() throws Exception {
    for (String path : new String[] {"/", "/dashboard.html", "/?view=1"}) {
      HttpResponse<byte[]> page = fixture.getAsStranger(path);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(text(page)).contains("<title>Board</title>");
      assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(header(page, "Content-Security-Policy")).isEqualTo(Fixture.POLICY);
      assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(page, "ETag")).isEqualTo("W/\"page1\"");
    }
    assertThat(fixture.getAsStranger("/", "If-None-Match", "W/\"page1\"").statusCode())
        .isEqualTo(304);
    HttpResponse<byte[]> script =
        fixture.getAsStranger("/assets/page-1.js", "Accept-Encoding", "gzip, deflate, br");
    assertThat(header(script, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(script, "Cache-Control")).isEqualTo("max-age=31536000, immutable");
    assertThat(text(script)).isEqualTo("export {};\n".repeat(500));
  }

  @Test
  void onlyKnownNamesAreServed() throws Exception {
    for (String path :
        new String[] {
          "/secret",
          "/other.json",
          "/link.json",
          "/../secret",
          "/%2e%2e/secret",
          "/%2e%2e%2fsecret",
          "/..%5csecret",
          "/..\\secret",
          "/./dashboard_data.json",
          "//dashboard_data.json",
          "/x/../dashboard_data.json",
          "/dashboard_data.json/",
          "/dashboard_data.json%00",
          "/dashboard_data.json%00.html",
          "/dashboard_data.json;x",
          "/%2fetc/passwd",
          "//etc/passwd",
          "/etc/passwd",
          "/assets/",
          "/assets/../assets/page-1.js",
          "/.token",
          "/DASHBOARD.HTML",
          "/api/v1/runs;x",
          "/api/v1",
          "/api/v2/runs"
        }) {
      RawAnswer answer =
          fixture.raw(
              "GET " + path + " HTTP/1.1",
              "Host: localhost",
              "Authorization: Bearer " + Fixture.TOKEN);
      assertThat(answer.status()).as(path).isIn(400, 404);
      assertThat(answer.text()).doesNotContain("SECRET").doesNotContain("root:");
    }
  }

  @Test
  void whatIsNotThereIsAProblem() throws Exception {
    HttpResponse<byte[]> response = fixture.get("/nothing");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(text(response)).contains("\"status\":404").contains("\"detail\":\"There is nothing");
  }

  @Test
  void headAnswersWithoutABody() throws Exception {
    for (String path : new String[] {"/", "/healthz", "/api/v1/runs", "/api/v1/status"}) {
      for (String encoding : new String[] {"gzip", "identity"}) {
        HttpResponse<byte[]> response =
            fixture.send(
                b -> b.method("HEAD", HttpRequest.BodyPublishers.noBody()),
                path,
                "Accept-Encoding",
                encoding);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        assertThat(response.body()).isEmpty();
      }
    }
  }
}
