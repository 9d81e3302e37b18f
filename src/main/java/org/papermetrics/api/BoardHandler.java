package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.papermetrics.export.TableQuery;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.QueryException;
import org.papermetrics.query.QueryResult;
import org.papermetrics.query.RunQuery;
import org.papermetrics.wire.BoardJson;
import org.papermetrics.wire.EvaluationJson;
import org.papermetrics.wire.RunJson;

/**
 * Answers with the board. What pages ask for is made once for each revision in its compressed form,
 * so that hundreds of pages that are told to reset at once cost one.
 */
final class BoardHandler {
  /** What pages accept: the same runs in a quarter of the bytes. */
  private static final String APART = Responses.JSON + "; configs=apart";

  private static final String VARY = "Accept-Encoding, Accept";

  private final Supplier<Snapshot> snapshot;
  private final ZoneId zone;
  private final TableAnswer tables;
  private @Nullable RunsAnswer forPages;

  BoardHandler(Supplier<Snapshot> snapshot, ZoneId zone, TableAnswer tables) {
    this.snapshot = snapshot;
    this.zone = zone;
    this.tables = tables;
  }

  /** All runs as summaries, or what a query asks of them. */
  void runs(HttpServerExchange exchange) {
    // The pool keeps what it did last until it has something else to do: no board, which is large.
    exchange.dispatch(Errors.shielding(this::answer));
  }

  private void answer(HttpServerExchange exchange) throws IOException {
    Snapshot board = snapshot.get();
    if (TableQuery.isAskedFor(exchange.getQueryParameters())) {
      tables.answer(exchange, board);
      return;
    }
    boolean apart = isForPages(exchange);
    String tag = apart ? RunsAnswer.tag(board.epoch(), board.revision()) : Responses.tag(board);
    if (Responses.unchanged(exchange, tag, VARY)) {
      return;
    }
    if (apart || exchange.getQueryParameters().isEmpty()) {
      send(exchange, board, apart);
    } else {
      found(exchange, board);
    }
  }

  /** Answers a page with all runs as they were saved, where it takes them compressed. */
  boolean sendSaved(HttpServerExchange exchange, Optional<RunsAnswer> saved) {
    if (saved.isEmpty() || !isForPages(exchange) || !Gzip.agreed(exchange)) {
      return false;
    }
    if (!Responses.unchanged(exchange, saved.get().tag(), VARY)) {
      Responses.send(exchange, StatusCodes.OK, APART, saved.get().gzip().duplicate());
    }
    return true;
  }

  private static boolean isForPages(HttpServerExchange exchange) {
    String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
    return exchange.getQueryParameters().isEmpty() && accept != null && accept.contains(APART);
  }

  /** One run, whole. */
  void run(HttpServerExchange exchange, String id) {
    Optional<Run> run = snapshot.get().run(id);
    if (run.isEmpty()) {
      Errors.notFound(exchange, "No run has this id; /api/v1/runs lists those there are.");
    } else {
      exchange.dispatch(Errors.shielding(e -> Responses.json(e, RunJson.whole(run.get()))));
    }
  }

  /** The evaluations under way, with their curves. */
  void evaluations(HttpServerExchange exchange) {
    exchange.dispatch(
        Errors.shielding(e -> Responses.json(e, EvaluationJson.all(snapshot.get().evaluating()))));
  }

  /** What could not be used; where {@code ?path=} asks for it, at, in or above one path. */
  void problems(HttpServerExchange exchange) {
    String path = Responses.parameter(exchange, "path");
    List<Problem> problems = snapshot.get().problems();
    Responses.json(
        exchange,
        BoardJson.problems(
            path == null
                ? problems
                : problems.stream().filter(p -> isAbout(p.path(), path)).toList()));
  }

  private static boolean isAbout(String place, String path) {
    return place.equals(path) || isIn(place, path) || isIn(path, place);
  }

  private static boolean isIn(String path, String directory) {
    return path.startsWith(directory.endsWith("/") ? directory : directory + "/");
  }

  private void found(HttpServerExchange exchange, Snapshot board) throws IOException {
    RunQuery query;
    try {
      query = RunQuery.of(exchange.getQueryParameters(), board);
    } catch (QueryException e) {
      exchange.getResponseHeaders().remove(Headers.ETAG);
      Errors.send(exchange, StatusCodes.BAD_REQUEST, "Bad query", String.valueOf(e.getMessage()));
      return;
    }
    QueryResult result = query.find();
    Responses.stream(
        exchange,
        query.format() == RunQuery.Format.CSV ? Responses.CSV : Responses.JSON,
        out -> {
          if (query.format() == RunQuery.Format.CSV) {
            result.writeCsv(out);
          } else {
            BoardJson.found(board, zone, result, out);
          }
        });
  }

  private void send(HttpServerExchange exchange, Snapshot board, boolean apart) throws IOException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, apart ? APART : Responses.JSON);
    if (Gzip.agreed(exchange)) {
      ByteBuffer whole = apart ? compressed(board) : ByteBuffer.wrap(compress(board));
      exchange.getResponseSender().send(whole);
    } else if (!exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.startBlocking();
      OutputStream out = exchange.getOutputStream();
      write(board, apart, out);
      // Only now: closing after a failure would make the part look like the whole.
      out.close();
    }
  }

  private synchronized ByteBuffer compressed(Snapshot board) throws IOException {
    RunsAnswer answer = forPages;
    if (answer == null || !answer.shows(board)) {
      answer = RunsAnswer.of(board, zone);
      forPages = answer;
    }
    return answer.gzip().duplicate();
  }

  private byte[] compress(Snapshot board) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = Gzip.stream(out)) {
      BoardJson.runs(board, zone, gzip);
    }
    return out.toByteArray();
  }

  private void write(Snapshot board, boolean apart, OutputStream out) throws IOException {
    if (apart) {
      BoardJson.runsWithConfigsApart(board, zone, out);
    } else {
      BoardJson.runs(board, zone, out);
    }
  }
}
