package org.papermetrics.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Base64 of gzip: how a document of HTML carries what is large, or must not end an element. */
public final class Packing {
  private Packing() {}

  /** Packs everything; both streams stay open. */
  public static void pack(InputStream in, OutputStream out) throws IOException {
    OutputStream open =
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
          }

          @Override
          public void close() throws IOException {
            flush();
          }
        };
    try (OutputStream gzip = new GZIPOutputStream(Base64.getEncoder().wrap(open), 32 * 1024)) {
      in.transferTo(gzip);
    }
  }

  /** The same bytes packed. */
  static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      pack(new ByteArrayInputStream(bytes), out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return out.toByteArray();
  }

  /**
   * The bytes that were packed.
   *
   * @param packed may have been wrapped into lines since
   * @throws IOException when it is damaged
   */
  public static byte[] unpacked(String packed) throws IOException {
    byte[] gzip;
    try {
      gzip = Base64.getMimeDecoder().decode(packed.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new IOException("what was packed is damaged", e);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }
}
