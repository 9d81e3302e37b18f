package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.QValueParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compression of answers, where the client takes it. */
final class Gzip {
  private Gzip() {}

  /** Whether the client takes gzip; if so the answer is said to be compressed. */
  static boolean agreed(HttpServerExchange exchange) {
    HeaderValues values = exchange.getRequestHeaders().get(Headers.ACCEPT_ENCODING);
    if (values == null || !accepts(values)) {
      return false;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
    return true;
  }

  private static boolean accepts(List<String> values) {
    boolean byDefault = false;
    for (List<QValueParser.QValueResult> group : QValueParser.parse(values)) {
      for (QValueParser.QValueResult value : group) {
        if (value.getValue().equalsIgnoreCase("gzip")) {
          return !value.isQValueZero();
        }
        byDefault |= value.getValue().equals("*") && !value.isQValueZero();
      }
    }
    return byDefault;
  }

  /** A stream that compresses fast; closing it ends the compressed data. */
  static OutputStream stream(OutputStream out) throws IOException {
    return new Fast(out);
  }

  /** The compressed form of something that is sent often. */
  static byte[] compress(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2 + 64);
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return out.toByteArray();
  }

  private static final class Fast extends GZIPOutputStream {
    private static final int BUFFER_BYTES = 16 * 1024;

    Fast(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
