package org.papermetrics.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.compare.ComparedMetric;
import org.papermetrics.compare.Comparison;
import org.papermetrics.compare.ComparisonQuery;
import org.papermetrics.compare.MetricComparison;
import org.papermetrics.compare.ScoredRuns;
import org.papermetrics.export.Cell.Mark;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.QueryResult;

/** Makes a table of runs that were found and compared. */
final class TableBuilder {
  private static final double PERCENT = 100;

  private final Snapshot board;
  private final Comparison comparison;
  private final TableOptions options;
  private final List<MetricComparison> reference;
  private final Map<String, Integer> metrics = new LinkedHashMap<>();

  TableBuilder(
      Snapshot board,
      ComparisonQuery query,
      Comparison comparison,
      TableOptions options,
      ScoredRuns reader) {
    this.board = board;
    this.comparison = comparison;
    this.options = options;
    this.reference =
        query
            .reference()
            .map(run -> query.compare(List.of(run), reader).runs().get(0).metrics())
            .orElse(List.of());
    for (ComparedMetric metric : comparison.metrics()) {
      metrics.put(metric.key(), metrics.size());
    }
  }

  Table build(QueryResult found) {
    List<Column> columns =
        found.fields().stream().map(field -> Column.of(field, board.metrics())).toList();
    List<List<Optional<String>>> texts = found.texts();
    List<Run> runs = found.runs();
    List<List<Cell>> cells = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      cells.add(cells(columns.get(c), c, texts, runs));
    }
    Map<String, Integer> notes = new LinkedHashMap<>();
    List<List<Table.Row>> groups = new ArrayList<>();
    for (List<Integer> group : options.groups().of(runs)) {
      List<Table.Row> rows = new ArrayList<>();
      for (int r : group) {
        rows.add(
            new Table.Row(
                cells.stream().map(column -> column.get(r)).toList(),
                comparison.runs().get(r).notes().stream()
                    .map(note -> notes.computeIfAbsent(note, n -> notes.size()))
                    .toList()));
      }
      groups.add(rows);
    }
    return new Table(
        columns,
        groups,
        new Legend(columns, comparison, options, runs).sentences(),
        List.copyOf(notes.keySet()));
  }

  private List<Cell> cells(
      Column column, int index, List<List<Optional<String>>> texts, List<Run> runs) {
    double[] values = new double[runs.size()];
    List<Cell> cells = new ArrayList<>();
    for (int r = 0; r < values.length; r++) {
      Optional<String> text = texts.get(r).get(index);
      MetricComparison score = score(column, r);
      values[r] = value(score, text);
      boolean missing = column.kind() != Column.Kind.TEXT && Double.isNaN(values[r]);
      cells.add(missing ? Cell.plain("") : cell(column, values[r], text.orElse(""), score));
    }
    List<Mark> marks = Marks.of(column, values, comparison, runs);
    for (int r = 0; r < values.length; r++) {
      cells.set(r, cells.get(r).marked(marks.get(r)));
    }
    return cells;
  }

  private @Nullable MetricComparison score(Column column, int run) {
    Integer metric = metrics.get(column.metric());
    return metric == null ? null : comparison.runs().get(run).metrics().get(metric);
  }

  private static double value(@Nullable MetricComparison score, Optional<String> text) {
    if (score != null) {
      return score.value().orElse(Double.NaN);
    }
    try {
      return text.map(Double::parseDouble).orElse(Double.NaN);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private Cell cell(Column column, double value, String text, @Nullable MetricComparison score) {
    return switch (column.kind()) {
      case TEXT -> Cell.plain(text);
      case INTEGER -> Cell.plain(Numbers.grouped(text));
      case PERPLEXITY, SINGLE_TOKEN -> Cell.plain(Numbers.perplexity(value));
      case DECIMAL -> Cell.plain(Numbers.fixed(value, column.decimals()));
      case PERCENT ->
          score == null
              ? Cell.plain(Numbers.fixed(PERCENT * value, column.decimals()))
              : new Cell(
                  percent(value, score), Mark.NONE, spread(score), difference(column, score));
    };
  }

  private static String percent(double value, MetricComparison score) {
    return score.correct().isPresent()
        ? Numbers.percent(score.correct().getAsLong(), score.samples().orElseThrow())
        : Numbers.fixed(PERCENT * value, 1);
  }

  private String spread(MetricComparison score) {
    return options.intervals()
        ? score.interval().map(i -> Numbers.fixed(PERCENT * (i.high() - i.low()) / 2, 1)).orElse("")
        : "";
  }

  /** Of one task from the counts, so that a difference of half a digit is rounded as on paper. */
  private String difference(Column column, MetricComparison score) {
    if (!options.differences() || score.difference().isEmpty()) {
      return "";
    }
    MetricComparison other = reference.get(metrics.getOrDefault(column.metric(), 0));
    return score.correct().isPresent() && other.correct().isPresent()
        ? Numbers.points(
            score.correct().getAsLong(),
            score.samples().orElseThrow(),
            other.correct().getAsLong(),
            other.samples().orElseThrow())
        : Numbers.signed(Numbers.fixed(PERCENT * score.difference().get().value(), 1));
  }
}
