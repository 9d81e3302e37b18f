package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Samples;

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
  void bytesThatAreNoCurveAreRefused() {
    Curve.Builder builder = new Curve.Builder();
    builder.add(1000, 5.5, 244.6919);
    byte[] packed = builder.build().packed();
    assertThatThrownBy(() -> Curve.unpacked(Arrays.copyOf(packed, packed.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Curve.unpacked(Arrays.copyOf(packed, packed.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] negative = packed.clone();
    negative[0] = -1;
    assertThatThrownBy(() -> Curve.unpacked(negative)).isInstanceOf(IllegalArgumentException.class);
    byte[] endless = packed.clone();
    endless[0] = Byte.MAX_VALUE;
    assertThatThrownBy(() -> Curve.unpacked(endless)).isInstanceOf(IllegalArgumentException.class);
    byte[] precise = packed.clone();
    precise[13] = 5;
    assertThatThrownBy(() -> Curve.unpacked(precise)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Curve.unpacked(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersHaveOneToFourBytesOrEight() {
    byte[] positions = {0, 0, 0, 1, 0, 0, 3, 0, 0, 0, 0, 0, 0};
    for (int width = -1; width <= 9; width++) {
      ByteBuffer bytes = ByteBuffer.allocate(positions.length + 2 * 6 + 2 * Math.max(0, width));
      bytes.put(positions);
      for (int row = 0; row < 2; row++) {
        bytes.put((byte) 2).put((byte) width).putInt(0).put(new byte[Math.max(0, width)]);
      }
      if ((width >= 1 && width <= 4) || width == 8) {
        assertThat(Curve.unpacked(bytes.array()).size()).isEqualTo(1);
      } else {
        assertThatThrownBy(() -> Curve.unpacked(bytes.array()))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void numbersOfAnyDistanceAreKept() {
    for (int bits = 0; bits < 32; bits++) {
      for (int more = -1; more <= 1; more++) {
        double far = Math.scalb(1.0, bits) + more - 7;
        Curve.Builder builder = new Curve.Builder();
        builder.add(1000, -7, far);
        builder.add(2000, far, -7);
        Curve curve = builder.build();
        assertThat(curve.loss(1)).isEqualTo(far);
        assertThat(curve.perplexity(0)).isEqualTo(far);
      }
    }
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
        .isNotEqualTo(Samples.curve(6, 5))
        .isNotEqualTo(Samples.curve(5));
    Curve.Builder five = new Curve.Builder();
    five.add(1000, 5, 1);
    Curve.Builder half = new Curve.Builder();
    half.add(1000, 0.5, 1);
    assertThat(five.build()).isNotEqualTo(half.build());
  }

  @Test
  void aRowMayNeedMoreDecimalsThanItsLargestNumberLeaves() {
    Curve.Builder builder = new Curve.Builder();
    builder.add(1000, 30_000_000, 0.5);
    builder.add(2000, 0.25, -30_000_000.5);
    Curve curve = builder.build();

    assertThat(curve.loss(0)).isEqualTo(30_000_000);
    assertThat(curve.loss(1)).isEqualTo(0.25);
    assertThat(curve.perplexity(0)).isEqualTo(0.5);
    assertThat(curve.perplexity(1)).isEqualTo(-30_000_000.5);
    assertThat(Curve.unpacked(curve.packed())).isEqualTo(curve);
  }

  @Property(tries = 1000)
  void aCurveHasThePointsItWasGiven(
      @ForAll("positions") Set<Integer> positions, @ForAll("values") List<Double> values) {
    Curve.Builder builder = new Curve.Builder();
    for (int position : new TreeSet<>(positions)) {
      int i = builder.size();
      builder.add(position, values.get(i % values.size()), values.get((i + 1) % values.size()));
    }
    Curve curve = builder.build();
    List<Integer> sorted = List.copyOf(new TreeSet<>(positions));
    for (int i = 0; i < curve.size(); i++) {
      assertThat(curve.position(i)).isEqualTo(sorted.get(i));
      assertThat(Double.doubleToRawLongBits(curve.loss(i)))
          .isEqualTo(Double.doubleToRawLongBits(values.get(i % values.size())));
    }
    assertThat(Curve.Builder.from(curve).build()).isEqualTo(curve);
    assertThat(Curve.unpacked(curve.packed())).isEqualTo(curve);
  }

  @Provide
  Arbitrary<Set<Integer>> positions() {
    Arbitrary<Set<Integer>> any = Arbitraries.integers().set().ofMaxSize(20);
    Arbitrary<Set<Integer>> even =
        Arbitraries.integers()
            .between(0, 60)
            .map(
                n ->
                    IntStream.rangeClosed(1, n)
                        .mapToObj(i -> i * 1000)
                        .collect(Collectors.toSet()));
    return Arbitraries.oneOf(any, even);
  }

  @Provide
  Arbitrary<List<Double>> values() {
    Arbitrary<Double> printed =
        Combinators.combine(Arbitraries.integers(), Arbitraries.integers().between(0, 5))
            .as((n, decimals) -> BigDecimal.valueOf(n, decimals).doubleValue());
    Arbitrary<Double> any = Arbitraries.doubles();
    Arbitrary<Double> strange =
        Arbitraries.of(-0.0, 0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 214_748.3647, 214_748.3648);
    return Arbitraries.oneOf(
        printed.list().ofMinSize(1).ofMaxSize(50),
        Arbitraries.oneOf(printed, any, strange).list().ofMinSize(1).ofMaxSize(20));
  }
}
