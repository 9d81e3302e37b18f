package org.papermetrics.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.papermetrics.compare.ComparisonRuns.board;
import static org.papermetrics.compare.ComparisonRuns.compare;
import static org.papermetrics.compare.ComparisonRuns.metric;
import static org.papermetrics.compare.ComparisonRuns.run;
import static org.papermetrics.compare.ComparisonRuns.task;
import static org.papermetrics.compare.ComparisonRuns.verdict;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.PrefixPerplexities;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.QueryException;
import org.papermetrics.query.RunQuery;

/** What is said of runs beside a reference run. */
class ComparisonTest {
  private static final String SBLIMP = "sblimp_accuracy";
  private static final String AVERAGE = ComparedMetric.AVERAGE;

  private static final Run BASE = run("base", 531, 1275, 1499, 1142);
  private static final Run HIGH = run("high", 650, 1275, 1499, 1142);
  private static final Run LOW = run("low", 420, 1275, 1499, 1142);
  private static final Run NEAR = run("near", 562, 1275, 1499, 1142);
  private static final Run THREE =
      run("three", "{" + task("sblimp", 999, 1000) + "," + task("swuggy", 1999, 2000) + "}");
  private static final Run EMPTY =
      run("empty", "{" + task("sblimp", 0, 1000).replace("1000", "0") + "}");

  private static BestRun best(Comparison comparison, String metric) {
    return Objects.requireNonNull(comparison.best().get(metric));
  }

  @Test
  void aVerdictIsASignificantDifferenceOrNone() throws QueryException {
    Comparison comparison = compare(board(List.of(HIGH, LOW, NEAR, BASE, EMPTY), BASE), "");

    assertThat(verdict(comparison, "high", SBLIMP)).contains(Verdict.BETTER);
    assertThat(verdict(comparison, "low", SBLIMP)).contains(Verdict.WORSE);
    assertThat(verdict(comparison, "near", SBLIMP)).contains(Verdict.UNDECIDED);
    assertThat(verdict(comparison, "base", SBLIMP)).contains(Verdict.REFERENCE);
    assertThat(verdict(comparison, "empty", SBLIMP)).contains(Verdict.MISSING);
    assertThat(verdict(comparison, "empty", AVERAGE)).contains(Verdict.MISSING);

    MetricComparison near = metric(comparison, "near", SBLIMP);
    assertThat(near.value()).hasValue(0.562);
    assertThat(near.correct()).hasValue(562);
    assertThat(near.samples()).hasValue(1000);
    assertThat(near.difference().orElseThrow().value()).isCloseTo(0.031, within(1e-12));
    assertThat(near.detectable().orElseThrow()).isCloseTo(0.06233855885405116, within(1e-12));
    assertThat(metric(comparison, "high", SBLIMP).detectable()).isEmpty();
    assertThat(metric(comparison, "base", SBLIMP).difference()).isEmpty();
    assertThat(metric(comparison, "base", SBLIMP).interval()).isPresent();
    assertThat(metric(comparison, "empty", SBLIMP).value()).isEmpty();
  }

  @Test
  void theReferenceIsNeverInTheFamilyAndFiltersChangeIt() throws QueryException {
    Snapshot board = board(List.of(HIGH, LOW, NEAR, BASE, THREE, EMPTY), BASE);

    Comparison all = compare(board, "");
    assertThat(all.family()).containsEntry(SBLIMP, 4).containsEntry(AVERAGE, 3);
    double p = metric(all, "near", SBLIMP).difference().orElseThrow().p();
    assertThat(metric(all, "near", SBLIMP).adjusted()).hasValue(p);

    Comparison two = compare(board, "id=near&id=low&reference=base");
    assertThat(two.family()).containsEntry(SBLIMP, 2);
    assertThat(two.runs()).hasSize(2);
    double low = metric(two, "low", SBLIMP).difference().orElseThrow().p();
    assertThat(metric(two, "low", SBLIMP).adjusted()).hasValue(2 * low);
    assertThat(metric(compare(board, "adjust=none"), "low", SBLIMP).adjusted()).hasValue(low);
    assertThat(metric(compare(board, "adjust=bh"), "low", SBLIMP).adjusted().orElseThrow())
        .isGreaterThan(low);
  }

  @Test
  void anyRunCanBeTheReference() throws QueryException {
    Comparison comparison = compare(board(List.of(HIGH, BASE), BASE), "reference=high");

    assertThat(comparison.reference()).contains(HIGH);
    assertThat(verdict(comparison, "high", SBLIMP)).contains(Verdict.REFERENCE);
    assertThat(verdict(comparison, "base", SBLIMP)).contains(Verdict.WORSE);
  }

  @Test
  void withoutAReferenceThereAreIntervalsAndNoDifferences() throws QueryException {
    Comparison comparison = compare(board(List.of(HIGH, LOW), null), "");

    assertThat(comparison.reference()).isEmpty();
    assertThat(comparison.family()).isEmpty();
    assertThat(metric(comparison, "high", SBLIMP).interval()).isPresent();
    assertThat(metric(comparison, "high", SBLIMP).verdict()).isEmpty();
    assertThat(best(comparison, SBLIMP).run()).isEqualTo(HIGH);
  }

  @Test
  void anAverageOfThreeIsNotComparableAndNeverTheBest() throws QueryException {
    Comparison comparison = compare(board(List.of(THREE, HIGH, BASE), BASE), "");

    MetricComparison average = metric(comparison, "three", AVERAGE);
    assertThat(average.verdict()).contains(Verdict.NOT_COMPARABLE);
    assertThat(average.value()).isEmpty();
    assertThat(average.reason())
        .contains("There is no average of the four tasks without tStory and sStory.");
    assertThat(best(comparison, AVERAGE).run()).isEqualTo(HIGH);
    assertThat(best(comparison, SBLIMP).run()).isEqualTo(THREE);
  }

  @Test
  void countsThatDoNotFitCostTheVerdictAndNotTheValue() throws QueryException {
    Run rounded =
        run(
            "rounded",
            "{\"sblimp_accuracy\":0.8003,\"sblimp_samples\":1000,\"swuggy_accuracy\":0.5,"
                + task("tstory", 1499, 1871)
                + ","
                + task("sstory", 1142, 1871)
                + "}");
    Comparison comparison = compare(board(List.of(rounded, HIGH, BASE), BASE), "");

    MetricComparison sblimp = metric(comparison, "rounded", SBLIMP);
    assertThat(sblimp.value()).hasValue(0.8003);
    assertThat(sblimp.interval()).isEmpty();
    assertThat(sblimp.verdict()).contains(Verdict.NOT_COMPARABLE);
    assertThat(sblimp.reason())
        .contains("sBLIMP times its samples is no whole number of correct answers.");
    assertThat(metric(comparison, "rounded", "swuggy_accuracy").reason())
        .contains("The results do not say over how many samples sWUGGY is.");
    assertThat(metric(comparison, "rounded", AVERAGE).reason())
        .contains("The average has no interval, because sBLIMP and sWUGGY have none.");
    assertThat(metric(comparison, "rounded", AVERAGE).value()).isPresent();
    assertThat(best(comparison, SBLIMP).run()).isEqualTo(HIGH);

    Comparison other = compare(board(List.of(rounded, HIGH), rounded), "");
    assertThat(metric(other, "high", SBLIMP).reason())
        .contains(
            "Of the reference run: sBLIMP times its samples is no whole number of correct"
                + " answers.");
    assertThat(metric(compare(board(List.of(HIGH), EMPTY), ""), "high", SBLIMP).reason())
        .contains("The reference run has no value of sBLIMP.");
  }

  @Test
  void ownMetricsWithSamplesTakePart() throws QueryException {
    Run a = run("a", "{\"wrong\":0.1,\"asked\":1000,\"delay\":2.5}");
    Run b = run("b", "{\"wrong\":0.3,\"asked\":1000,\"delay\":1.5}");
    Comparison comparison =
        compare(
            board(
                List.of(b, a),
                b,
                new MetricDefinition("wrong", "Wrong", false, "percent", "asked"),
                new MetricDefinition("delay", "Delay", false, ".2", null)),
            "");

    assertThat(verdict(comparison, "a", "wrong")).contains(Verdict.BETTER);
    assertThat(best(comparison, "wrong").run()).isEqualTo(a);
    assertThat(metric(comparison, "a", "delay").value()).hasValue(2.5);
    assertThat(metric(comparison, "a", "delay").interval()).isEmpty();
    assertThat(metric(comparison, "a", "delay").reason())
        .contains("Delay is no share of a number of samples.");
    assertThat(best(comparison, "delay")).isEqualTo(new BestRun(b, Optional.empty()));
    assertThat(comparison.family()).containsEntry("delay", 0).containsEntry("wrong", 1);
  }

  @Test
  void theBestNamesThoseThatAreNotSeparable() throws QueryException {
    Run second = run("second", 640, 1275, 1499, 1142);
    Comparison comparison = compare(board(List.of(LOW, second, HIGH, BASE), BASE), "");

    assertThat(best(comparison, SBLIMP)).isEqualTo(new BestRun(HIGH, Optional.of(List.of(second))));
    assertThat(best(comparison, "swuggy_accuracy").inseparable().orElseThrow()).hasSize(3);
    assertThat(compare(board(List.of(EMPTY), null), "").best()).isEmpty();
  }

  @Test
  void aQueryThatCannotBeAnsweredSaysWhy() {
    Snapshot board = board(List.of(HIGH, BASE), BASE);

    assertThatThrownBy(() -> compare(board, "reference=nobody"))
        .isInstanceOf(QueryException.class)
        .hasMessageStartingWith("`reference` is 'nobody', but no run has this id; ");
    assertThatThrownBy(() -> compare(board, "reference=high&reference=base"))
        .hasMessage("`reference` stands 2 times; write it once.");
    assertThatThrownBy(() -> compare(board, "adjust=tukey"))
        .hasMessage("`adjust` is 'tukey'; it is one of holm, bh, none.");
    assertThatThrownBy(() -> compare(board, "fields=id"))
        .hasMessageStartingWith("There is no parameter 'fields'.");
  }

  @Test
  void aCsvHasOneRowForEachRun() throws Exception {
    ComparisonQuery query =
        ComparisonRuns.query(
            board(List.of(ComparisonRuns.withCurves(NEAR, 9, 8), BASE), BASE), "format=csv");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ComparisonCsv.write(query.compare(new ScoredRuns()), out);
    List<String> lines = out.toString(StandardCharsets.UTF_8).replace("\"", "").lines().toList();

    assertThat(query.format()).isEqualTo(RunQuery.Format.CSV);
    assertThat(lines).hasSize(3);
    List<String> head = List.of(lines.get(0).split(",", -1));
    List<String> near = List.of(lines.get(1).split(",", -1));
    assertThat(head).startsWith("id", "name", "checkpoint_step", SBLIMP, SBLIMP + "_correct");
    assertThat(near).hasSameSizeAs(head).startsWith("near", "name of near", "100", "0.562", "562");
    assertThat(near.get(head.indexOf("sblimp_accuracy_verdict"))).isEqualTo("undecided");
    assertThat(near.get(head.indexOf("average_correct"))).isEmpty();
    assertThat(near.get(head.indexOf("prefix_perplexity_16000"))).isEmpty();
    assertThat(near.get(head.indexOf("prefix_perplexity_common_position"))).isEqualTo("8000");
    assertThat(near.get(head.indexOf("comparability")))
        .isEqualTo("The reference run has no long-context curve.");
  }

  @Test
  void prefixPerplexityIsAtPositionsThatAllFilesHave() throws QueryException {
    Comparison comparison =
        compare(board(List.of(ComparisonRuns.withCurves(NEAR, 17, 16), BASE), BASE), "");

    PrefixPerplexities near = prefix(comparison, "near");
    double mean = Math.sqrt(117.0 * 116.0);
    assertThat(near.byPosition()).containsOnlyKeys(8000, 16000);
    assertThat(near.byPosition().get(8000)).isCloseTo(mean, within(1e-9));
    assertThat(near.lastPosition()).hasValue(16000);
    assertThat(near.atLast().orElseThrow()).isCloseTo(mean, within(1e-9));
    assertThat(prefix(comparison, "base").atLast()).isEqualTo(OptionalDouble.empty());
  }

  private static PrefixPerplexities prefix(Comparison comparison, String id) {
    return ComparisonRuns.comparisonOf(comparison, id).run().progression().prefix();
  }
}
