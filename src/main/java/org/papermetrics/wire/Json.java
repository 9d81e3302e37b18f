package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.papermetrics.model.JsonText;

/** How JSON is put together in this room: streamed, without an intermediate tree. */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private Json() {}

  /** Writes part of a document. */
  interface Part {
    /** Writes it. */
    void write(JsonGenerator json) throws IOException;
  }

  /** The bytes that a part writes. */
  static byte[] bytes(int expectedSize, Part part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(expectedSize);
    try {
      to(out, part);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return out.toByteArray();
  }

  /** Writes a part to a stream, which stays open. */
  static void to(OutputStream out, Part part) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      part.write(json);
    }
  }

  /** Writes a field whose value is already JSON. */
  static void field(JsonGenerator json, String name, JsonText value) throws IOException {
    json.writeFieldName(name);
    value(json, value);
  }

  /** Writes a value that is already JSON. */
  static void value(JsonGenerator json, JsonText value) throws IOException {
    json.writeRawValue(new Verbatim(value.utf8()));
  }

  /** Hands finished UTF-8 to the generator without decoding it. */
  private record Verbatim(byte[] utf8) implements SerializableString {
    @Override
    public String getValue() {
      return new String(utf8, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public int charLength() {
      return getValue().length();
    }

    @Override
    public char[] asQuotedChars() {
      return new SerializedString(getValue()).asQuotedChars();
    }

    @Override
    public byte[] asUnquotedUTF8() {
      return utf8;
    }

    @Override
    public byte[] asQuotedUTF8() {
      return new SerializedString(getValue()).asQuotedUTF8();
    }

    @Override
    public int appendQuotedUTF8(byte[] buffer, int offset) {
      return -1;
    }

    @Override
    public int appendQuoted(char[] buffer, int offset) {
      return -1;
    }

    @Override
    public int appendUnquotedUTF8(byte[] buffer, int offset) {
      if (utf8.length > buffer.length - offset) {
        return -1;
      }
      System.arraycopy(utf8, 0, buffer, offset, utf8.length);
      return utf8.length;
    }

    @Override
    public int appendUnquoted(char[] buffer, int offset) {
      return -1;
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) throws IOException {
      byte[] quoted = asQuotedUTF8();
      out.write(quoted);
      return quoted.length;
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) throws IOException {
      out.write(utf8);
      return utf8.length;
    }

    @Override
    public int putQuotedUTF8(ByteBuffer buffer) {
      return -1;
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer out) {
      if (utf8.length > out.remaining()) {
        return -1;
      }
      out.put(utf8);
      return utf8.length;
    }
  }
}
