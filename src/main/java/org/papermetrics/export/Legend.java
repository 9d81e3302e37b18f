package org.papermetrics.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.papermetrics.compare.Comparison;
import org.papermetrics.model.Run;
import org.papermetrics.query.PrefixFields;
import org.papermetrics.statistics.Adjustment;

/** Says in sentences what the numbers and marks of a table are. */
final class Legend {
  private final List<Column> columns;
  private final Comparison comparison;
  private final TableOptions options;
  private final List<Run> runs;

  Legend(List<Column> columns, Comparison comparison, TableOptions options, List<Run> runs) {
    this.columns = columns;
    this.comparison = comparison;
    this.options = options;
    this.runs = runs;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    boolean percent = columns.stream().anyMatch(column -> column.kind() == Column.Kind.PERCENT);
    if (percent) {
      sentences.add("Accuracies are in percent.");
    }
    if (columns.stream().anyMatch(column -> column.direction() != 0)) {
      sentences.add(
          "Bold is the best of a column and, of accuracies over known counts, all that are not"
              + " significantly worse than it ("
              + adjustment()
              + "); underlined is the next one.");
    }
    if (options.intervals() && percent) {
      sentences.add("± is half the width of the 95 % interval (Wilson; averages by MOVER).");
    }
    if (options.differences()) {
      comparison
          .reference()
          .ifPresent(
              run ->
                  sentences.add(
                      "In parentheses is the difference from " + run.name() + " in points."));
    }
    List<String> prefixes = labels(PrefixFields.PREFIX);
    if (!prefixes.isEmpty()) {
      sentences.add(
          String.join(", ", prefixes)
              + ": perplexity over all tokens up to there, the exponential of the mean loss over"
              + " the audio files.");
    }
    if (columns.stream().anyMatch(column -> column.field().equals(PrefixFields.END))) {
      Marks.usualEnd(runs).ifPresent(end -> sentences.add(ended(end)));
    }
    List<String> single = labels("metrics.librilight_perplexity_");
    if (!single.isEmpty()) {
      sentences.add(
          String.join(", ", single)
              + ": of one single token, so it jumps between checkpoints and nothing is marked.");
    }
    return sentences;
  }

  private List<String> labels(String prefix) {
    return columns.stream()
        .filter(column -> column.field().startsWith(prefix))
        .map(Column::label)
        .collect(Collectors.toList());
  }

  private String adjustment() {
    String test = "two-sided pooled z-test against the best at 5 %";
    return comparison.adjustment() == Adjustment.NONE
        ? test + ", not adjusted"
        : test
            + (comparison.adjustment() == Adjustment.HOLM ? ", Holm" : ", Benjamini–Hochberg")
            + " over the rows";
  }

  private String ended(int end) {
    boolean same =
        runs.stream()
            .map(run -> run.progression().prefix().lastPosition())
            .allMatch(last -> last.isEmpty() || last.getAsInt() == end);
    return same
        ? "The curves end at position " + end + "."
        : "The curves of most runs end at position " + end + "; only those are compared in 1–end.";
  }
}
