package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.api.Fixture.header;
import static org.papermetrics.api.Fixture.text;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Snapshot;

/** What is answered before the board is there. */
class StartGateTest {
  private static final Snapshot BEFORE = Fixture.board(3, Fixture.run("before"));
  private static final String[] PAGE = {
    "Accept", "application/json; configs=apart", "Accept-Encoding", "gzip"
  };

  private final Path outputs;
  private Fixture fixture;
  private StartGate gate;

  StartGateTest(@TempDir Path outputs) throws IOException {
    this.outputs = outputs;
    start(Optional.of(RunsAnswer.of(BEFORE, ZoneOffset.UTC)), Duration.ofSeconds(20));
  }

  private void start(Optional<RunsAnswer> saved, Duration patience) {
    gate = new StartGate(saved, patience);
    fixture = new Fixture(outputs, Optional.empty(), Set.of(), HttpLimits.DEFAULT, gate);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aPageGetsWhatWasSavedUntilTheBoardIsThere() throws Exception {
    HttpResponse<byte[]> early = fixture.get("/api/v1/runs", PAGE);
    assertThat(early.body()).isEqualTo(RunsAnswer.of(BEFORE, ZoneOffset.UTC).gzip().array());
    assertThat(header(early, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(early, "Content-Type")).isEqualTo("application/json; configs=apart");
    String tag = header(early, "ETag");
    String[] again = {PAGE[0], PAGE[1], PAGE[2], PAGE[3], "If-None-Match", tag};
    assertThat(fixture.get("/api/v1/runs", again).statusCode()).isEqualTo(304);

    gate.open();
    HttpResponse<byte[]> now = fixture.get("/api/v1/runs", again);
    assertThat(now.statusCode()).isEqualTo(200);
    assertThat(header(now, "ETag")).isNotEqualTo(tag);
    assertThat(header(now, "Content-Type")).isEqualTo(header(early, "Content-Type"));
    assertThat(gate.saved()).as("as large as all runs are").isEmpty();
  }

  @Test
  void whatNeedsTheBoardWaitsForIt() throws Exception {
    FutureTask<HttpResponse<byte[]>> runs = later("/api/v1/runs");
    FutureTask<HttpResponse<byte[]>> run = later("/api/v1/runs/exp_cp000100");
    FutureTask<HttpResponse<byte[]>> none = later("/nothing");

    assertThat(fixture.get("/").statusCode()).isEqualTo(200);
    assertThat(fixture.get("/api/v1/openapi.json").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> health = fixture.get("/healthz");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(text(health)).contains("\"failing\"").contains("has just started");
    assertThat(runs.isDone() || run.isDone() || none.isDone()).isFalse();

    gate.open();
    assertThat(text(runs.get())).contains("exp_cp000100").doesNotContain("before");
    assertThat(text(run.get())).contains("exp_cp000100");
    assertThat(none.get().statusCode()).isEqualTo(404);
    assertThat(fixture.get("/healthz").statusCode()).isEqualTo(200);
  }

  private FutureTask<HttpResponse<byte[]>> later(String path) {
    FutureTask<HttpResponse<byte[]>> answer = new FutureTask<>(() -> fixture.get(path));
    new Thread(answer, "client").start();
    return answer;
  }

  @Test
  void whoWaitsTooLongIsToldToComeAgain() throws Exception {
    fixture.close();
    start(Optional.empty(), Duration.ofMillis(50));

    for (String path : new String[] {"/api/v1/runs", "/api/v1/status", "/api/v1/live"}) {
      HttpResponse<byte[]> answer = fixture.get(path, PAGE);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(header(answer, "Retry-After")).isEqualTo("1");
      assertThat(header(answer, "Content-Encoding")).isEmpty();
      assertThat(text(answer)).contains("has just started");
    }
  }
}
