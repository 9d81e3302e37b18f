package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Samples;

class ChangeTest {
  private static final Run A = Samples.run("a", 200);
  private static final Run B = Samples.run("b", 100);
  private static final Snapshot BEFORE = board(A);

  private static Snapshot board(@Nullable Run baseline, Problem... problems) {
    return Samples.board(List.of(A, B), baseline, List.of(problems));
  }

  private static Change to(Snapshot after) {
    return new Change(BEFORE, after, List.of(), List.of());
  }

  @Test
  void nothingDifferentIsEmpty() {
    assertThat(to(board(A)).isEmpty()).isTrue();
  }

  @Test
  void aRunThatChangedOrWentIsAChange() {
    assertThat(new Change(BEFORE, BEFORE, List.of(A), List.of()).isEmpty()).isFalse();
    assertThat(new Change(BEFORE, BEFORE, List.of(), List.of("a")).isEmpty()).isFalse();
  }

  @Test
  void ofTheRunsThatChangedThoseThatWereThereAreKnown() {
    Run a = Samples.run("a", 50);
    Run b = Samples.run("b", 150);
    Run added = Samples.run("c", 300);

    assertThat(changed(List.of(added, A, b), added, b).before()).containsExactly(Map.entry("b", B));
    assertThat(changed(List.of(b, a), b, a).before())
        .containsOnly(Map.entry("a", A), Map.entry("b", B));
    assertThat(changed(List.of(a, B), a).before()).containsExactly(Map.entry("a", A));
    assertThat(changed(List.of(added, A, B), added).before()).isEmpty();
  }

  private static Change changed(List<Run> after, Run... changed) {
    return new Change(BEFORE, Samples.board(after, null, List.of()), List.of(changed), List.of());
  }

  @Test
  void anotherBaselineIsAChange() {
    assertThat(to(board(B)).baselineChanged()).isTrue();
    assertThat(to(board(B)).isEmpty()).isFalse();
    assertThat(to(board(null)).baselineChanged()).isTrue();
  }

  @Test
  void anotherProblemIsAChange() {
    Change change = to(board(A, Samples.problem("/x")));

    assertThat(change.problemsChanged()).isTrue();
    assertThat(change.baselineChanged()).isFalse();
    assertThat(change.isEmpty()).isFalse();
  }

  @Test
  void anotherOrderIsAChange() {
    Change change = to(Samples.board(List.of(B, A), A, List.of()));

    assertThat(change.orderChanged()).isTrue();
    assertThat(change.isEmpty()).isFalse();
  }

  @Test
  void idsAreUniqueOnABoard() {
    assertThatThrownBy(() -> Samples.board(A, A).run("a"))
        .isInstanceOf(IllegalStateException.class);
  }
}
