package org.papermetrics.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.papermetrics.compare.BestRun;
import org.papermetrics.compare.Comparison;
import org.papermetrics.compare.MetricComparison;
import org.papermetrics.export.Cell.Mark;
import org.papermetrics.model.Run;
import org.papermetrics.query.PrefixFields;

/**
 * Which values of a column stand out. The best are the best and all that are not significantly
 * worse than it, where that can be tested; the second is the next one after those.
 */
final class Marks {
  private Marks() {}

  /**
   * The marks of a column, in the order of its values.
   *
   * @param values not a number where a run has none
   */
  static List<Mark> of(Column column, double[] values, Comparison comparison, List<Run> runs) {
    boolean[] candidate = new boolean[values.length];
    Set<Integer> best = new HashSet<>();
    Optional<BestRun> tested =
        Optional.ofNullable(comparison.best().get(column.metric()))
            .filter(run -> run.inseparable().isPresent());
    OptionalInt end =
        column.field().equals(PrefixFields.END) ? usualEnd(runs) : OptionalInt.empty();
    int metric = indexOf(column, comparison);
    for (int i = 0; i < values.length; i++) {
      boolean counts = tested.isEmpty() || scores(comparison, i).get(metric).interval().isPresent();
      boolean comparable =
          end.isEmpty() || end.equals(runs.get(i).progression().prefix().lastPosition());
      candidate[i] = !Double.isNaN(values[i]) && counts && comparable;
    }
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      marks.add(Mark.NONE);
    }
    if (column.direction() == 0 || count(candidate) < 2) {
      return marks;
    }
    if (tested.isPresent()) {
      Set<String> ids = new HashSet<>();
      ids.add(tested.get().run().id());
      tested.get().inseparable().orElseThrow().forEach(run -> ids.add(run.id()));
      for (int i = 0; i < values.length; i++) {
        if (ids.contains(runs.get(i).id())) {
          best.add(i);
        }
      }
    } else {
      best.addAll(top(column, values, candidate));
    }
    best.forEach(i -> marks.set(i, Mark.BEST));
    best.forEach(i -> candidate[i] = false);
    top(column, values, candidate).forEach(i -> marks.set(i, Mark.SECOND));
    return marks;
  }

  /** Where the best of the candidates stand; more than one where they are equal. */
  private static List<Integer> top(Column column, double[] values, boolean[] candidate) {
    double top = Double.NEGATIVE_INFINITY;
    List<Integer> at = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      double rank = column.direction() * values[i];
      if (candidate[i] && rank >= top) {
        if (rank > top) {
          at.clear();
        }
        top = rank;
        at.add(i);
      }
    }
    return at;
  }

  private static int count(boolean[] candidate) {
    int count = 0;
    for (boolean one : candidate) {
      count += one ? 1 : 0;
    }
    return count;
  }

  private static int indexOf(Column column, Comparison comparison) {
    for (int i = 0; i < comparison.metrics().size(); i++) {
      if (comparison.metrics().get(i).key().equals(column.metric())) {
        return i;
      }
    }
    return -1;
  }

  private static List<MetricComparison> scores(Comparison comparison, int run) {
    return comparison.runs().get(run).metrics();
  }

  /**
   * The position that most runs have as their last one: values at other ends are over other tokens.
   * Of equally frequent ones the later.
   */
  static OptionalInt usualEnd(List<Run> runs) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (Run run : runs) {
      run.progression().prefix().lastPosition().ifPresent(p -> counts.merge(p, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> OptionalInt.of(entry.getKey()))
        .orElse(OptionalInt.empty());
  }
}
