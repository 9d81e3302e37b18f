package org.papermetrics.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.compare.ComparisonRuns.board;
import static org.papermetrics.compare.ComparisonRuns.compare;
import static org.papermetrics.compare.ComparisonRuns.comparisonOf;
import static org.papermetrics.compare.ComparisonRuns.run;
import static org.papermetrics.compare.ComparisonRuns.task;
import static org.papermetrics.compare.ComparisonRuns.verdict;
import static org.papermetrics.compare.ComparisonRuns.withCurves;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Run;
import org.papermetrics.query.QueryException;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;

/** What is said where two runs stand side by side that are hard to compare. */
class ComparabilityNotesTest {
  private static final Run BASE = withCurves(run("base", 531, 1275, 1499, 1142), 9, 8);

  private static List<String> notes(Run run) throws QueryException {
    return comparisonOf(compare(board(List.of(run, BASE), BASE), ""), run.id()).notes();
  }

  @Test
  void runsOfOneKindHaveNone() throws QueryException {
    assertThat(notes(withCurves(run("same", 700, 1275, 1499, 1142), 9, 8))).isEmpty();
    assertThat(comparisonOf(compare(board(List.of(BASE), BASE), ""), "base").notes()).isEmpty();
  }

  @Test
  void otherSampleCountsAreToldAndStillCompared() throws QueryException {
    Run run =
        withCurves(
            run(
                "more",
                BASE.metrics()
                    .toString()
                    .replace("0.531,\"sblimp_samples\":1000", "0.7,\"sblimp_samples\":2000")),
            9,
            8);

    assertThat(notes(run))
        .containsExactly(
            "The samples are others than those of the reference run: sBLIMP 2000 instead of"
                + " 1000.");
    assertThat(verdict(compare(board(List.of(run, BASE), BASE), ""), "more", "sblimp_accuracy"))
        .contains(Verdict.BETTER);
  }

  @Test
  void otherKeysAreThoseOfAnotherEvaluator() throws QueryException {
    String keys = ",\"paper_metrics_f1\":0.6,\"sblimp_correct\":531,\"librilight_loss\":3,\"x\":1}";
    Run run = withCurves(run("other", BASE.metrics().toString().replace("}", keys)), 9, 8);

    assertThat(notes(run))
        .containsExactly(
            "Another evaluator may have written these results: they and those of the reference run"
                + " differ in the keys paper_metrics_f1, sblimp_correct.");
  }

  @Test
  void aTaskThatWasNotEvaluatedIsNoOtherEvaluator() throws QueryException {
    Run run = withCurves(run("part", "{" + task("sblimp", 500, 1000) + "}"), 9, 8);

    assertThat(notes(run))
        .containsExactly(
            "There is no average of the four tasks without sWUGGY and tStory and sStory.");
  }

  @Test
  void curvesAreComparedByTheirEnds() throws QueryException {
    assertThat(notes(run("none", 700, 1275, 1499, 1142)))
        .containsExactly("There is no long-context curve.");
    assertThat(notes(withCurves(run("short", 700, 1275, 1499, 1142), 9, 7)))
        .containsExactly(
            "The long-context curves end at 9000, 7000, those of the reference run at 9000,"
                + " 8000.");
  }

  @Test
  void aSharedNameIsTold() throws QueryException {
    Run twin = Samples.run("twin", 5, BASE.metrics().toString());
    Run named =
        RunBuilder.of(twin).name(BASE.name()).step(5).progression(BASE.progression()).build();

    assertThat(notes(named)).containsExactly("Another run here has the same name.");
    assertThat(comparisonOf(compare(board(List.of(named, BASE), BASE), "id=twin"), "twin").notes())
        .containsExactly("Another run here has the same name.");
  }

  /** The page has the same sentences and reads the same file. */
  @Test
  void thePageSaysTheSame() throws QueryException, IOException {
    JsonNode fixture =
        new ObjectMapper()
            .readTree(Files.readString(Path.of("src/test/resources/wire/comparability.json")));
    List<Run> runs = new ArrayList<>();
    fixture.get("runs").forEach(one -> runs.add(fixtureRun(one)));
    JsonNode own = fixture.get("metrics").get(0);
    Run reference =
        runs.stream()
            .filter(run -> run.id().equals(fixture.get("reference").asText()))
            .findFirst()
            .orElseThrow();
    Comparison comparison =
        compare(
            board(
                runs,
                reference,
                new MetricDefinition(
                    own.get("key").asText(),
                    own.get("label").asText(),
                    own.get("better").asText().equals("higher"),
                    own.get("format").asText(),
                    own.get("samples").asText())),
            "");

    for (JsonNode one : fixture.get("runs")) {
      String id = one.get("id").asText();
      List<String> expected = new ArrayList<>();
      one.get("notes").forEach(note -> expected.add(note.asText()));
      assertThat(comparisonOf(comparison, id).notes()).as(id).isEqualTo(expected);
    }
  }

  private static Run fixtureRun(JsonNode one) {
    int[] points = new int[one.get("progression_ends").size()];
    for (int i = 0; i < points.length; i++) {
      points[i] = one.get("progression_ends").get(i).asInt() / 1000;
    }
    Run run = run(one.get("id").asText(), one.get("metrics").toString());
    return withCurves(
        RunBuilder.of(run)
            .name(one.get("name").asText())
            .build()
            .withCurvesApart(one.path("curves_apart").asText(null)),
        points);
  }
}
