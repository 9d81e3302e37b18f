package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.api.Assets.Asset;

/** Serves the files of the page from memory. */
final class AssetHandler {
  private final Assets assets;
  private volatile Set<String> ancestors = Set.of();

  AssetHandler(Assets assets) {
    this.assets = assets;
  }

  /** Lets pages of these origins show the page in a frame, and no others from now on. */
  void allowFrames(Set<String> origins) {
    ancestors = origins;
  }

  /** The file at a path; the root is the page. */
  Optional<Asset> find(String path) {
    return assets.find(path.equals("/") ? Assets.PAGE : path);
  }

  /** Answers with a file. */
  void handle(HttpServerExchange exchange, Asset asset) {
    if (asset.immutable()) {
      SecurityHeaders.keepForEver(exchange.getResponseHeaders());
    } else {
      SecurityHeaders.keepButAsk(exchange.getResponseHeaders());
    }
    asset
        .headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    SecurityHeaders.allowFrames(exchange.getResponseHeaders(), ancestors);
    if (Responses.unchanged(exchange, asset.tag(), "Accept-Encoding")) {
      return;
    }
    Responses.send(
        exchange,
        StatusCodes.OK,
        asset.contentType(),
        Gzip.agreed(exchange) ? asset.compressed() : asset.bytes());
  }
}
