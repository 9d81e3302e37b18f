package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.annotations.AnnotationsUpdate;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.PastEvaluation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.testing.Samples;
import org.papermetrics.wire.RunJson;

/** The OpenAPI document says what is answered: every path, every field, every error. */
class OpenApiTest {
  private static final String CHALLENGE = "challenge?nonce=" + "0".repeat(32);

  private final OpenApi openApi = new OpenApi();
  private final Fixture fixture;
  private final Path outputs;

  OpenApiTest(@TempDir Path outputs) throws IOException {
    this.outputs = outputs;
    fixture = new Fixture(outputs, Optional.of(Fixture.TOKEN));
    fixture.snapshot = fullBoard();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /** A board with everything that there can be on one. */
  private static Snapshot fullBoard() {
    Curve.Builder curve = new Curve.Builder();
    curve.add(1000, 5.9, 365.04);
    Progression progression = new Progression(List.of(curve.build()));
    Run run =
        Fixture.run("exp_cp000100")
            .withProgression(progression)
            .withUnavailableSince(Fixture.NOW.minusSeconds(5))
            .withAnnotation(new Annotation("for table 2", true, "2026-03-01T10:00:00Z"))
            .withBrokenFile(
                new Run.BrokenFile("/c/results.json", "It is cut off. Write it again."));
    List<Problem> problems = new ArrayList<>();
    for (Problem.Kind kind : Problem.Kind.values()) {
      problems.add(new Problem(kind, "/data", "Something.", Fixture.NOW));
    }
    return Snapshot.of(
        "e1",
        7,
        Fixture.NOW,
        List.of("/data"),
        List.of(
            new MetricDefinition("a", "A", true, "percent", "n"),
            new MetricDefinition("b", "B", false, ".2", null)),
        List.of(run, Fixture.run("b")),
        run,
        problems,
        List.of(
            evaluation(Evaluation.State.RUNNING, progression),
            evaluation(Evaluation.State.STALLED, Progression.EMPTY),
            evaluation(Evaluation.State.FAILED, Progression.EMPTY),
            evaluation(Evaluation.State.CANCELLED, Progression.EMPTY),
            evaluation(Evaluation.State.ENDED_WITHOUT_RESULTS, Progression.EMPTY)));
  }

  private static Evaluation evaluation(Evaluation.State state, Progression progression) {
    return new Evaluation(
        "/logs/" + state,
        "/data/c",
        "c",
        100,
        false,
        "/logs/" + state + ".err",
        "4711",
        "gpu-7",
        Fixture.NOW,
        Fixture.NOW,
        state,
        "❌ Evaluation failed: x",
        "swuggy",
        10,
        100,
        0.25,
        Fixture.NOW,
        Stream.of("sblimp", "swuggy", "tstory", "sstory")
            .map(task -> new Evaluation.Score(task, 0.5, 100))
            .toList(),
        progression);
  }

  private static Status fullStatus() {
    return new Status(
        "1",
        Fixture.NOW,
        new Status.Configuration("/c.yaml", Fixture.NOW),
        List.of(
            new Status.Root("/a", "events", "ok"), new Status.Root("/b", "poll", "It is away.")),
        1,
        new ReadProgress(1, 3),
        2,
        new LeftOut(
            List.of(
                Removal.of(RunKey.ofCheckpoint("/data/c"), null),
                Removal.of(RunKey.ofPretrained("/data/baseline.json"), null)),
            LeftOut.COMMAND),
        3,
        Fixture.NOW,
        List.of(new Status.Output("/o", Fixture.NOW, 5), new Status.Output("/never", null, 0)),
        List.of(new Status.Check("writer", false, "It has stopped.")));
  }

  @Test
  void everyPathIsDescribedAndNoOther() {
    Routes routes =
        new Routes(
            new HttpDependencies(
                StartGate.opened(),
                () -> fixture.snapshot,
                ZoneOffset.UTC,
                () -> fixture.status,
                path ->
                    new Explanation(
                        path, true, "b", "It is on the board.", List.of(), List.of(past())),
                runs -> List.of(),
                (run, edit, condition) -> new AnnotationsUpdate.Done(Annotation.NONE),
                accept -> new MetricsSource.Text("text/plain", ""),
                outputs,
                path -> Optional.empty(),
                exchange -> {},
                exchange -> {}),
            Optional.of(Fixture.TOKEN));
    assertThat(openApi.paths()).isEqualTo(routes.paths());
  }

  @Test
  void theDocumentIsServedAsItIs() throws Exception {
    HttpResponse<byte[]> answer = fixture.get("/api/v1/openapi.json");

    openApi.describes("/api/v1/openapi.json", answer);
    assertThat(Fixture.text(answer)).contains("\"openapi\": \"3.1.1\"").contains("/api/v1/runs");
    assertThat(fixture.getAsStranger("/api/v1/openapi.json").statusCode()).isEqualTo(401);
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
    Set<String> used = new TreeSet<>();
    for (JsonNode reference : openApi.document().findValues("$ref")) {
      assertThat(openApi.document().at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
      used.add(reference.asText());
    }
    for (String kind : List.of("schemas", "responses")) {
      openApi
          .document()
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
    }
  }

  @Test
  void answersAreAsDescribed() throws Exception {
    for (Status status : new Status[] {fullStatus(), Fixture.status(true)}) {
      fixture.status = status;
      for (String path :
          new String[] {
            "/",
            "/dashboard.html",
            "/healthz",
            "/metrics",
            "/api/v1/runs",
            "/api/v1/problems",
            "/api/v1/left-out",
            "/api/v1/status"
          }) {
        openApi.describes(path, fixture.get(path));
      }
      for (String path : new String[] {"/api/v1/problems", "/api/v1/status"}) {
        openApi.describes(path, fixture.get(path + "?path=/data/exp"));
      }
    }
    openApi.describes("/api/v1/challenge", fixture.get("/api/v1/" + CHALLENGE));
    openApi.describes("/api/v1/challenge", fixture.get("/api/v1/challenge"));
    fixture.snapshot = Snapshot.empty("e", 0, Fixture.NOW, List.of(), List.of());
    openApi.describes("/api/v1/runs", fixture.get("/api/v1/runs"));
    fixture.snapshot = fullBoard();
    for (String query : new String[] {"", "?format=csv", "?reference=nobody"}) {
      openApi.describes("/api/v1/compare", fixture.get("/api/v1/compare" + query));
    }
    HttpResponse<byte[]> apart =
        fixture.get("/api/v1/runs", "Accept", "application/json; configs=apart");
    assertThat(Fixture.text(apart)).contains("\"configs\":{\"0\":");
    openApi.describes("/api/v1/runs", apart);
    for (String id : new String[] {"exp_cp000100", "b", "nobody"}) {
      openApi.describes("/api/v1/runs/{id}", fixture.get("/api/v1/runs/" + id));
    }
    for (String query :
        new String[] {
          "limit=1",
          "fields=*",
          "format=csv",
          "sort=nothing",
          "format=latex&intervals=1&differences=1&group=training&adjust=bh",
          "format=markdown&limit=0&reference=b",
          "format=latex&reference=nobody",
          "format=word"
        }) {
      openApi.describes("/api/v1/runs", fixture.get("/api/v1/runs?" + query));
    }
  }

  @Test
  void errorsAreAsDescribed() throws Exception {
    for (String path : openApi.paths()) {
      String real = path.replace("{id}", "x").replace("challenge", CHALLENGE);
      openApi.describes(path, fixture.get(real, "Origin", "http://evil.example"));
      openApi.describes(path, fixture.send(HttpRequest.Builder::DELETE, real));
      HttpResponse<byte[]> stranger = fixture.getAsStranger(real);
      if (openApi.document().at("/paths").get(path).get("get").has("security")) {
        assertThat(stranger.statusCode()).as(path).isEqualTo(200);
      } else {
        assertThat(stranger.statusCode()).as(path).isEqualTo(401);
        openApi.describes(path, stranger);
      }
      if (path.contains("dashboard_")) {
        openApi.describes(path, fixture.get(real));
      }
    }
    fixture.broken = true;
    try (CapturedLog quiet = CapturedLog.of(Errors.class.getName())) {
      openApi.describes("/api/v1/runs", fixture.get("/api/v1/runs"));
      assertThat(quiet.text()).contains("SECRET");
    }
  }

  @Test
  void everyParameterOfAComparisonIsDescribedAndNoOther() throws Exception {
    List<String> described = new ArrayList<>();
    for (JsonNode parameter : openApi.document().at("/paths/~1api~1v1~1compare/get/parameters")) {
      String place = parameter.path("$ref").asText();
      JsonNode whole = place.isEmpty() ? parameter : openApi.document().at(place.substring(1));
      described.add(whole.get("name").asText());
    }
    assertThat(Fixture.text(fixture.get("/api/v1/compare?unknown=1")))
        .contains("Known are " + String.join(", ", described) + ".");
  }

  @Test
  void everyParameterIsDescribedAndNoOther() throws Exception {
    String detail = Fixture.text(fixture.get("/api/v1/runs?unknown=1"));
    List<String> described = new ArrayList<>();
    openApi
        .document()
        .at("/paths/~1api~1v1~1runs/get/parameters")
        .forEach(parameter -> described.add(parameter.get("name").asText()));
    // Asks for changes, not for runs.
    assertThat(described.remove("since")).isTrue();
    assertThat(described).hasSize(20);
    assertThat(detail).contains("Known are " + String.join(", ", described.subList(0, 15)) + ".");
    assertThat(Fixture.text(fixture.get("/api/v1/runs?format=latex&unknown=1")))
        .contains("Known are " + String.join(", ", described) + ".");
    String every =
        "id=b&tag=lora&training=lora&ttt=no&lora=no&min_step=0&max_step=100&q=b&where=tasks%3C5";
    assertThat(
            Fixture.text(
                fixture.get(
                    "/api/v1/runs?" + every + "&sort=-avg&fields=id&limit=1&offset=0&format=csv")))
        .isEqualTo("id\r\nb\r\n");
  }

  @Test
  void aTableOfAPaperSaysWhereItComesFromAndIsNotKept() throws Exception {
    HttpResponse<byte[]> table = fixture.get("/api/v1/runs?format=latex&intervals=1");
    assertThat(table.headers().firstValue("ETag")).isEmpty();
    assertThat(Fixture.text(table))
        .contains("\\begin{tabular}")
        .contains("\"version\":\"1.2.3\"")
        .contains("/data/b/paper_metrics_results.json")
        .contains("\"size\":4321,\"sha256\":\"0a0a");
    assertThat(Fixture.text(fixture.get("/api/v1/runs?format=word")))
        .contains("`format` is 'word'; it is one of json, csv, latex, markdown.");
    assertThat(Fixture.text(fixture.get("/api/v1/compare?format=latex")))
        .contains("`format` is 'latex'; it is one of json, csv.");
  }

  @Test
  void whatIsNotDescribedIsFound() {
    String place = "/components/schemas/Summary";
    String run = new String(RunJson.summary(Samples.run("a", 1)), StandardCharsets.UTF_8);
    assertThat(openApi.errors(place, run)).isEmpty();
    assertThat(openApi.errors(place, run.replace("\"notes\"", "\"more\":1,\"notes\"")))
        .isNotEmpty();
    assertThat(openApi.errors(place, run.replace("\"checkpoint_step\":1,", ""))).isNotEmpty();
    assertThat(openApi.errors(place, run.replace("2026-03-01T", "2026-03-01 "))).isNotEmpty();
    String board =
        "{\"epoch\":\"e\",\"revision\":1,\"runs\":[{\"more\":1}],\"baseline\":null,\"evaluating\":[],\"problems\":0,\"left_out\":0,\"metrics\":[],\"checkpoint_base_paths\":[],\"time_zone\":\"UTC\"}";
    assertThat(openApi.errors("/components/schemas/Runs", board)).isNotEmpty();
    assertThat(openApi.errors("/components/schemas/Runs", board.replace("more", "metrics.x")))
        .isEmpty();
  }

  private static PastEvaluation past() {
    return new PastEvaluation(
        "/logs/paper_metrics_1.err",
        "1",
        "node07",
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(9),
        PastEvaluation.Outcome.CANCELLED,
        "slurmstepd: error",
        false);
  }
}
