package org.papermetrics.push;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import org.papermetrics.wire.BoardJson;

/** Answers a request that is no WebSocket handshake. */
final class UpgradeRequired implements HttpHandler {
  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.setStatusCode(StatusCodes.UPGRADE_REQUIRED);
    exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
    exchange.getResponseHeaders().put(Headers.CONNECTION, "Upgrade");
    exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_VERSION, "13");
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
    exchange
        .getResponseSender()
        .send(
            ByteBuffer.wrap(
                BoardJson.error(
                    StatusCodes.UPGRADE_REQUIRED,
                    "Upgrade required",
                    "This path speaks WebSocket, version 13; for one answer use /api/v1/runs.")));
  }
}
