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
  private static final String REFERENCE = "reference";
  private static final String ADJUST = "adjust";
  private static final List<String> KNOWN =
      Stream.concat(Stream.of(REFERENCE, ADJUST), RunQuery.CHOICES.stream()).toList();
  private static final List<String> ADJUSTMENTS = List.of("holm", "bh", "none");

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
    return new ComparisonQuery(new Parameters(parameters, KNOWN), board);
  }

  /** Whether the answer is to be a CSV. */
  public boolean csv() {
    return runs.csv();
  }

  /** Compares the runs. */
  public Comparison compare(ScoredRuns reader) {
    return Comparison.of(board, runs.find().runs(), reference, adjustment, reader);
  }
}
