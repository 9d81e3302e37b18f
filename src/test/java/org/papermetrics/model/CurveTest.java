package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void positionsGrow() {
    Curve.Builder curve = new Curve.Builder();
    assertThat(curve.startsAnotherFile(1000)).isFalse();
    curve.add(1000, 5, 150);

    assertThat(curve.startsAnotherFile(1001)).isFalse();
    assertThat(curve.startsAnotherFile(1000)).isTrue();
    assertThat(curve.startsAnotherFile(500)).isTrue();
    assertThatThrownBy(() -> curve.add(1000, 5, 150)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void valuesAreFinite() {
    Curve.Builder curve = new Curve.Builder();

    assertThatThrownBy(() -> curve.add(1000, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> curve.add(1000, 1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(curve.size()).isZero();
  }

  @Test
  void manyPointsAreKeptInOrder() {
    Curve.Builder builder = new Curve.Builder();
    for (int i = 1; i <= 1000; i++) {
      builder.add(i * 1000, i / 7.0, i / 3.0);
    }
    Curve curve = builder.build();

    assertThat(curve.size()).isEqualTo(1000);
    assertThat(curve.position(999)).isEqualTo(1_000_000);
    assertThat(curve.loss(699)).isEqualTo(100);
    assertThat(curve.perplexity(599)).isEqualTo(200);
  }

  @Test
  void aCurveThatWasBuiltDoesNotGrow() {
    Curve.Builder builder = new Curve.Builder();
    builder.add(1000, 5, 150);
    Curve before = builder.build();
    builder.add(2000, 4, 55);

    assertThat(before.size()).isEqualTo(1);
    assertThat(builder.build().size()).isEqualTo(2);
  }

  @Test
  void curvesOfTheSamePointsAreEqual() {
    assertThat(Samples.curve(5, 4))
        .isEqualTo(Samples.curve(5, 4))
        .hasSameHashCodeAs(Samples.curve(5, 4));
    assertThat(Samples.curve(5, 4))
        .isNotEqualTo(Samples.curve(5, 4.5))
        .isNotEqualTo(Samples.curve(5));
  }
}
