package org.papermetrics.api;

import io.undertow.io.UndertowOutputStream;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.papermetrics.wire.BoardJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Every answer that is an error. None of them shows how the program is built. */
final class Errors {
  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  /** Answers with a problem as RFC 9457 has it. */
  static void send(HttpServerExchange exchange, int status, String title, String detail) {
    Responses.send(
        exchange,
        status,
        "application/problem+json",
        ByteBuffer.wrap(BoardJson.error(status, title, detail)));
  }

  /** Answers that there is nothing at this path. */
  static void notFound(HttpServerExchange exchange, String detail) {
    send(exchange, StatusCodes.NOT_FOUND, "Not found", detail);
  }

  /** Tells a refused person in a page, a refused program in a problem. */
  static void refuse(HttpServerExchange exchange, Rejection rejection) {
    if (rejection == Rejection.TOKEN) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
    }
    String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
    if (accept != null && accept.contains("text/html")) {
      Responses.send(exchange, rejection.status(), "text/html; charset=utf-8", page(rejection));
    } else {
      send(exchange, rejection.status(), rejection.title(), rejection.detail());
    }
  }

  /** The same handler, whose failures are logged and answered in one sentence. */
  static HttpHandler shielding(HttpHandler handler) {
    return exchange -> {
      try {
        handler.handleRequest(exchange);
      } catch (IOException e) {
        if (!exchange.getConnection().isOpen()) {
          log.debug("A client closed the connection during {}", exchange, e);
        } else {
          failed(exchange, e);
        }
      } catch (Exception | LinkageError | StackOverflowError e) {
        failed(exchange, e);
      }
    };
  }

  private static void failed(HttpServerExchange exchange, Throwable cause) {
    log.error("{} failed", exchange, cause);
    if (exchange.isResponseStarted()) {
      // Half an answer must not look like a whole one.
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    if (exchange.isBlocking() && exchange.getOutputStream() instanceof UndertowOutputStream out) {
      out.resetBuffer();
    }
    exchange.getResponseHeaders().remove(Headers.CONTENT_ENCODING);
    exchange.getResponseHeaders().remove(Headers.CONTENT_LENGTH);
    send(
        exchange,
        StatusCodes.INTERNAL_SERVER_ERROR,
        "Internal error",
        "The daemon failed to answer; its log says why.");
  }

  private static ByteBuffer page(Rejection rejection) {
    String detail = rejection.detail().replaceAll("`([^`]*)`", "<code>$1</code>");
    return StandardCharsets.UTF_8.encode(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\">"
            + ("<title>" + rejection.title() + " · Paper Metrics</title>")
            + ("<h1>" + rejection.title() + "</h1><p>" + detail + "</p></html>\n"));
  }
}
