package org.papermetrics.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DemoEvaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void accuraciesAreSharesOfCountedPairs() throws Exception {
    for (int i = 0; i < 200; i++) {
      JsonNode results = JSON.readTree(evaluation(i).results().toString());
      double sum = 0;
      for (String task : List.of("sblimp", "swuggy", "tstory", "sstory")) {
        JsonNode correct = results.get(task + "_correct");
        assertThat(correct.isInt()).isTrue();
        double accuracy = results.get(task + "_accuracy").doubleValue();
        assertThat(accuracy)
            .isEqualTo((double) correct.intValue() / results.get(task + "_samples").intValue());
        sum += accuracy;
      }
      assertThat(results.get("sblimp_accuracy").doubleValue()).isBetween(0.53, 0.60);
      assertThat(results.get("swuggy_accuracy").doubleValue()).isBetween(0.62, 0.70);
      assertThat(results.get("tstory_accuracy").doubleValue()).isBetween(0.78, 0.83);
      assertThat(results.get("sstory_accuracy").doubleValue()).isBetween(0.59, 0.63);
      assertThat(results.get("paper_metrics_avg").doubleValue()).isEqualTo(sum / 4);
      assertThat(results.get("librilight_slope").doubleValue()).isPositive();
      assertThat(results.get("librilight_perplexity_24k").doubleValue())
          .isGreaterThan(results.get("librilight_perplexity_8k").doubleValue());
      assertThat(results.get("librilight_perplexity_16k").doubleValue()).isGreaterThan(100);
      assertThat(results.get("librilight_samples").intValue()).isGreaterThan(128_000);
    }
  }

  @Test
  void theLossRisesAlongThreeFilesOfDifferentLength() {
    DemoCurves curves = DemoEvaluation.ofPretrained(1).curves();

    assertThat(curves.files()).extracting(List::size).containsExactly(44, 43, 41);
    for (List<DemoCurves.Point> file : curves.files()) {
      assertThat(file.get(0).position()).isEqualTo(1000);
      assertThat(file.get(file.size() - 1).position()).isEqualTo(file.size() * 1000);
      assertThat(file.get(0).loss()).isCloseTo(5.9, within(0.3));
      assertThat(file.get(file.size() - 1).loss()).isCloseTo(7.9, within(0.4));
      for (DemoCurves.Point point : file) {
        assertThat(point.perplexity()).isCloseTo(Math.exp(point.loss()), within(0.00501));
      }
    }
  }

  @Test
  void aModelThatHoldsALongContextHasFlatterCurves() {
    DemoCurves failing = DemoCurves.of(0.5, 0.1, new SplittableRandom(1));
    DemoCurves holding = DemoCurves.of(0.5, 0.85, new SplittableRandom(1));

    assertThat(holding.slope()).isPositive().isLessThan(failing.slope() / 3);
    assertThat(DemoKind.TTT.longContext(0.8)).isGreaterThan(DemoKind.LORA.longContext(0.8) + 0.4);
  }

  @Test
  void theSlopeIsThatOfALine() {
    DemoCurves line =
        new DemoCurves(
            List.of(
                List.of(
                    DemoCurves.Point.of(1000, 5.0),
                    DemoCurves.Point.of(2000, 5.5),
                    DemoCurves.Point.of(3000, 6.0))));

    assertThat(line.slope()).isCloseTo(0.0005, within(1e-12));
    assertThat(line.perplexityAt(2000)).isEqualTo(244.69);
  }

  @Test
  void thePretrainedModelCarriesItsCurvesByPosition() throws Exception {
    JsonNode points =
        JSON.readTree(DemoEvaluation.ofPretrained(1).resultsWithProgression().toString())
            .get("librilight_progression");

    assertThat(points).hasSize(44 + 43 + 41);
    assertThat(points).extracting(p -> p.get("position").intValue()).isSorted();
  }

  @Test
  void dependsOnSeedAndCheckpointAlone() {
    assertThat(evaluation(5)).isEqualTo(evaluation(5)).isNotEqualTo(evaluation(6));
    assertThat(DemoEvaluation.of(DemoPlan.checkpoint(5), 2)).isNotEqualTo(evaluation(5));
    DemoCheckpoint five = DemoPlan.checkpoint(5);
    DemoCheckpoint equallyGood = new DemoCheckpoint(6, five.experiment(), five.step());
    assertThat(DemoEvaluation.of(equallyGood, 1)).isNotEqualTo(evaluation(5));
  }

  private static DemoEvaluation evaluation(int index) {
    return DemoEvaluation.of(DemoPlan.checkpoint(index), 1);
  }
}
