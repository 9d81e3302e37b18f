package org.papermetrics.push;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import org.papermetrics.wire.BoardJson;

/** Answers to requests that are no WebSocket. */
final class Answers {
  private Answers() {}

  /** The daemon runs, and is not up to date itself. */
  static void unavailable(HttpServerExchange exchange, String reason) {
    exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE);
    problem(exchange, "Not up to date", reason);
  }

  /** The request is no WebSocket handshake. */
  static void upgradeRequired(HttpServerExchange exchange) {
    exchange.setStatusCode(StatusCodes.UPGRADE_REQUIRED);
    exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
    exchange.getResponseHeaders().put(Headers.CONNECTION, "Upgrade");
    exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_VERSION, "13");
    problem(
        exchange,
        "Upgrade required",
        "This path speaks WebSocket, version 13; for one answer use /api/v1/runs.");
  }

  private static void problem(HttpServerExchange exchange, String title, String detail) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
    exchange
        .getResponseSender()
        .send(ByteBuffer.wrap(BoardJson.error(exchange.getStatusCode(), title, detail)));
  }

  /** A document, which is sent as it is. */
  static void json(HttpServerExchange exchange, byte[] document) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(document));
  }
}
