package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.papermetrics.model.JsonText;

/** How JSON is put together in this package: streamed, without an intermediate tree. */
final class Json {
  private static final JsonFactory FACTORY = factory().build();

  private Json() {}

  /** A factory of parsers and generators, to be changed further. */
  static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder()
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        // Values that are JSON already are written behind the generator's buffer, many times.
        .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
        // A lone surrogate, from a name that is no UTF-8, can only be written as an escape.
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        // What was read within bounds may be read again.
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build());
  }

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

  /**
   * Parses a stored text once, because it is written as it is.
   *
   * @param what it is of, for the message
   * @throws DamagedJsonException when it is no JSON
   */
  static void check(String what, JsonText text) {
    try (JsonParser parser = FACTORY.createParser(text.utf8())) {
      parser.nextToken();
      parser.skipChildren();
      if (parser.currentToken() == null || parser.nextToken() != null) {
        throw new JsonParseException(parser, "more or less than one value");
      }
    } catch (IOException e) {
      throw new DamagedJsonException(what, e);
    }
  }

  /** Writes a part to a stream, which stays open. */
  static void to(OutputStream out, Part part) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      part.write(json);
    }
  }

  /** Writes a field whose value is JSON already, without decoding it. */
  static void field(JsonGenerator json, String name, JsonText value) throws IOException {
    json.writeFieldName(name);
    json.writeRawValue("");
    json.flush();
    ((OutputStream) json.getOutputTarget()).write(value.utf8());
  }
}
