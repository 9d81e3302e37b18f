package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.papermetrics.api.Assets.Asset;

/** Serves the files of the page from memory, each compressed once. */
final class AssetHandler {
  private final Assets assets;
  private final Map<String, Compressed> compressed = new ConcurrentHashMap<>();

  AssetHandler(Assets assets) {
    this.assets = assets;
  }

  /** The file at a path; the root is the page. */
  Optional<Asset> find(String path) {
    return assets.find(path.equals("/") ? Assets.PAGE : path);
  }

  /** Answers with a file. */
  void handle(HttpServerExchange exchange, String path, Asset asset) {
    SecurityHeaders.keepButAsk(exchange.getResponseHeaders());
    asset
        .headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    if (Responses.unchanged(exchange, asset.tag())) {
      return;
    }
    Responses.send(
        exchange,
        StatusCodes.OK,
        asset.contentType(),
        Gzip.agreed(exchange) ? compressed(path, asset) : asset.bytes());
  }

  private ByteBuffer compressed(String path, Asset asset) {
    return compressed
        .compute(
            path,
            (p, known) ->
                known != null && known.tag.equals(asset.tag())
                    ? known
                    : new Compressed(asset.tag(), ByteBuffer.wrap(asset.compressed())))
        .content
        .duplicate();
  }

  private record Compressed(String tag, ByteBuffer content) {}
}
