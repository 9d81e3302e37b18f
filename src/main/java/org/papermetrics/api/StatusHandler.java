package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.papermetrics.model.Status;
import org.papermetrics.wire.BoardJson;

/** Answers how the daemon is doing. */
final class StatusHandler {
  private final Supplier<Status> status;
  private final Clock clock;

  StatusHandler(Supplier<Status> status, Clock clock) {
    this.status = status;
    this.clock = clock;
  }

  /** All there is to know. */
  void status(HttpServerExchange exchange) {
    Status now = status.get();
    long uptime = Duration.between(now.startedAt(), clock.instant()).toSeconds();
    Replies.json(exchange, BoardJson.status(now, uptime));
  }

  /** Whether everything that should run does. */
  void health(HttpServerExchange exchange) {
    Status now = status.get();
    Replies.send(
        exchange,
        now.healthy() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
        Replies.JSON,
        ByteBuffer.wrap(BoardJson.health(now)));
  }
}
