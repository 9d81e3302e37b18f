package org.papermetrics.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.testing.Samples;
import org.papermetrics.testing.StrictJson;

class BoardJsonTest {
  @Test
  void allRunsAsSummariesWithWhatGoesWithThem() throws IOException {
    Run a = Samples.run("a", 200);
    Run b = Samples.run("b", 100);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    BoardJson.runs(
        Samples.board(List.of(a, b), b, List.of(Samples.problem("/x"))), ZoneOffset.UTC, out);

    JsonNode runs = StrictJson.read(out.toByteArray());
    assertThat(StrictJson.keys(runs))
        .containsExactly(
            "epoch",
            "revision",
            "runs",
            "baseline",
            "evaluating",
            "problems",
            "left_out",
            "metrics",
            "checkpoint_base_paths",
            "time_zone");
    assertThat(runs.get("epoch").textValue()).isEqualTo("epoch-1");
    assertThat(runs.get("revision").longValue()).isEqualTo(7);
    assertThat(runs.get("runs").get(0)).isEqualTo(StrictJson.read(RunJson.summary(a)));
    assertThat(runs.get("runs").get(1)).isEqualTo(StrictJson.read(RunJson.summary(b)));
    assertThat(runs.get("baseline").textValue()).isEqualTo("b");
    assertThat(runs.get("evaluating")).isEmpty();
    assertThat(runs.get("problems").intValue()).isEqualTo(1);
  }

  @Test
  void trainingConfigsApart() throws IOException {
    Run a = Samples.run("a", 200);
    Run b = Samples.run("b", 100);
    Snapshot board = Samples.board(List.of(a, b), b, List.of());
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ByteArrayOutputStream apart = new ByteArrayOutputStream();
    BoardJson.runs(board, ZoneOffset.UTC, plain);
    BoardJson.runsWithConfigsApart(board, ZoneOffset.UTC, apart);

    ObjectNode joined = (ObjectNode) StrictJson.read(apart.toByteArray());
    JsonNode configs = joined.remove("configs");
    assertThat(configs).as("both have the same one").hasSize(1);
    for (JsonNode run : joined.get("runs")) {
      ((ObjectNode) run).set("training_config", configs.get(run.get("training_config").asText()));
    }
    assertThat(joined).isEqualTo(StrictJson.read(plain.toByteArray()));
  }

  @Test
  void theStreamStaysOpen() throws IOException {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };

    BoardJson.runs(Samples.board(), ZoneOffset.UTC, out);

    assertThat(StrictJson.read(out.toByteArray()).get("baseline").isNull()).isTrue();
  }

  @Test
  void problems() {
    assertThat(new String(BoardJson.problems(List.of(Samples.problem("/x"))), UTF_8))
        .isEqualTo(
            "[{\"kind\":\"results-unreadable\",\"path\":\"/x\","
                + "\"message\":\"/x is empty. Run it again.\",\"since\":\"2026-03-01T09:30:00Z\"}]");
    assertThat(new String(BoardJson.problems(List.of()), UTF_8)).isEqualTo("[]");
  }

  private static final LeftOut LEFT_OUT =
      new LeftOut(
          List.of(
              Removal.of(RunKey.ofCheckpoint("/data/a"), null),
              Removal.of(RunKey.ofPretrained("/data/b.json"), null)),
          "paper-metrics register --removed");

  @Test
  void whatIsLeftOut() {
    String about =
        "{\"count\":2,"
            + "\"message\":\"2 results on disk are left out because their entries were removed\","
            + "\"command\":\"paper-metrics register --removed\"";
    assertThat(new String(BoardJson.leftOut(LEFT_OUT), UTF_8))
        .isEqualTo(
            about
                + ",\"runs\":[{\"checkpoint_path\":\"/data/a\","
                + "\"results_file\":\"/data/a/paper_metrics_results.json\"},"
                + "{\"checkpoint_path\":null,\"results_file\":\"/data/b.json\"}]}");
    assertThat(StrictJson.read(BoardJson.status(status(), 61, null)).get("left_out"))
        .hasToString(about + "}");
    assertThat(LeftOut.message(1))
        .isEqualTo("1 result on disk is left out because its entry was removed");
    assertThat(new String(BoardJson.leftOut(new LeftOut(List.of(), "x")), UTF_8))
        .isEqualTo("{\"count\":0,\"runs\":[]}");
  }

  private static Status status(Status.Check... checks) {
    return new Status(
        "0.1.0",
        Samples.AT,
        new Status.Configuration("/etc/a.yaml", Samples.AT),
        List.of(new Status.Root("/data", "poll", "ok")),
        3,
        new ReadProgress(4, 7),
        2,
        LEFT_OUT,
        1,
        null,
        List.of(
            new Status.Output("/out/a.json", Samples.AT, 12),
            new Status.Output("/out/b.html", null, 0)),
        List.of(checks));
  }

  @Test
  void theStatus() {
    JsonNode status = StrictJson.read(BoardJson.status(status(), 61, null));

    assertThat(StrictJson.keys(status))
        .containsExactly(
            "version",
            "started_at",
            "uptime_seconds",
            "configuration",
            "roots",
            "runs",
            "reading",
            "problems",
            "left_out",
            "pages",
            "last_sweep",
            "outputs");
    assertThat(status.get("uptime_seconds").intValue()).isEqualTo(61);
    assertThat(status.get("reading")).hasToString("{\"done\":4,\"total\":7}");
    assertThat(status.get("configuration"))
        .hasToString("{\"file\":\"/etc/a.yaml\",\"taken_up_at\":\"2026-03-01T09:30:00Z\"}");
    assertThat(status.get("roots"))
        .hasToString("[{\"path\":\"/data\",\"mode\":\"poll\",\"health\":\"ok\"}]");
    assertThat(status.get("last_sweep").isNull()).isTrue();
    assertThat(status.get("outputs"))
        .hasToString(
            "[{\"path\":\"/out/a.json\",\"written_at\":\"2026-03-01T09:30:00Z\",\"size\":12},"
                + "{\"path\":\"/out/b.html\",\"written_at\":null,\"size\":0}]");
  }

  @Test
  void healthIsOkOrNamesTheChecksThatFail() {
    Status.Check good = new Status.Check("watch", true, "");
    Status.Check bad = new Status.Check("outputs", false, "disk full");

    assertThat(new String(BoardJson.health(List.of(good)), UTF_8)).isEqualTo("{\"status\":\"ok\"}");
    assertThat(new String(BoardJson.health(List.of(good, bad)), UTF_8))
        .isEqualTo(
            "{\"status\":\"failing\",\"checks\":[{\"name\":\"outputs\",\"message\":\"disk full\"}]}");
  }

  @Test
  void anErrorIsAProblemDocument() {
    assertThat(new String(BoardJson.error(404, "Not found", "There is no run x."), UTF_8))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,"
                + "\"detail\":\"There is no run x.\"}");
  }
}
