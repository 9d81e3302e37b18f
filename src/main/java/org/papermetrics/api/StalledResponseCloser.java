package org.papermetrics.api;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * Closes connections whose client has stopped reading its response. Undertow's own write timeouts
 * close connections that were merely idle, or wait ten minutes.
 */
final class StalledResponseCloser implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(StalledResponseCloser.class);
  private static final long NOT_LOOKED_AT = -1;

  private final HttpHandler next;
  private final Map<HttpServerExchange, Long> sent = new ConcurrentHashMap<>();

  StalledResponseCloser(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    sent.put(exchange, NOT_LOOKED_AT);
    exchange.addExchangeCompleteListener(
        (ended, others) -> {
          sent.remove(ended);
          others.proceed();
        });
    next.handleRequest(exchange);
  }

  /** Looks how far the answers have come. */
  void check() {
    sent.forEach(
        (exchange, before) -> {
          long now = exchange.getResponseBytesSent();
          if (!exchange.getConnection().isOpen()) {
            sent.remove(exchange);
          } else if (now == before) {
            log.debug("{} stalls after {} bytes", exchange, now);
            IoUtils.safeClose(exchange.getConnection());
            sent.remove(exchange);
          } else {
            sent.replace(exchange, now);
          }
        });
  }
}
