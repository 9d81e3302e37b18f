package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.papermetrics.model.Curve;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Progression;

/**
 * The progression fields of a run. Every point stands in them twice, among all points and in the
 * list of its audio file, so its text is made once.
 */
final class ProgressionText {
  private static final byte[] POSITION = ascii("{\"position\":");
  private static final byte[] LOSS = ascii(",\"loss\":");
  private static final byte[] PERPLEXITY = ascii(",\"perplexity\":");
  private static final byte[] LOSS_STD = ascii(",\"loss_std\":");
  private static final byte[] PERPLEXITY_STD = ascii(",\"perplexity_std\":");
  private static final byte[] SAMPLES = ascii(",\"n_samples\":");
  private static final int POINT = 56;
  private static final int STATISTICS = 160;

  private final Progression progression;
  private final NumberText points;

  /**
   * For each file, where the text of each of its points begins; one more for the end of the last.
   */
  private final int[][] starts;

  private ProgressionText(Progression progression) {
    this.progression = progression;
    List<Curve> files = progression.files();
    points = new NumberText(POINT * files.stream().mapToInt(Curve::size).sum());
    starts = new int[files.size()][];
    for (int f = 0; f < starts.length; f++) {
      Curve file = files.get(f);
      starts[f] = new int[file.size() + 1];
      for (int i = 0; i < file.size(); i++) {
        starts[f][i] = points.size();
        start(points, file.position(i), file.loss(i), file.perplexity(i)).add('}');
      }
      starts[f][file.size()] = points.size();
    }
  }

  /** Writes the four progression fields, each an empty array when there are no points. */
  static void write(JsonGenerator json, Progression progression) throws IOException {
    ProgressionText text = new ProgressionText(progression);
    field(json, "librilight_progression", text.all());
    field(json, "librilight_progression_mean", text.mean());
    field(json, "librilight_progression_median", text.median());
    field(json, "librilight_progression_individual", text.individual());
  }

  private static void field(JsonGenerator json, String name, NumberText array) throws IOException {
    Json.field(json, name, new JsonText(array.toBytes()));
  }

  /** All points in rising order of position; at one position in the order of the files. */
  private NumberText all() {
    NumberText all = new NumberText(points.size() + points.size() / POINT + 2).add('[');
    int[] next = new int[starts.length];
    for (int position = nextPosition(next); position >= 0; position = nextPosition(next)) {
      for (int f = 0; f < next.length; f++) {
        Curve file = progression.files().get(f);
        if (next[f] < file.size() && file.position(next[f]) == position) {
          comma(all).add(points, starts[f][next[f]], starts[f][next[f] + 1]);
          next[f]++;
        }
      }
    }
    return all.add(']');
  }

  /** The lowest position that no file has passed; -1 when all are at their ends. */
  private int nextPosition(int[] next) {
    int lowest = -1;
    for (int f = 0; f < next.length; f++) {
      Curve file = progression.files().get(f);
      if (next[f] < file.size() && (lowest < 0 || file.position(next[f]) < lowest)) {
        lowest = file.position(next[f]);
      }
    }
    return lowest;
  }

  private NumberText individual() {
    NumberText lists = new NumberText(points.size() + points.size() / POINT + 16).add('[');
    for (int[] file : starts) {
      comma(lists).add('[');
      for (int i = 0; i < file.length - 1; i++) {
        comma(lists).add(points, file[i], file[i + 1]);
      }
      lists.add(']');
    }
    return lists.add(']');
  }

  private NumberText mean() {
    List<Progression.MeanPoint> means = progression.mean();
    NumberText text = new NumberText(2 + STATISTICS * means.size()).add('[');
    for (Progression.MeanPoint p : means) {
      start(comma(text), p.position(), p.loss(), p.perplexity())
          .add(LOSS_STD)
          .add(p.lossStd())
          .add(PERPLEXITY_STD)
          .add(p.perplexityStd())
          .add(SAMPLES)
          .add((long) p.samples())
          .add('}');
    }
    return text.add(']');
  }

  private NumberText median() {
    List<Progression.MedianPoint> medians = progression.median();
    NumberText text = new NumberText(2 + STATISTICS * medians.size()).add('[');
    for (Progression.MedianPoint p : medians) {
      start(comma(text), p.position(), p.loss(), p.perplexity())
          .add(SAMPLES)
          .add((long) p.samples())
          .add('}');
    }
    return text.add(']');
  }

  private static NumberText start(NumberText text, int position, double loss, double perplexity) {
    return text.add(POSITION)
        .add((long) position)
        .add(LOSS)
        .add(loss)
        .add(PERPLEXITY)
        .add(perplexity);
  }

  /** A comma unless a list has just begun. */
  private static NumberText comma(NumberText text) {
    return text.endsWith('[') ? text : text.add(',');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
