package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Progression.MeanPoint;
import org.papermetrics.model.Progression.MedianPoint;
import org.papermetrics.model.Progression.Point;

/** The constants were computed with Python's statistics module. */
class ProgressionTest {
  private static final double CLOSE = 1e-12;

  /** Three audio files of three, two and one points, the longest in the middle. */
  private static final Progression THREE_FILES =
      new Progression(
          List.of(
              curve(1000, 5.9366, 378.66, 2000, 5.1234, 167.9),
              curve(1000, 6.1, 445.86, 2000, 5.3, 200.34, 3000, 4.9, 134.29),
              curve(1000, 5.7, 298.87)));

  private static Curve curve(double... numbers) {
    Curve.Builder curve = new Curve.Builder();
    for (int i = 0; i < numbers.length; i += 3) {
      curve.add((int) numbers[i], numbers[i + 1], numbers[i + 2]);
    }
    return curve.build();
  }

  @Test
  void allPointsAreSortedByPositionAndThereInTheOrderOfTheFiles() {
    assertThat(THREE_FILES.points())
        .containsExactly(
            new Point(1000, 5.9366, 378.66),
            new Point(1000, 6.1, 445.86),
            new Point(1000, 5.7, 298.87),
            new Point(2000, 5.1234, 167.9),
            new Point(2000, 5.3, 200.34),
            new Point(3000, 4.9, 134.29));
  }

  @Test
  void theMeanIsTakenOverTheFilesThatReachAPosition() {
    List<MeanPoint> mean = THREE_FILES.mean();

    assertThat(mean).extracting(MeanPoint::position).containsExactly(1000, 2000, 3000);
    assertThat(mean).extracting(MeanPoint::samples).containsExactly(3, 2, 1);
    assertThat(mean.get(0).loss()).isCloseTo(5.9122, within(CLOSE));
    assertThat(mean.get(0).perplexity()).isCloseTo(374.46333333333337, within(CLOSE));
    assertThat(mean.get(1).loss()).isCloseTo(5.2117, within(CLOSE));
    assertThat(mean.get(1).perplexity()).isCloseTo(184.12, within(CLOSE));
  }

  @Test
  void theDeviationIsThatOfASample() {
    List<MeanPoint> mean = THREE_FILES.mean();

    assertThat(mean.get(0).lossStd()).isCloseTo(0.20111320195352642, within(CLOSE));
    assertThat(mean.get(0).perplexityStd()).isCloseTo(73.58480844123558, within(CLOSE));
    assertThat(mean.get(1).lossStd()).isCloseTo(0.12487505755754404, within(CLOSE));
    assertThat(mean.get(1).perplexityStd()).isCloseTo(22.9385439816916, within(CLOSE));
  }

  @Test
  void oneFileAloneHasNoDeviation() {
    assertThat(THREE_FILES.mean().get(2)).isEqualTo(new MeanPoint(3000, 4.9, 134.29, 0, 0, 1));
  }

  @Test
  void theMedianIsTheMiddleValueOrTheMeanOfTheTwoInTheMiddle() {
    List<MedianPoint> median = THREE_FILES.median();

    assertThat(median.get(0)).isEqualTo(new MedianPoint(1000, 5.9366, 378.66, 3));
    assertThat(median.get(1).position()).isEqualTo(2000);
    assertThat(median.get(1).loss()).isCloseTo(5.2117, within(CLOSE));
    assertThat(median.get(1).perplexity()).isCloseTo(184.12, within(CLOSE));
    assertThat(median.get(1).samples()).isEqualTo(2);
    assertThat(median.get(2)).isEqualTo(new MedianPoint(3000, 4.9, 134.29, 1));
  }

  @Test
  void aPositionThatOnlySomeFilesHaveStandsBetweenTheOthers() {
    Progression progression =
        new Progression(List.of(curve(1000, 1, 10, 3000, 3, 30), curve(2000, 2, 20, 3000, 5, 50)));

    assertThat(progression.mean())
        .extracting(MeanPoint::position, MeanPoint::loss, MeanPoint::samples)
        .containsExactly(tuple(1000, 1.0, 1), tuple(2000, 2.0, 1), tuple(3000, 4.0, 2));
  }

  @Test
  void noFilesGiveNothing() {
    assertThat(Progression.EMPTY.isEmpty()).isTrue();
    assertThat(Progression.EMPTY.points()).isEmpty();
    assertThat(Progression.EMPTY.mean()).isEmpty();
    assertThat(Progression.EMPTY.median()).isEmpty();
  }

  @Test
  void aFileWithoutPointsIsRefused() {
    List<Curve> files = List.of(new Curve.Builder().build());

    assertThatThrownBy(() -> new Progression(files)).isInstanceOf(IllegalArgumentException.class);
  }
}
