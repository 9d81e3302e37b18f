package org.papermetrics.api;

import static java.util.stream.Collectors.joining;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Root HTTP handler: request guards first, then the router. */
final class RootHandler implements HttpHandler {
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
    } else if (!methods(path).contains(exchange.getRequestMethod())) {
      String allowed =
          methods(path).stream().map(HttpString::toString).sorted().collect(joining(", "));
      exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
      Errors.send(
          exchange,
          StatusCodes.METHOD_NOT_ALLOWED,
          "Method not allowed",
          "This path takes "
              + allowed
              + "; only notes on runs can be changed through this server.");
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

  private Set<HttpString> methods(@Nullable String path) {
    return routes.methods(path == null ? "" : path);
  }
}
