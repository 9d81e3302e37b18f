package org.papermetrics.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.papermetrics.files.FileAtPath;
import org.papermetrics.files.IoErrors;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.JsonText;

/**
 * Reads a small file that should hold one JSON object, as Python's {@code json} writes it, while
 * somebody may be writing it.
 */
final class JsonFile {
  /** Results and configurations have a few kB; a file beyond this is something else. */
  static final int LARGEST = 16 * 1024 * 1024;

  private static final String NO_OBJECT = "it should be one object, in { }";
  private static final String MORE_THAN_ONE = "something follows after the object";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // Lone surrogates, which Python writes for names that are no UTF-8, stay writable as
          // escapes.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private JsonFile() {}

  /** Turns the bytes of a file into an object. */
  interface Parsing {
    /** The object, or an exception of the parser that says what is wrong. */
    JsonObject object(byte[] bytes) throws IOException;
  }

  /** The outcome of reading. */
  sealed interface Content {}

  /** The object, and the state the file had before and after it was read. */
  record Whole(JsonObject object, FileStamp stamp) implements Content {}

  /** There is no such file. */
  record Absent() implements Content {}

  /** The file changed while it was read. */
  record Moving() implements Content {}

  /**
   * The file cannot be used as it is.
   *
   * @param reason half a sentence that follows the file's name
   * @param stamp its state, empty when that cannot be determined
   * @param passing whether the system refused, so that the next attempt may succeed though the file
   *     stays as it is
   */
  record Unusable(String reason, Optional<FileStamp> stamp, boolean passing) implements Content {
    Unusable(String reason, Optional<FileStamp> stamp) {
      this(reason, stamp, false);
    }
  }

  /**
   * What is there is no such file, whatever is in it, and is not opened.
   *
   * @param reason half a sentence that follows the file's name
   */
  record Misplaced(String reason) implements Content {}

  /** Says where a file really is. */
  interface Resolving {
    /** The real path, which is opened without following links; empty when it must not be read. */
    Optional<Path> resolve(Path file) throws IOException;
  }

  /** Reads the file; nothing is opened unless it is a regular file of sensible size. */
  static Content read(Path file, Resolving resolving, Parsing parsing) {
    Optional<FileStamp> before = Optional.empty();
    try {
      FileAtPath found = FileAtPath.of(file);
      if (found instanceof FileAtPath.Nothing) {
        return new Absent();
      }
      if (found instanceof FileAtPath.Special special) {
        return new Misplaced(special.words());
      }
      FileStamp stamp = ((FileAtPath.Regular) found).stamp();
      before = Optional.of(stamp);
      Optional<String> tooLarge = FileAtPath.tooLarge(stamp.size(), LARGEST);
      if (tooLarge.isPresent()) {
        return new Misplaced(tooLarge.get());
      }
      Optional<Path> real = resolving.resolve(file);
      if (real.isEmpty()) {
        return new Unusable(
            "is reached by a symbolic link of another user that leads out of the checkpoint"
                + " directories, so it is not read",
            before);
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(real.get(), LinkOption.NOFOLLOW_LINKS)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (!Stamps.of(file).equals(before)) {
        return new Moving();
      }
      return parse(bytes, stamp, parsing);
    } catch (NoSuchFileException e) {
      return new Absent();
    } catch (IOException e) {
      return new Unusable("cannot be read: " + IoErrors.of(e), before, true);
    }
  }

  private static Content parse(byte[] bytes, FileStamp stamp, Parsing parsing) {
    String wrong;
    if (bytes.length == 0) {
      wrong = "is empty";
    } else if (isWide(bytes)) {
      wrong = "is not JSON in UTF-8, but binary or in UTF-16";
    } else {
      try {
        return new Whole(parsing.object(bytes), stamp);
      } catch (StreamConstraintsException e) {
        wrong = "is nested deeper, or has a longer number or text, than any such file";
      } catch (JsonParseException e) {
        int line = e.getLocation().getLineNr();
        wrong =
            isEnd(e)
                ? "ends before the JSON is complete (line " + line + ")"
                : "is not JSON (line "
                    + line
                    + ", column "
                    + e.getLocation().getColumnNr()
                    + ")"
                    + explanation(e);
      } catch (IOException e) {
        // Bytes that are no UTF-8 arrive here as a CharConversionException.
        wrong = "is not JSON in UTF-8: " + e.getMessage();
      }
    }
    return new Unusable(oneLine(wrong), Optional.of(stamp));
  }

  /** What the parser says may quote the file, which may be a private one that is none of ours. */
  private static String explanation(JsonParseException e) {
    String message = e.getOriginalMessage();
    return message.equals(NO_OBJECT) || message.equals(MORE_THAN_ONE) ? ": " + message : "";
  }

  /** The parser has an exception of its own for the end of the file, but not everywhere. */
  private static boolean isEnd(JsonParseException e) {
    return e instanceof JsonEOFException
        || e.getOriginalMessage().startsWith("Unexpected end-of-input");
  }

  /**
   * Whether these are characters of two or four bytes each, which the parser would take for JSON
   * although no other reader of the file does.
   */
  private static boolean isWide(byte[] bytes) {
    int first = bytes[0] & 0xff;
    return first >= 0xfe || first == 0 || (bytes.length > 1 && bytes[1] == 0);
  }

  /** Parses the bytes of one object. */
  static JsonObject object(byte[] bytes) throws IOException {
    ByteArrayOutputStream compact = new ByteArrayOutputStream(bytes.length);
    JsonObjectBuilder values = new JsonObjectBuilder();
    try (JsonParser parser = FACTORY.createParser(bytes);
        JsonGenerator copy = FACTORY.createGenerator(compact)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonEOFException(parser, null, "nothing but space");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, NO_OBJECT);
      }
      do {
        copy(parser, copy, values);
      } while (!values.complete() && parser.nextToken() != null);
      if (!values.complete()) {
        throw new JsonEOFException(parser, null, "no end");
      }
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, MORE_THAN_ONE);
      }
    }
    return values.object(new JsonText(compact.toByteArray()));
  }

  /**
   * Copies one token to the compact text and into the values, with null for a number that is not
   * finite.
   */
  private static void copy(JsonParser parser, JsonGenerator copy, JsonObjectBuilder values)
      throws IOException {
    JsonToken token = parser.currentToken();
    switch (token) {
      case VALUE_NUMBER_INT -> {
        Number value = parser.getNumberValue();
        values.add(value instanceof BigInteger ? value : (Number) value.longValue());
        copyDigits(parser, copy);
      }
      case VALUE_NUMBER_FLOAT -> {
        double value = parser.getDoubleValue();
        if (Double.isFinite(value)) {
          values.add(value);
          copyDigits(parser, copy);
        } else {
          values.addNotFinite();
          copy.writeNull();
        }
      }
      default -> {
        switch (token) {
          case START_OBJECT -> values.startObject();
          case START_ARRAY -> values.startList();
          case END_OBJECT, END_ARRAY -> values.end();
          case FIELD_NAME -> values.name(parser.currentName());
          case VALUE_STRING -> values.add(parser.getText());
          case VALUE_TRUE -> values.add(true);
          case VALUE_FALSE -> values.add(false);
          default -> values.add(null);
        }
        copy.copyCurrentEvent(parser);
      }
    }
  }

  private static void copyDigits(JsonParser parser, JsonGenerator copy) throws IOException {
    copy.writeNumber(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  private static String oneLine(String message) {
    int end = message.indexOf('\n');
    String first = end < 0 ? message : message.substring(0, end);
    return first.length() <= 300 ? first : first.substring(0, 300) + "…";
  }
}
