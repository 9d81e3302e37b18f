package org.papermetrics.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.papermetrics.compare.Comparison;
import org.papermetrics.compare.ComparisonQuery;
import org.papermetrics.compare.ScoredRuns;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.Parameters;
import org.papermetrics.query.QueryException;
import org.papermetrics.query.QueryResult;
import org.papermetrics.query.RunQuery;

/** Which runs of a board are to stand in a table for a paper, and how. */
public final class TableQuery {
  private static final String INTERVALS = "intervals";
  private static final String DIFFERENCES = "differences";
  private static final String GROUP = "group";
  private static final List<String> SWITCH = List.of("0", "1");
  private static final List<RunQuery.Format> FORMATS =
      List.of(RunQuery.Format.LATEX, RunQuery.Format.MARKDOWN);

  private static final List<String> KNOWN =
      Stream.concat(
              RunQuery.KNOWN.stream(),
              Stream.of(
                  ComparisonQuery.REFERENCE, ComparisonQuery.ADJUST, INTERVALS, DIFFERENCES, GROUP))
          .toList();

  private final Snapshot board;
  private final ComparisonQuery query;
  private final TableOptions options;

  private TableQuery(Parameters parameters, Snapshot board) throws QueryException {
    this.board = board;
    RunQuery.format(parameters, FORMATS);
    this.query = ComparisonQuery.of(parameters, board);
    this.options =
        new TableOptions(
            isOn(parameters, INTERVALS),
            isOn(parameters, DIFFERENCES),
            parameters
                .one(GROUP, List.of(RunGroups.TRAINING.word(), RunGroups.EXPERIMENT.word()))
                .map(word -> RunGroups.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(RunGroups.NONE));
    if (options.differences() && query.reference().isEmpty()) {
      throw new QueryException(
          "`differences` are from a reference run, and there is no baseline; name a run with"
              + " `reference`.");
    }
  }

  /** Whether parameters ask for such a table. */
  public static boolean isAskedFor(Map<String, ? extends Collection<String>> parameters) {
    Collection<String> asked = parameters.get("format");
    return asked != null && FORMATS.stream().map(RunQuery.Format::word).anyMatch(asked::contains);
  }

  /**
   * The query that some parameters say.
   *
   * @throws QueryException when they say nothing that can be answered
   */
  public static TableQuery of(Map<String, ? extends Collection<String>> parameters, Snapshot board)
      throws QueryException {
    return new TableQuery(new Parameters(parameters, KNOWN), board);
  }

  private static boolean isOn(Parameters parameters, String name) throws QueryException {
    return parameters.one(name, SWITCH).filter("1"::equals).isPresent();
  }

  /** The form of the table. */
  public RunQuery.Format format() {
    return query.format();
  }

  /**
   * Writes the table as UTF-8.
   *
   * @param origin of the board
   */
  public void write(ScoredRuns reader, Origin origin, ResultsFiles files, OutputStream out)
      throws IOException {
    QueryResult found = query.runs().find(Column.usual(board.metrics()));
    Comparison comparison = query.compare(found.runs(), reader);
    Table table = new TableBuilder(board, query, comparison, options, reader).build(found);
    Provenance provenance = Provenance.of(origin, board, found.runs(), files);
    if (format() == RunQuery.Format.LATEX) {
      LatexTable.write(table, provenance, out);
    } else {
      MarkdownTable.write(table, provenance, out);
    }
  }
}
