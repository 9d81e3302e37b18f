package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a request line asks for. Undertow's own paths lose what stands behind a semicolon and keep
 * encoded slashes, so the target is taken apart here.
 *
 * @param host the authority in an absolute target, null when only a path stands there
 * @param path percent-decoded once, null when it is no path
 */
record RequestTarget(@Nullable String host, @Nullable String path) {

  /** The target of a request. */
  static RequestTarget of(HttpServerExchange exchange) {
    String target = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return new RequestTarget(null, decode(target));
    }
    int scheme = target.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + "://".length();
    int slash = target.indexOf('/', start);
    return slash < 0
        ? new RequestTarget(target.substring(start), "/")
        : new RequestTarget(target.substring(start, slash), decode(target.substring(slash)));
  }

  /** Percent-decoded UTF-8; null when it is malformed. */
  static @Nullable String decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c > 0x7f) {
        return null;
      }
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
      int low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
