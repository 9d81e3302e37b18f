package org.papermetrics.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.model.Curve;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.MetricKind;
import org.papermetrics.model.PlainText;
import org.papermetrics.model.Progression;

/** The points that a results file may carry itself, under {@code librilight_progression}. */
final class ResultsProgression {
  static final String KEY = "librilight_progression";

  private static final List<String> PARTS = List.of("position", "loss", "perplexity");

  private ResultsProgression() {}

  private record Point(int position, double loss, double perplexity) {}

  /**
   * The curves of a results file. Its points carry no file number: the i-th point at a position is
   * of file i. What has no position, loss above 0 and perplexity above 1 is no point.
   */
  static Progression of(JsonObject metrics) {
    List<Point> points = new ArrayList<>();
    for (Object item : metrics.list(KEY)) {
      if (item instanceof Map<?, ?> object) {
        point(object).ifPresent(points::add);
      }
    }
    points.sort(Comparator.comparingInt(Point::position));
    List<Curve.Builder> files = new ArrayList<>();
    int file = 0;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      file = i > 0 && points.get(i - 1).position() == point.position() ? file + 1 : 0;
      if (file == files.size()) {
        files.add(new Curve.Builder());
      }
      files.get(file).add(point.position(), point.loss(), point.perplexity());
    }
    return new Progression(files.stream().map(Curve.Builder::build).toList());
  }

  private static Optional<Point> point(Map<?, ?> object) {
    Optional<Number> position = number(object, "position", MetricKind.COUNT);
    Optional<Number> loss = number(object, "loss", MetricKind.LOSS);
    Optional<Number> perplexity = number(object, "perplexity", MetricKind.PERPLEXITY);
    return position.isPresent()
            && position.get().doubleValue() <= Integer.MAX_VALUE
            && loss.isPresent()
            && perplexity.isPresent()
        ? Optional.of(
            new Point(
                position.get().intValue(),
                loss.get().doubleValue(),
                perplexity.get().doubleValue()))
        : Optional.empty();
  }

  private static Optional<Number> number(Map<?, ?> object, String key, MetricKind kind) {
    return PlainText.number(object.get(key)).filter(n -> kind.accepts(n.doubleValue()));
  }

  /**
   * How many items of the list have all that a point has, but are none. Points with a loss or a
   * perplexity that is not finite are written where an audio file is too short, and are no mistake.
   */
  static long mistakes(JsonObject metrics) {
    return metrics.list(KEY).stream()
        .filter(
            item ->
                !(item instanceof Map<?, ?> object)
                    || (object.keySet().containsAll(PARTS) && point(object).isEmpty()))
        .count();
  }
}
