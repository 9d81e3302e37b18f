package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Snapshot;

/** Helpers that write HTTP responses. */
final class Responses {
  /** The media type of JSON. */
  static final String JSON = "application/json";

  /** The media type of CSV with a line of labels. */
  static final String CSV = "text/csv; charset=utf-8; header=present";

  private Responses() {}

  /** Writes a body. */
  interface Body {
    void write(OutputStream out) throws IOException;
  }

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

  /** Writes a body of any size, compressed where the client accepts that; only from a worker. */
  static void stream(HttpServerExchange exchange, String contentType, Body body)
      throws IOException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
    boolean gzip = Gzip.agreed(exchange);
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      return;
    }
    exchange.startBlocking();
    OutputStream out = exchange.getOutputStream();
    OutputStream encoded = gzip ? Gzip.stream(out) : out;
    body.write(encoded);
    // Only now: closing after a failure would make the part look like the whole.
    encoded.close();
  }

  /** What names the state of a board in an {@code ETag}. */
  static String tag(Snapshot board) {
    return tag(board.epoch(), board.revision());
  }

  /** What names the state of the board of a revision in an {@code ETag}. */
  static String tag(String epoch, long revision) {
    return epoch + "-" + revision;
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
