package org.papermetrics.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Progression.Point;

class ResultsProgressionTest {
  private static Map<String, Object> point(Number position, Number loss, Number perplexity) {
    return Map.of("position", position, "loss", loss, "perplexity", perplexity);
  }

  private static Progression of(Object... points) {
    return ResultsProgression.of(
        new JsonObject(JsonText.EMPTY_OBJECT, Map.of("librilight_progression", List.of(points))));
  }

  private static List<List<Double>> losses(Progression progression) {
    return progression.files().stream()
        .map(f -> java.util.stream.IntStream.range(0, f.size()).mapToObj(f::loss).toList())
        .toList();
  }

  @Test
  void thePointsAtOnePositionAreOfOneFileEach() {
    Progression progression =
        of(
            point(1000L, 1.1, 10),
            point(1000L, 1.2, 20),
            point(1000L, 1.3, 30),
            point(2000L, 2.1, 40),
            point(2000L, 2.2, 50),
            point(3000L, 3.1, 60));

    assertThat(losses(progression))
        .containsExactly(List.of(1.1, 2.1, 3.1), List.of(1.2, 2.2), List.of(1.3));
  }

  @Test
  void pointsAreSortedByPositionAndStayInOrderThere() {
    assertThat(losses(of(point(2000L, 2, 7), point(1000L, 1.2, 7), point(1000L, 1.1, 7))))
        .containsExactly(List.of(1.2, 2.0), List.of(1.1));
  }

  @Test
  void aLossMayBeWrittenAsAnInteger() {
    assertThat(of(point(1000.0, 5L, 148L)).points()).containsExactly(new Point(1000, 5, 148));
  }

  @Test
  void whatIsNoPointIsLeftOut() {
    assertThat(
            of(
                    "text",
                    7L,
                    List.of(1000L, 1.0, 2.0),
                    Map.of("position", 1000L, "loss", 5.0),
                    Map.of("position", "x1000", "loss", 5.0, "perplexity", 148.0),
                    point(-1000L, 5, 148),
                    point(1000.5, 5, 148),
                    point(5_000_000_000L, 5, 148),
                    point(2000L, 0.0, 148),
                    point(2000L, 5, 1),
                    point(1000L, 5, 148))
                .points())
        .containsExactly(new Point(1000, 5, 148));
  }

  @Test
  void aPointMayBeWrittenAsText() {
    assertThat(of(Map.of("position", "1000", "loss", "5.0", "perplexity", "1.48e2")).points())
        .containsExactly(new Point(1000, 5, 148));
  }

  @Test
  void aNumberTooLargeForAPointIsNone() {
    java.math.BigInteger huge = java.math.BigInteger.TEN.pow(400);

    assertThat(of(point(1000L, huge, 148), point(2000L, 5, 148)).points())
        .containsExactly(new Point(2000, 5, 148));
  }

  @Test
  void somethingElseThanAListIsNoProgression() {
    assertThat(
            ResultsProgression.of(
                    new JsonObject(
                        JsonText.EMPTY_OBJECT, Map.of("librilight_progression", Map.of("a", 1L))))
                .isEmpty())
        .isTrue();
    assertThat(ResultsProgression.of(JsonObject.EMPTY).isEmpty()).isTrue();
  }
}
