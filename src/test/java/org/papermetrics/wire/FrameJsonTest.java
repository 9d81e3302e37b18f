package org.papermetrics.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Change;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;
import org.papermetrics.testing.StrictJson;

class FrameJsonTest {
  private static final Run A = Samples.run("a", 200);
  private static final Run B = Samples.run("b", 100);
  private static final Snapshot BEFORE = board(8, A, List.of(), List.of());

  private static Snapshot board(
      long revision, @Nullable Run baseline, List<Problem> problems, List<Evaluation> evaluating) {
    return Snapshot.of(
        "epoch-1",
        revision,
        Samples.AT,
        List.of("/data"),
        List.of(),
        List.of(A, B),
        baseline,
        problems,
        evaluating);
  }

  private static JsonNode update(Snapshot after, List<Run> changed, List<String> removed) {
    return StrictJson.read(FrameJson.update(new Change(BEFORE, after, changed, removed)));
  }

  private static JsonNode update(Snapshot after) {
    return update(after, List.of(), List.of());
  }

  @Test
  void helloIsTheFirstFrame() {
    assertThat(new String(FrameJson.hello("e-1", 12, false), UTF_8))
        .isEqualTo("{\"type\":\"hello\",\"epoch\":\"e-1\",\"revision\":12,\"reset\":false}");
    assertThat(StrictJson.read(FrameJson.hello("e", 1, true)).get("reset").booleanValue()).isTrue();
  }

  @Test
  void changedAndRemovedAreAlwaysThere() {
    JsonNode frame = update(board(9, A, List.of(), List.of()));

    assertThat(frame)
        .hasToString("{\"type\":\"update\",\"revision\":9,\"changed\":[],\"removed\":[]}");
  }

  @Test
  void changedRunsAreSummaries() {
    JsonNode frame = update(board(9, A, List.of(), List.of()), List.of(B), List.of("c", "d"));

    assertThat(frame.get("changed")).hasSize(1);
    assertThat(frame.get("changed").get(0)).isEqualTo(StrictJson.read(RunJson.summary(B)));
    assertThat(frame.get("removed")).hasToString("[\"c\",\"d\"]");
  }

  @Test
  void theBaselineIsThereOnlyWhenItIsAnother() {
    assertThat(update(board(9, B, List.of(), List.of())).get("baseline").textValue())
        .isEqualTo("b");
    assertThat(update(board(9, null, List.of(), List.of())).get("baseline").isNull()).isTrue();
    assertThat(update(board(9, A, List.of(), List.of())).has("baseline")).isFalse();
  }

  @Test
  void theNumberOfProblemsIsThereOnlyWhenTheyDiffer() {
    List<Problem> problems = List.of(Samples.problem("/x"), Samples.problem("/y"));

    JsonNode frame = update(board(9, A, problems, List.of()));

    assertThat(frame.get("problems").intValue()).isEqualTo(2);
    assertThat(frame.has("baseline")).isFalse();
    assertThat(frame.has("evaluating")).isFalse();
  }

  @Test
  void theNumberOfResultsLeftOutIsThereOnlyWhenTheyDiffer() {
    Removal removal = Removal.of(RunKey.ofCheckpoint("/data/c"), null);

    JsonNode frame = update(board(9, A, List.of(), List.of()).withLeftOut(List.of(removal)));

    assertThat(frame.get("left_out").intValue()).isEqualTo(1);
    assertThat(frame.has("problems")).isFalse();
  }

  @Test
  void evaluationsAreThereOnlyWhenTheyDiffer() {
    Evaluation evaluation = evaluation("/logs/paper_metrics_1", Evaluation.State.STALLED);

    JsonNode frame = update(board(9, A, List.of(), List.of(evaluation)));

    assertThat(frame.has("problems")).isFalse();
    assertThat(StrictJson.keys(frame.get("evaluating"))).containsExactly("changed", "removed");
    assertThat(frame.get("evaluating").get("removed")).isEmpty();
    assertThat(frame.get("evaluating").get("changed")).hasSize(1);
    JsonNode only = frame.get("evaluating").get("changed").get(0);
    assertThat(StrictJson.keys(only))
        .containsExactly(
            "key",
            "checkpoint_path",
            "experiment",
            "checkpoint_step",
            "baseline",
            "log",
            "job",
            "started_at",
            "updated_at",
            "state",
            "task",
            "done",
            "total",
            "progress",
            "provisional",
            "positions");
    assertThat(only.get("state").textValue()).isEqualTo("stalled");
    assertThat(only.get("positions").intValue()).isEqualTo(3);
    assertThat(only.get("updated_at").textValue()).isEqualTo("2026-03-01T09:31:00Z");
    assertThat(only.get("provisional").toString())
        .isEqualTo("{\"sblimp_accuracy\":0.585,\"sblimp_samples\":1000}");
  }

  @Test
  void onlyTheEvaluationsThatDifferAreInTheFrame() {
    Evaluation same = evaluation("/logs/a", Evaluation.State.RUNNING);
    Evaluation before = evaluation("/logs/b", Evaluation.State.RUNNING);
    Evaluation after = evaluation("/logs/b", Evaluation.State.FAILED);
    Evaluation gone = evaluation("/logs/c", Evaluation.State.RUNNING);
    Snapshot from = board(8, A, List.of(), List.of(same, before, gone));
    Snapshot to = board(9, A, List.of(), List.of(same, after));

    JsonNode frame = StrictJson.read(FrameJson.update(new Change(from, to, List.of(), List.of())));

    JsonNode changed = frame.get("evaluating").get("changed");
    assertThat(changed).hasSize(1);
    assertThat(changed.get(0).get("key").textValue()).isEqualTo("/logs/b");
    assertThat(changed.get(0).get("ended_at").textValue()).isEqualTo("2026-03-01T09:31:00Z");
    assertThat(frame.get("evaluating").get("removed").toString()).isEqualTo("[\"/logs/c\"]");
  }

  private static Evaluation evaluation(String key, Evaluation.State state) {
    return new Evaluation(
        key,
        "/data/exp/checkpoint_002000",
        "exp",
        2000,
        false,
        key + ".err",
        "1",
        null,
        Samples.AT,
        Samples.AT.plusSeconds(60),
        state,
        null,
        "swuggy",
        10,
        2000,
        0.25,
        null,
        List.of(new Evaluation.Score("sblimp", 0.585, 1000)),
        new Progression(List.of(Samples.curve(5.5, 5.25), Samples.curve(6.5))));
  }
}
