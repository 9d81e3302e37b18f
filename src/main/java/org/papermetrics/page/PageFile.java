package org.papermetrics.page;

import java.nio.charset.StandardCharsets;

/** One file of the page, ready to be sent. */
public final class PageFile {
  private final String contentType;
  private final byte[] bytes;
  private final String etag;
  private final boolean immutable;

  PageFile(String contentType, byte[] bytes, String sha256, boolean immutable) {
    this.contentType = contentType;
    this.bytes = bytes;
    this.etag = '"' + sha256.substring(0, 32) + '"';
    this.immutable = immutable;
  }

  /** The value of the header {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  /** The bytes themselves, not a copy; read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** The value of the header {@code ETag}, with its quotes; it changes with the bytes. */
  public String etag() {
    return etag;
  }

  /** Whether what is under its address never changes. */
  public boolean immutable() {
    return immutable;
  }

  /** The bytes as UTF-8 text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
