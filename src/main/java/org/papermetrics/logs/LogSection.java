package org.papermetrics.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Progression;

/**
 * The part of a log that is one evaluation of one checkpoint. Only while a log is read is there
 * room for points to come: most logs never grow again, and there are thousands of them.
 */
final class LogSection {
  private @Nullable String checkpoint;
  private final List<Curve> curves;
  private Curve.@Nullable Builder growing;
  private int firstPosition;
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
    if (!curves.isEmpty()) {
      Curve last = curves.get(curves.size() - 1);
      int end = last.size() - 1;
      firstPosition = curves.get(0).position(0);
      lastPosition = last.position(end);
      lastLoss = last.loss(end);
      lastPerplexity = last.perplexity(end);
    }
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

  /** Whether a position is back at the first one. */
  boolean startsAgain(int position) {
    return hasPoints() && position <= firstPosition;
  }

  /** Whether a position neither goes on after the last one nor is back at the first one. */
  boolean isBetween(int position, double loss, double perplexity) {
    return position > firstPosition
        && position <= lastPosition
        && !repeatsLast(position, loss, perplexity);
  }

  private boolean repeatsLast(int position, double loss, double perplexity) {
    return position == lastPosition && loss == lastLoss && perplexity == lastPerplexity;
  }

  /** The position of the last point. */
  int lastPosition() {
    return lastPosition;
  }

  /**
   * The last of several attempts at one evaluation that is complete: it has as many audio files as
   * the fullest one, and each reaches as far. One that is under way or was broken off does not hide
   * an earlier one.
   */
  static Optional<LogSection> lastComplete(List<LogSection> attempts) {
    Optional<LogSection> fullest =
        attempts.stream()
            .filter(LogSection::hasPoints)
            .max(
                Comparator.comparingInt((LogSection attempt) -> attempt.curves().size())
                    .thenComparingInt(LogSection::points));
    return fullest.flatMap(
        most -> attempts.stream().filter(attempt -> attempt.reaches(most)).reduce((a, b) -> b));
  }

  /** The last of several attempts, when an earlier one counts because this one is not complete. */
  static Optional<LogSection> incomplete(List<LogSection> attempts) {
    Optional<LogSection> last = attempts.stream().filter(LogSection::hasPoints).reduce((a, b) -> b);
    return last.equals(lastComplete(attempts)) ? Optional.empty() : last;
  }

  private boolean reaches(LogSection other) {
    List<Curve> theirs = other.curves();
    return curves().size() >= theirs.size()
        && IntStream.range(0, theirs.size()).allMatch(i -> end(curves, i) >= end(theirs, i));
  }

  private static int end(List<Curve> curves, int file) {
    Curve curve = curves.get(file);
    return curve.position(curve.size() - 1);
  }

  /**
   * Adds a point; a new audio file starts where the position does not grow. A point that repeats
   * the one before is written twice, and is none.
   */
  void add(int position, double loss, double perplexity) {
    Curve.Builder now = growing;
    if (now == null) {
      firstPosition = curves.isEmpty() ? position : firstPosition;
      now = reopened();
      growing = now;
    }
    if (now.startsAnotherFile(position)) {
      if (repeatsLast(position, loss, perplexity)) {
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
    return Curve.Builder.from(curves.remove(curves.size() - 1));
  }

  /** Nothing comes for the time being. */
  void settle() {
    if (growing != null) {
      curves.add(growing.build());
      growing = null;
    }
  }
}
