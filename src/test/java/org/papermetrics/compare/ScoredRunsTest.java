package org.papermetrics.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

class ScoredRunsTest {
  private final ScoredRuns reader = new ScoredRuns();

  private static Run run(String id) {
    return ComparisonRuns.run(id, "{\"sblimp_accuracy\":0.5,\"sblimp_samples\":10,\"mine\":0.25}");
  }

  private ScoredRun read(Snapshot board, Run run) {
    return reader.of(board, List.of(run)).get(0);
  }

  @Test
  void aRunIsReadOnce() {
    Run run = run("a");
    Snapshot board = ComparisonRuns.board(List.of(run), null);

    assertThat(read(board, run)).isSameAs(read(board, run));
    assertThat(read(ComparisonRuns.board(List.of(run, run("b")), null), run))
        .isSameAs(read(board, run));
  }

  @Test
  void scoresOverEqualCountsAreOne() {
    Run exact = run("a");
    Run same = run("b");
    Run rounded = ComparisonRuns.run("c", "{\"sblimp_accuracy\":0.50000001,\"sblimp_samples\":10}");
    Run more = ComparisonRuns.run("d", "{\"sblimp_accuracy\":0.5,\"sblimp_samples\":20}");
    Snapshot board = ComparisonRuns.board(List.of(exact, same, rounded, more), null);
    Score score = read(board, exact).scores().get(0);

    assertThat(read(board, same).scores().get(0)).isSameAs(score);
    assertThat(read(board, rounded).scores().get(0).value()).hasValue(0.50000001);
    assertThat(read(board, more).scores().get(0).samples()).hasValue(20);
  }

  @Test
  void aRunThatChangedIsAnother() {
    Run before = run("a");
    Run after = ComparisonRuns.run("a", "{\"sblimp_accuracy\":0.6,\"sblimp_samples\":10}");

    assertThat(read(ComparisonRuns.board(List.of(before), null), before).scores().get(0).value())
        .hasValue(0.5);
    assertThat(read(ComparisonRuns.board(List.of(after), null), after).scores().get(0).value())
        .hasValue(0.6);
  }

  @Test
  void otherMetricsAreReadAgain() {
    Run run = run("a");
    Snapshot mine =
        ComparisonRuns.board(
            List.of(run), null, new MetricDefinition("mine", "Mine", true, "percent", null));

    assertThat(read(ComparisonRuns.board(List.of(run), null), run).scores()).hasSize(5);
    assertThat(read(mine, run).scores()).hasSize(6);
    assertThat(read(mine, run).scores().get(4).value()).hasValue(0.25);
  }

  @Test
  void runsThatHaveLeftAreForgotten() {
    List<Run> many = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      many.add(run("run " + i));
    }
    Snapshot board = ComparisonRuns.board(many, null);
    ScoredRun first = reader.of(board, many).get(0);
    Snapshot later = ComparisonRuns.board(List.of(many.get(2)), null);
    ScoredRun last = read(later, many.get(2));

    assertThat(last).isSameAs(read(board, many.get(2)));
    assertThat(read(board, many.get(0))).isNotSameAs(first);
  }
}
