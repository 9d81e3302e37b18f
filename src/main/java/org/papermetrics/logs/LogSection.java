package org.papermetrics.logs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Progression;

/**
 * The part of a log that belongs to one checkpoint. Only while a log is read is there room for
 * points to come: most logs never grow again, and there are thousands of them.
 */
final class LogSection {
  private @Nullable String checkpoint;
  private final List<Curve> curves;
  private Curve.@Nullable Builder growing;
  private int lastPosition;
  private double lastLoss;
  private double lastPerplexity;

  /**
   * A part that may have points already.
   *
   * @param checkpoint the key of the checkpoint, null while none is named
   * @param curves one for each audio file
   */
  LogSection(@Nullable String checkpoint, List<Curve> curves) {
    this.checkpoint = checkpoint;
    this.curves = new ArrayList<>(curves);
  }

  /** The key of the checkpoint that the log names for these points, null when it names none. */
  @Nullable String checkpoint() {
    return checkpoint;
  }

  /** Says whose points these are. */
  void name(String key) {
    checkpoint = key;
  }

  boolean hasPoints() {
    return growing != null || !curves.isEmpty();
  }

  int points() {
    return curves().stream().mapToInt(Curve::size).sum();
  }

  /** The curves so far, one for each audio file. */
  List<Curve> curves() {
    settle();
    return curves;
  }

  Progression progression() {
    return new Progression(curves());
  }

  /**
   * Adds a point; a new audio file starts where the position does not grow. A point that repeats
   * the one before is written twice, and is none.
   */
  void add(int position, double loss, double perplexity) {
    Curve.Builder now = growing;
    if (now == null) {
      now = reopened();
    }
    growing = now;
    if (now.startsAnotherFile(position)) {
      if (position == lastPosition && loss == lastLoss && perplexity == lastPerplexity) {
        return;
      }
      settle();
      now = new Curve.Builder();
      growing = now;
    }
    now.add(position, loss, perplexity);
    lastPosition = position;
    lastLoss = loss;
    lastPerplexity = perplexity;
  }

  private Curve.Builder reopened() {
    if (curves.isEmpty()) {
      return new Curve.Builder();
    }
    Curve last = curves.remove(curves.size() - 1);
    int end = last.size() - 1;
    lastPosition = last.position(end);
    lastLoss = last.loss(end);
    lastPerplexity = last.perplexity(end);
    return Curve.Builder.from(last);
  }

  /** Nothing comes for the time being. */
  void settle() {
    if (growing != null) {
      curves.add(growing.build());
      growing = null;
    }
  }
}
