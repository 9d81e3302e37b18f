package org.papermetrics.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.papermetrics.compare.ComparisonRuns.board;
import static org.papermetrics.compare.ComparisonRuns.checkpoint;
import static org.papermetrics.compare.ComparisonRuns.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Run;
import org.papermetrics.query.QueryException;

/** How experiments develop, from checkpoint to checkpoint. */
class ExperimentTrendTest {
  private static final int[] CORRECT = {531, 548, 553, 571, 590};

  private static List<Run> checkpoints(String experiment, int count) {
    List<Run> runs = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      runs.add(checkpoint(experiment, 400 + 800L * i, CORRECT[i]));
    }
    return runs;
  }

  private static ExperimentTrend.MetricTrend sblimp(ExperimentTrend trend) {
    return Objects.requireNonNull(trend.metrics().get("sblimp_accuracy"));
  }

  @Test
  void fiveCheckpointsMakeATrend() throws QueryException {
    Comparison comparison = compare(board(checkpoints("lora", 5), null), "");

    assertThat(comparison.trends()).hasSize(1);
    ExperimentTrend trend = comparison.trends().get(0);
    assertThat(trend.experiment()).isEqualTo("lora");
    assertThat(trend.checkpoints()).isEqualTo(5);
    assertThat(trend.metrics()).containsOnlyKeys("sblimp_accuracy");
    ExperimentTrend.MetricTrend sblimp = sblimp(trend);
    assertThat(sblimp.best().run().checkpointStep()).isEqualTo(3600);
    assertThat(sblimp.best().inseparable().orElseThrow())
        .extracting(Run::checkpointStep)
        .containsExactly(1200L, 2000L, 2800L);
    assertThat(sblimp.trend().orElseThrow().z()).isCloseTo(2.839569368043442, within(1e-12));
    assertThat(sblimp.trend().orElseThrow().p()).isCloseTo(0.004517447195951589, within(1e-12));
  }

  @Test
  void fourCheckpointsAreTooFew() throws QueryException {
    ExperimentTrend trend = compare(board(checkpoints("lora", 4), null), "").trends().get(0);

    assertThat(sblimp(trend).trend()).isEmpty();
    assertThat(sblimp(trend).counted()).isTrue();
    assertThat(sblimp(trend).best().run().checkpointStep()).isEqualTo(2800);
  }

  @Test
  void oneStepEvaluatedTwiceIsOneCheckpoint() throws QueryException {
    List<Run> runs = new ArrayList<>(checkpoints("lora", 4));
    runs.add(checkpoint("lora", 400, 540).withId("again"));

    assertThat(compare(board(runs, null), "").trends())
        .extracting(trend -> sblimp(trend).trend())
        .containsExactly(Optional.empty());
  }

  @Test
  void experimentsAreApartAndFiltersCount() throws QueryException {
    List<Run> runs = new ArrayList<>(checkpoints("lora", 5));
    runs.addAll(checkpoints("ttt", 2));

    assertThat(compare(board(runs, null), "").trends())
        .extracting(ExperimentTrend::experiment)
        .containsExactly("lora", "ttt");
    assertThat(compare(board(runs, null), "max_step=1200").trends())
        .extracting(ExperimentTrend::checkpoints)
        .containsExactly(2, 2);
  }
}
