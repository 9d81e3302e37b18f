package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.Optional;
import org.papermetrics.config.ServerProof;
import org.papermetrics.wire.BoardJson;

/**
 * Proves to clients that this server knows the token, before they send it. An answer costs one HMAC
 * over some two hundred bytes; a bound on their number would only let one user of the machine lock
 * out the others.
 */
final class ChallengeHandler {
  private final Optional<String> token;

  ChallengeHandler(Optional<String> token) {
    this.token = token;
  }

  void handle(HttpServerExchange exchange) {
    String nonce = Responses.parameter(exchange, "nonce");
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    if (token.isEmpty()) {
      Errors.notFound(exchange, "This daemon asks for no token, so there is nothing to prove.");
    } else if (nonce == null || !ServerProof.isNonce(nonce)) {
      Errors.send(
          exchange,
          StatusCodes.BAD_REQUEST,
          "Bad nonce",
          "Send ?nonce= with 16 to 64 random bytes as lower-case hex.");
    } else {
      int port = exchange.getDestinationAddress().getPort();
      Responses.json(
          exchange,
          BoardJson.challenge(
              port, ServerProof.of(token.get(), String.valueOf(host), port, nonce)));
    }
  }
}
