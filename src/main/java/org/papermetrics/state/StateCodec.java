package org.papermetrics.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.papermetrics.files.CompactPath;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Progression;

/**
 * Encodes saved values as JSON and decodes them. The JSON is ASCII, because a string may have
 * characters that are no proper Unicode.
 */
final class StateCodec {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .addModule(types())
          .build();

  private StateCodec() {}

  /** What is saved of a progression: all else follows from it. */
  private record Files(List<Curve> files) {
    /** Copies the list. */
    Files {
      files = List.copyOf(files);
    }
  }

  private interface Encoder<T> {
    void encode(T value, JsonGenerator out) throws IOException;
  }

  private interface Decoder<T> {
    T decode(JsonParser in, DeserializationContext context) throws IOException;
  }

  /** The document of a value. */
  static byte[] encode(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException("a saved value has no JSON", e);
    }
  }

  /** The key of a document: what tells it from the others of its kind, as ASCII. */
  static String key(Object identity) {
    return new String(encode(identity), StandardCharsets.US_ASCII);
  }

  /**
   * The value of a document.
   *
   * @throws IOException when it is none of this type, or has a path that this Java, in its locale,
   *     cannot name
   */
  static <T> T decode(byte[] document, Class<T> type) throws IOException {
    return JSON.readValue(document, type);
  }

  private static SimpleModule types() {
    SimpleModule types = new SimpleModule();
    add(types, Path.class, StateCodec::write, StateCodec::path);
    add(types, Instant.class, StateCodec::write, (in, context) -> instant(in));
    add(
        types,
        LocalDateTime.class,
        (time, out) -> write(time.toInstant(ZoneOffset.UTC), out),
        (in, context) -> LocalDateTime.ofInstant(instant(in), ZoneOffset.UTC));
    add(
        types,
        Curve.class,
        (curve, out) -> out.writeBinary(curve.packed()),
        (in, context) -> curve(in.getBinaryValue()));
    add(
        types,
        Progression.class,
        (progression, out) -> out.writePOJO(new Files(progression.files())),
        (in, context) -> progression(context.readValue(in, Files.class)));
    return types;
  }

  private static <T> void add(
      SimpleModule types, Class<T> type, Encoder<T> encoder, Decoder<T> decoder) {
    types.addSerializer(
        type,
        new JsonSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            encoder.encode(value, out);
          }
        });
    types.addDeserializer(
        type,
        new JsonDeserializer<T>() {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return decoder.decode(in, context);
          }
        });
  }

  /** A path in bytes that make no text is an array of its URI. */
  private static void write(Path path, JsonGenerator out) throws IOException {
    Path copy = CompactPath.of(path);
    if (isExact(copy)) {
      out.writeString(copy.toString());
    } else {
      String[] uri = {path.toUri().toString()};
      out.writeArray(uri, 0, uri.length);
    }
  }

  private static boolean isExact(Path path) {
    try {
      return Path.of(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Progression progression(Files files) throws IOException {
    try {
      return new Progression(files.files());
    } catch (IllegalArgumentException e) {
      throw new IOException("no progression", e);
    }
  }

  private static Path path(JsonParser in, DeserializationContext context) throws IOException {
    return in.hasToken(JsonToken.START_ARRAY)
        ? Path.of(URI.create(context.readValue(in, String[].class)[0]))
        : Path.of(in.getText());
  }

  private static void write(Instant instant, JsonGenerator out) throws IOException {
    long[] parts = {instant.getEpochSecond(), instant.getNano()};
    out.writeArray(parts, 0, parts.length);
  }

  private static Instant instant(JsonParser in) throws IOException {
    if (!in.isExpectedStartArrayToken()) {
      throw new IOException("not a time");
    }
    long seconds = in.nextLongValue(0);
    long nanos = in.nextLongValue(0);
    if (in.nextToken() != JsonToken.END_ARRAY) {
      throw new IOException("not a time");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static Curve curve(byte[] packed) throws IOException {
    try {
      return Curve.unpacked(packed);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a curve", e);
    }
  }
}
