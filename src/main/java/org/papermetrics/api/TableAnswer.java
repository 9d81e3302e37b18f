package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.papermetrics.compare.ScoredRuns;
import org.papermetrics.export.Origin;
import org.papermetrics.export.ResultsFiles;
import org.papermetrics.export.TableQuery;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.query.QueryException;
import org.papermetrics.query.RunQuery;

/**
 * Answers with a table of runs for a paper. It says what is in the results files now, so nobody may
 * keep it, and it has no state that the revision names.
 */
final class TableAnswer {
  private static final String LATEX = "application/x-tex; charset=utf-8";
  private static final String MARKDOWN = "text/markdown; charset=utf-8";

  private final Supplier<Status> status;
  private final ResultsFiles files;
  private final ScoredRuns reader = new ScoredRuns();

  TableAnswer(Supplier<Status> status, ResultsFiles files) {
    this.status = status;
    this.files = files;
  }

  void answer(HttpServerExchange exchange, Snapshot board) throws IOException {
    TableQuery query;
    try {
      query = TableQuery.of(exchange.getQueryParameters(), board);
    } catch (QueryException e) {
      Errors.send(exchange, StatusCodes.BAD_REQUEST, "Bad query", String.valueOf(e.getMessage()));
      return;
    }
    Origin origin = new Origin(status.get().version(), Instant.now(), "");
    Responses.stream(
        exchange,
        query.format() == RunQuery.Format.LATEX ? LATEX : MARKDOWN,
        out -> query.write(reader, origin, files, out));
  }
}
