package org.papermetrics.api;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Set;

/** Root HTTP handler: request guards first, then the router. */
final class RootHandler implements HttpHandler {
  private static final Set<HttpString> METHODS = Set.of(Methods.GET, Methods.HEAD);

  private final Guards guards;
  private final Routes routes;

  RootHandler(Guards guards, Routes routes) {
    this.guards = guards;
    this.routes = routes;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    SecurityHeaders.put(exchange.getResponseHeaders());
    if (exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)) {
      // Undertow takes a coding that it does not know for no body, and what follows for a request.
      exchange.setPersistent(false);
    }
    RequestTarget target = RequestTarget.of(exchange);
    String path = target.path();
    Rejection rejection =
        guards.check(
            exchange.getRequestHeaders(),
            target.host(),
            path == null ? Guards.Access.TOKEN : routes.access(path));
    Guards.takeAwayToken(exchange.getRequestHeaders());
    if (rejection != null) {
      Errors.refuse(exchange, rejection);
    } else if (!METHODS.contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      Errors.send(
          exchange,
          StatusCodes.METHOD_NOT_ALLOWED,
          "Method not allowed",
          "Nothing is changed through this server; use GET or HEAD.");
    } else if (path == null) {
      Errors.send(
          exchange,
          StatusCodes.BAD_REQUEST,
          "Malformed path",
          "The path is not percent-encoded UTF-8.");
    } else {
      routes.handle(exchange, path);
    }
  }
}
