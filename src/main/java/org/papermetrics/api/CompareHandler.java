package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.function.Supplier;
import org.papermetrics.compare.Comparison;
import org.papermetrics.compare.ComparisonCsv;
import org.papermetrics.compare.ComparisonQuery;
import org.papermetrics.compare.ScoredRuns;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.QueryException;
import org.papermetrics.query.RunQuery;
import org.papermetrics.wire.ComparisonJson;

/** Answers with the statistics of runs. */
final class CompareHandler {
  private final Supplier<Snapshot> snapshot;
  private final ScoredRuns reader = new ScoredRuns();

  CompareHandler(Supplier<Snapshot> snapshot) {
    this.snapshot = snapshot;
  }

  void compare(HttpServerExchange exchange) {
    // Without the board, which the pool would keep until it has something else to do.
    exchange.dispatch(Errors.shielding(this::answer));
  }

  private void answer(HttpServerExchange exchange) throws IOException {
    Snapshot board = snapshot.get();
    if (Responses.unchanged(exchange, Responses.tag(board), "Accept-Encoding")) {
      return;
    }
    ComparisonQuery query;
    try {
      query = ComparisonQuery.of(exchange.getQueryParameters(), board);
    } catch (QueryException e) {
      exchange.getResponseHeaders().remove(Headers.ETAG);
      Errors.send(exchange, StatusCodes.BAD_REQUEST, "Bad query", String.valueOf(e.getMessage()));
      return;
    }
    Responses.stream(
        exchange,
        query.format() == RunQuery.Format.CSV ? Responses.CSV : Responses.JSON,
        out -> {
          Comparison comparison = query.compare(reader);
          if (query.format() == RunQuery.Format.CSV) {
            ComparisonCsv.write(comparison, out);
          } else {
            ComparisonJson.write(board, comparison, out);
          }
        });
  }
}
