package org.papermetrics.compare;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.Parameters;
import org.papermetrics.query.QueryException;
import org.papermetrics.query.RunQuery;
import org.papermetrics.statistics.Adjustment;

/** Which runs of a board are to be compared with which, and how. */
public final class ComparisonQuery {
  /** The parameter that names the reference run. */
  public static final String REFERENCE = "reference";

  /** The parameter that says how p-values are adjusted. */
  public static final String ADJUST = "adjust";

  private static final List<String> KNOWN =
      Stream.concat(Stream.of(REFERENCE, ADJUST), RunQuery.CHOICES.stream()).toList();
  private static final List<String> ADJUSTMENTS = List.of("holm", "bh", "none");

  private static final List<RunQuery.Format> FORMATS =
      List.of(RunQuery.Format.JSON, RunQuery.Format.CSV);

  private final Snapshot board;
  private final RunQuery runs;
  private final Optional<Run> reference;
  private final Adjustment adjustment;

  private ComparisonQuery(Parameters parameters, Snapshot board) throws QueryException {
    this.board = board;
    this.runs = RunQuery.of(parameters, board);
    Optional<String> id = parameters.one(REFERENCE);
    this.reference = id.isPresent() ? board.run(id.get()) : Optional.ofNullable(board.baseline());
    if (id.isPresent() && reference.isEmpty()) {
      throw new QueryException(
          "`reference` is '"
              + id.get()
              + "', but no run has this id; /api/v1/runs?fields=id lists those there are. Without"
              + " `reference` the baseline is it.");
    }
    this.adjustment =
        parameters
            .one(ADJUST, ADJUSTMENTS)
            .map(name -> Adjustment.valueOf(name.toUpperCase(Locale.ROOT)))
            .orElse(Adjustment.HOLM);
  }

  /**
   * The query that some parameters say: those that choose runs, {@code reference} and {@code
   * adjust}.
   *
   * @throws QueryException when they say nothing that can be answered
   */
  public static ComparisonQuery of(
      Map<String, ? extends Collection<String>> parameters, Snapshot board) throws QueryException {
    Parameters known = new Parameters(parameters, KNOWN);
    RunQuery.format(known, FORMATS);
    return of(known, board);
  }

  /** The query that those of some parameters say that are known here. */
  public static ComparisonQuery of(Parameters parameters, Snapshot board) throws QueryException {
    return new ComparisonQuery(parameters, board);
  }

  /** The form of the answer. */
  public RunQuery.Format format() {
    return runs.format();
  }

  /** What runs are compared with; empty when there is none. */
  public Optional<Run> reference() {
    return reference;
  }

  /** The runs that are asked for, and what is shown of them. */
  public RunQuery runs() {
    return runs;
  }

  /** Compares the runs. */
  public Comparison compare(ScoredRuns reader) {
    return compare(runs.find().runs(), reader);
  }

  /** Compares runs that were found. */
  public Comparison compare(List<Run> found, ScoredRuns reader) {
    return Comparison.of(board, found, reference, adjustment, reader);
  }
}
