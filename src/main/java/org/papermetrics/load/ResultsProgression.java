package org.papermetrics.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.papermetrics.model.Curve;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.Progression;

/** The points that a results file may carry itself, under {@code librilight_progression}. */
final class ResultsProgression {
  private static final String KEY = "librilight_progression";

  private ResultsProgression() {}

  private record Point(int position, double loss, double perplexity) {}

  /**
   * The curves of a results file. Its points carry no file number: the i-th point at a position is
   * of file i. A point whose loss or perplexity is not finite is no point.
   */
  static Progression of(JsonObject metrics) {
    List<Point> points = new ArrayList<>();
    for (Object item : metrics.list(KEY)) {
      if (item instanceof Map<?, ?> point
          && point.get("position") instanceof Number position
          && point.get("loss") instanceof Number loss
          && point.get("perplexity") instanceof Number perplexity
          && isPosition(position)
          && Double.isFinite(loss.doubleValue())
          && Double.isFinite(perplexity.doubleValue())) {
        points.add(new Point(position.intValue(), loss.doubleValue(), perplexity.doubleValue()));
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

  private static boolean isPosition(Number position) {
    double value = position.doubleValue();
    return value == position.intValue() && value >= 0;
  }
}
