package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Helpers that write HTTP responses. */
final class Responses {
  /** The media type of JSON. */
  static final String JSON = "application/json";

  private Responses() {}

  /** The first value of a query parameter; null when there is none. */
  static @Nullable String parameter(HttpServerExchange exchange, String name) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null ? null : values.peekFirst();
  }

  /** Sends bytes that are ready. */
  static void send(HttpServerExchange exchange, int status, String contentType, ByteBuffer body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
    exchange.getResponseSender().send(body);
  }

  /** Sends JSON that is ready. */
  static void json(HttpServerExchange exchange, byte[] body) {
    send(exchange, StatusCodes.OK, JSON, ByteBuffer.wrap(body));
  }

  /**
   * Names the state of what is asked for, and answers 304 when the client has that state.
   *
   * @param tag without quotes; the same state may be sent compressed or not
   * @param vary the headers of the request on which the answer depends
   * @return whether the answer is given
   */
  static boolean unchanged(HttpServerExchange exchange, String tag, String vary) {
    ETag etag = new ETag(true, tag);
    exchange.getResponseHeaders().put(Headers.ETAG, etag.toString());
    exchange.getResponseHeaders().put(Headers.VARY, vary);
    if (ETagUtils.handleIfNoneMatch(exchange, etag, true)) {
      return false;
    }
    exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
    exchange.endExchange();
    return true;
  }
}
