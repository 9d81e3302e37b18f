package org.papermetrics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.papermetrics.query.QueryRuns.ids;
import static org.papermetrics.query.QueryRuns.json;
import static org.papermetrics.query.QueryRuns.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;

class RunQueryTest {
  private final Snapshot board;

  RunQueryTest() throws IOException {
    board = QueryRuns.board();
  }

  private static Snapshot boardOf(Run... runs) {
    return Samples.board(runs);
  }

  private void refuses(String query, String... parts) {
    assertThatThrownBy(() -> ids(board, query))
        .as(query)
        .isInstanceOf(QueryException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void tagsAreAskedForAsOnThePage() throws Exception {
    for (JsonNode filter : QueryRuns.fixture().get("filters")) {
      StringBuilder query = new StringBuilder("offset=0");
      filter.get("tags").forEach(tag -> query.append("&tag=").append(tag.asText()));
      assertThat(ids(board, query.toString()))
          .as(query.toString())
          .isEqualTo(QueryRuns.JSON.convertValue(filter.get("ids"), List.class));
    }
  }

  @Test
  void runsAreFilteredByWhatTheyAre() throws Exception {
    assertThat(ids(board, "id=zero&id=whole&id=nobody")).containsExactly("whole", "zero");
    assertThat(ids(board, "training=lora&training=full")).containsExactly("three", "none");
    assertThat(ids(board, "data=librilight&data=librispeech"))
        .containsExactly("three", "unwritten");
    assertThat(ids(board, "ttt=yes")).containsExactly("whole", "unwritten");
    assertThat(ids(board, "ttt=no&lora=no")).containsExactly("none", "zero");
    assertThat(ids(board, "min_step=1000&max_step=1500")).containsExactly("three", "unwritten");
    assertThat(ids(board, "q=CMD  /c/THREE")).containsExactly("three");
    assertThat(ids(board, "q=cmd nowhere")).isEmpty();
    assertThat(ids(board, "q=")).hasSize(5);
  }

  @Test
  void boundsCompareNumbersAsNumbersAndTextAsText() throws Exception {
    assertThat(ids(board, "where=metrics.sblimp_accuracy>=0.50"))
        .containsExactly("whole", "unwritten");
    assertThat(ids(board, "where=metrics.sblimp_accuracy<0.5")).containsExactly("zero");
    assertThat(ids(board, "where=metrics.sblimp_accuracy>0&where=checkpoint_step<=1e3"))
        .containsExactly("unwritten");
    assertThat(ids(board, "where=training_config.ttt.layers=29,30,31")).containsExactly("whole");
    assertThat(ids(board, "where=training_config.ttt.layers=29")).isEmpty();
    assertThat(ids(board, "where=training_config.lora.enable=true"))
        .containsExactly("three", "unwritten");
    assertThat(ids(board, "where=evaluation_timestamp>=2026-03-01")).hasSize(5);
    assertThat(ids(board, "where=evaluation_timestamp>2026-03-02")).isEmpty();
    assertThat(ids(board, "where=name>5")).as("text is not beside a number").isEmpty();
    assertThat(ids(board, "where=tasks=4")).containsExactly("whole", "unwritten");
  }

  @Test
  void whatIsMissingMeetsNoBound() throws Exception {
    assertThat(ids(board, "where=metrics.sblimp_accuracy>=0"))
        .as("over no samples, or not there")
        .containsExactly("whole", "unwritten", "zero");
    assertThat(ids(board, "where=metrics.sblimp_accuracy!=0.534"))
        .containsExactly("unwritten", "zero");
    assertThat(ids(board, "where=metrics.librilight_perplexity_8k<10")).isEmpty();
  }

  @Test
  void numbersAndBooleansInTextCountAsWhatTheySay() throws Exception {
    Snapshot texts =
        boardOf(
            run(
                "a",
                "A",
                0,
                "{\"ttt\":{\"enable\":\"True\",\"base_lr\":\"1e-2\"},\"optim\":{\"lr\":\"5e-5\"}}",
                "{\"sblimp_accuracy\":\"+0.50\"}"),
            run(
                "b",
                "B",
                0,
                "{\"ttt\":{\"enable\":\"yes\",\"base_lr\":0.001},\"optim\":{\"lr\":1e-3}}",
                "{\"sblimp_accuracy\":\"N/A\"}"));

    assertThat(ids(texts, "ttt=yes")).containsExactly("a");
    assertThat(ids(texts, "where=training_config.ttt.enable=true")).containsExactly("a");
    assertThat(ids(texts, "sort=-training_config.ttt.base_lr")).containsExactly("a", "b");
    assertThat(ids(texts, "sort=training_config.optim.lr")).containsExactly("a", "b");
    assertThat(ids(texts, "where=training_config.optim.lr<1e-4")).containsExactly("a");
    assertThat(
            json(
                texts,
                "fields=metrics.sblimp_accuracy,training_config.ttt.enable,"
                    + "training_config.ttt.base_lr,training_config.optim.lr"))
        .contains(
            "[{\"metrics.sblimp_accuracy\":0.5,\"training_config.ttt.enable\":true,"
                + "\"training_config.ttt.base_lr\":0.01,\"training_config.optim.lr\":\"5e-5\"},"
                + "{\"training_config.ttt.enable\":\"yes\",\"training_config.ttt.base_lr\":0.001,"
                + "\"training_config.optim.lr\":1e-3}]");
  }

  @Test
  void ofAKeyThatStandsTwiceTheLastCounts() throws Exception {
    Snapshot twice =
        boardOf(
            run("a", "A", 0, "{\"ttt\":{\"enable\":true,\"enable\":false}}", "{}"),
            run("b", "B", 0, "{\"ttt\":{\"enable\":true},\"ttt\":{}}", "{}"),
            run("c", "C", 0, "{\"ttt\":{\"enable\":true},\"ttt\":null}", "{}"),
            run("d", "D", 0, "{\"ttt\":{\"enable\":false},\"ttt\":{\"enable\":true}}", "{}"),
            run("e", "E", 0, "{\"ttt.enable\":true,\"ttt\":{\"enable\":false}}", "{}"));

    assertThat(ids(twice, "ttt=yes")).containsExactly("d", "e");
  }

  @Test
  void missingValuesComeLastInBothDirections() throws Exception {
    assertThat(ids(board, "sort=metrics.sblimp_accuracy"))
        .containsExactly("zero", "unwritten", "whole", "three", "none");
    assertThat(ids(board, "sort=-metrics.sblimp_accuracy"))
        .containsExactly("whole", "unwritten", "zero", "three", "none");
  }

  @Test
  void anAverageOfFewerThanFourTasksIsNotRanked() throws Exception {
    for (String key : List.of("avg", "metrics.paper_metrics_avg")) {
      assertThat(ids(board, "sort=-" + key))
          .as("the one that is not comparable is 0.99")
          .containsExactly("whole", "unwritten", "three", "none", "zero");
      assertThat(ids(board, "sort=" + key))
          .containsExactly("unwritten", "whole", "three", "none", "zero");
      assertThat(ids(board, "where=" + key + ">0.6")).containsExactly("whole");
    }
    JsonNode three =
        QueryRuns.JSON
            .readTree(json(board, "id=three&fields=avg,tasks,metrics.paper_metrics_avg"))
            .at("/runs/0");
    assertThat(three.toString()).isEqualTo("{\"tasks\":3,\"metrics.paper_metrics_avg\":0.99}");
  }

  @Test
  void equalRunsStayInTheOrderOfTheBoardUnlessAFurtherFieldTells() throws Exception {
    assertThat(ids(board, "sort=checkpoint_step"))
        .containsExactly("none", "zero", "unwritten", "three", "whole");
    assertThat(ids(board, "sort=checkpoint_step,-id").subList(0, 2))
        .containsExactly("zero", "none");
    assertThat(ids(board, "sort=-ttt,checkpoint_step"))
        .containsExactly("unwritten", "whole", "none", "zero", "three");
  }

  @Test
  void numbersInTextAreSortedAsNumbers() throws Exception {
    Snapshot names =
        boardOf(
            run("a", "CP1000 - x", 0, "{}", "{\"x\":\"b\"}"),
            run("b", "cp900 - x", 0, "{}", "{\"x\":5}"),
            run("c", "CP9 - x", 0, "{}", "{\"x\":10}"));
    assertThat(ids(names, "sort=name")).containsExactly("c", "b", "a");
    assertThat(ids(names, "sort=-name")).containsExactly("a", "b", "c");
    assertThat(ids(names, "sort=metrics.x")).containsExactly("b", "c", "a");
  }

  /** The page's tests read the same file. */
  @Test
  void numbersComeBeforeTextAndWhatIsMissingLastInBothDirections() throws Exception {
    JsonNode order =
        QueryRuns.JSON.readTree(Files.readString(Path.of("src/test/resources/wire/order.json")));
    List<Run> runs = new ArrayList<>();
    for (JsonNode metrics : order.get("metrics")) {
      runs.add(run(metrics.get("id").asText(), "R", 0, "{}", metrics.toString()));
    }
    Snapshot scores = boardOf(runs.toArray(Run[]::new));

    assertThat(ids(scores, "sort=metrics.score"))
        .containsExactly(QueryRuns.JSON.convertValue(order.get("ascending"), String[].class));
    assertThat(ids(scores, "sort=-metrics.score"))
        .containsExactly(QueryRuns.JSON.convertValue(order.get("descending"), String[].class));
  }

  @Test
  void fieldsKeepTheirDigitsAndWhatIsMissingIsAbsent() throws Exception {
    Snapshot digits =
        boardOf(
            run(
                "a",
                "A",
                7,
                "{\"optim\":{\"lr\":5E-05},\"l\":[1,2.50],\"e\":{},\"n\":null,\"a.b\":1,\"s\":\"é\"}",
                "{\"f\":1.000,\"big\":123456789012345678901234567890,\"b\":true}",
                "t",
                "u"));
    assertThat(
            json(
                digits,
                "fields=metrics.big,training_config.optim.lr,training_config.l,training_config.n,"
                    + "metrics.f,metrics.b,training_config.a.b,training_config.s,tags,unavailable_since"))
        .contains(
            "\"matched\":1,\"runs\":[{\"metrics.big\":123456789012345678901234567890,"
                + "\"training_config.optim.lr\":5E-05,\"training_config.l\":[1,2.50],"
                + "\"metrics.f\":1.000,\"metrics.b\":true,\"training_config.a.b\":1,"
                + "\"training_config.s\":\"\\u00E9\",\"tags\":[\"t\",\"u\"]}]");
    assertThat(json(digits, "fields=training_config.optim,training_config.optim.lr,metrics"))
        .contains(
            "{\"training_config.optim\":{\"lr\":5E-05},\"training_config.optim.lr\":5E-05,"
                + "\"metrics\":{\"f\":1.000,\"big\":123456789012345678901234567890,\"b\":true}}");
  }

  @Test
  void aStarStandsForAllThatTheRunsHave() throws Exception {
    assertThat(QueryRuns.csv(board, "id=three&fields=id,metrics.*").replace("\"", ""))
        .startsWith(
            "id,metrics.sblimp_accuracy,metrics.sblimp_samples,metrics.swuggy_accuracy,"
                + "metrics.tstory_accuracy,metrics.sstory_accuracy,metrics.librilight_perplexity_8k,"
                + "metrics.librilight_perplexity_16k,metrics.paper_metrics_avg\r\n"
                + "three,,0,0.7,0.8,0.75,,1.5,0.99\r\n");
    assertThat(json(board, "id=whole&fields=training_config.ttt.*"))
        .contains(
            "[{\"training_config.ttt.enable\":true,\"training_config.ttt.layers\":\"29,30,31\","
                + "\"training_config.ttt.base_lr\":0.01}]");
    assertThat(QueryRuns.csv(board, "fields=*").replace("\"", "").lines().findFirst().orElse(""))
        .startsWith("id,name,checkpoint_path,checkpoint_step,")
        .contains(",avg,tasks,")
        .contains(",metrics.paper_metrics_avg,")
        .contains(",training_config.lora.rank")
        .doesNotContain(",metrics,");
  }

  @Test
  void prefixPerplexitiesAreFieldsToShowSortAndBoundBy() throws Exception {
    assertThat(
            QueryRuns.csv(board, "limit=2&fields=id,prefix_perplexity.8000,prefix_perplexity.24000")
                .replace("\"", "")
                .lines())
        .containsExactly(
            "id,prefix_perplexity.8000,prefix_perplexity.24000",
            "whole,915.2541313755431,",
            "three,,");
    assertThat(ids(board, "sort=-prefix_perplexity.end,-id").get(0)).isEqualTo("whole");
    assertThat(ids(board, "where=prefix_perplexity.16000<728")).containsExactly("whole");
    assertThat(ids(board, "where=prefix_perplexity.16000<727")).isEmpty();
    assertThat(QueryRuns.json(board, "id=whole&fields=prefix_perplexity.end"))
        .contains("\"prefix_perplexity.end\":727.2207367780431");
    refuses("sort=prefix_perplexity.800", "mean prefix_perplexity.8000?");
  }

  @Test
  void aPartOfTheRunsCanBeAskedFor() throws Exception {
    assertThat(ids(board, "limit=2")).containsExactly("whole", "three");
    assertThat(ids(board, "limit=2&offset=3")).containsExactly("none", "zero");
    assertThat(ids(board, "offset=9")).isEmpty();
    assertThat(json(board, "limit=0&min_step=1000")).contains("\"matched\":3,\"runs\":[]");
    assertThat(json(board, "id=zero"))
        .contains("\"has_progression\":false,\"tags\":[\"baseline\"]");
  }

  @Test
  void runsAreFoundByWhatPeopleHaveNoted() throws Exception {
    Snapshot noted =
        Samples.board(
            List.of(
                QueryRuns.run("plain", "A", 1, "{}", "{}"),
                QueryRuns.run("text", "B", 1, "{}", "{}")
                    .withAnnotation(new Annotation("For Table 2", false, "")),
                QueryRuns.run("star", "C", 1, "{}", "{}")
                    .withAnnotation(new Annotation("", true, ""))),
            null,
            List.of());
    assertThat(ids(noted, "where=annotation!=")).containsExactly("text");
    assertThat(ids(noted, "where=starred=true")).containsExactly("star");
    assertThat(ids(noted, "q=table")).containsExactly("text");
    assertThat(json(noted, "id=text&fields=id,annotation,starred"))
        .contains("{\"id\":\"text\",\"annotation\":\"For Table 2\",\"starred\":false}");
  }

  @Test
  void ownMetricsFollowTheirDefinition() throws Exception {
    Snapshot plain =
        boardOf(run("a", "A", 0, "{}", "{\"mine\":0.5,\"asked\":0,\"foo_accuracy\":0.5}"));
    Snapshot own =
        Snapshot.of(
            "e",
            1,
            Samples.AT,
            List.of(),
            List.of(new MetricDefinition("mine", "Mine", true, "percent", "asked")),
            plain.runs(),
            null,
            List.of(),
            List.of());
    assertThat(ids(plain, "where=metrics.mine>0")).hasSize(1);
    assertThat(ids(own, "where=metrics.mine>0")).isEmpty();
    assertThat(ids(own, "where=metrics.foo_accuracy>0")).hasSize(1);
  }

  @Test
  void whatCannotBeAnsweredIsToldWithTheWayOut() {
    refuses("srot=id", "There is no parameter 'srot'. Did you mean sort?", "Known are id, tag");
    refuses("sort=id&sort=name", "`sort` stands 2 times");
    refuses("sort=checkpoint_stp", "`sort` names 'checkpoint_stp'", "mean checkpoint_step?");
    refuses("sort=", "`sort` names ''");
    refuses("sort=--id", "`sort` names '-id'");
    refuses("fields=name,", "`fields` names ''");
    refuses("fields=base_lr", "Did you mean training_config.ttt.base_lr?");
    refuses("fields=metrics.", "which is no field");
    refuses("fields=metrics.sblimp_acuracy", "which no run on the board has. Did you mean");
    refuses("fields=metrics.sblimp_accuracy.x", "which no run on the board has");
    refuses("where=name", "`where` is 'name', which is no bound", ">= <= > < = !=");
    refuses("where=nme=1", "`where` names 'nme'", "Did you mean name?");
    refuses("limit=-1", "`limit` is '-1'; it is a whole number, 0 or more.");
    refuses("offset=1e3", "`offset` is '1e3'");
    refuses("min_step=99999999999999999999", "`min_step` is");
    refuses("ttt=true", "`ttt` is 'true'; it is one of yes, no.");
    refuses("training=sft", "it is one of ttt, lora, full, baseline.");
    refuses("data=x", "it is one of daily-talk, librilight, librispeech.");
    refuses("format=xml", "it is one of json, csv, latex, markdown.");
  }

  @Test
  void aFieldThatSomeRunOnlyHasEmptyIsKnownAndOnAnEmptyBoardEveryFieldIs() throws Exception {
    assertThat(ids(board, "sort=training_config.ttt")).hasSize(5);
    assertThat(ids(board, "sort=metrics.paper_metrics_avg")).hasSize(5);
    assertThat(ids(boardOf(), "sort=metrics.anything")).isEmpty();
  }

  @Test
  void thereIsABoundToWhatOneQueryAsksFor() throws Exception {
    String many = ",metrics.sblimp_accuracy".repeat(1000).substring(1);
    assertThatThrownBy(() -> ids(board, "fields=" + many))
        .isInstanceOf(QueryException.class)
        .hasMessage("`fields` has 1000 values; 200 are allowed.");
    assertThatThrownBy(() -> ids(board, "tag=ttt&".repeat(200) + "tag=ttt"))
        .hasMessage("`tag` has 201 values; 200 are allowed.");
    assertThatThrownBy(() -> ids(board, "q=" + "a ".repeat(300)))
        .hasMessageContaining("200 are allowed");
    assertThatThrownBy(() -> ids(board, "sort=" + "name,".repeat(30) + "name"))
        .hasMessage("`sort` has 31 keys; 20 are allowed.");
  }

  @Test
  void patternsThatAreRepeatedAreReadOnce() throws Exception {
    Fields fields = new Fields(board);
    List<Field> once = fields.expand(List.of("*"), board.runs());
    assertThat(fields.expand(Collections.nCopies(200, "*"), board.runs())).hasSameSizeAs(once);
  }
}
