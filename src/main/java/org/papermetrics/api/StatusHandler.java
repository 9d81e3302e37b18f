package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Status;
import org.papermetrics.wire.BoardJson;

/** Answers how the daemon is doing. */
final class StatusHandler {
  private final Supplier<Status> status;
  private final Function<String, Explanation> explain;
  private final long began = System.nanoTime();

  StatusHandler(Supplier<Status> status, Function<String, Explanation> explain) {
    this.status = status;
    this.explain = explain;
  }

  /** All there is to know, and where {@code ?path=} asks for it, about one path. */
  void status(HttpServerExchange exchange) {
    String path = Responses.parameter(exchange, "path");
    if (path == null) {
      send(exchange, null);
    } else {
      // Files are checked, so not on a thread that all connections share.
      exchange.dispatch(Errors.shielding(e -> send(e, explain.apply(path))));
    }
  }

  private void send(HttpServerExchange exchange, @Nullable Explanation path) {
    Status now = status.get();
    // Not by the time of day, which may be set.
    long uptime = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    Responses.json(exchange, BoardJson.status(now, uptime, path));
  }

  /** The removed runs whose results are on disk, and the way to take them back. */
  void leftOut(HttpServerExchange exchange) {
    Responses.json(exchange, BoardJson.leftOut(status.get().leftOut()));
  }

  /** Whether everything that should run does. */
  void health(HttpServerExchange exchange) {
    Status now = status.get();
    Responses.send(
        exchange,
        now.healthy() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
        Responses.JSON,
        ByteBuffer.wrap(BoardJson.health(now.checks())));
  }

  /** That nothing runs yet. */
  static void starting(HttpServerExchange exchange) {
    Responses.send(
        exchange,
        StatusCodes.SERVICE_UNAVAILABLE,
        Responses.JSON,
        ByteBuffer.wrap(
            BoardJson.health(List.of(new Status.Check("start", false, StartGate.WHY)))));
  }
}
