package org.papermetrics.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value of a run, as its files have it: a number keeps its digits. */
sealed interface Value {
  /** The value in characters, without quotes; not asked of a missing one. */
  String text();

  /** Writes the value as JSON. */
  void write(JsonGenerator json) throws IOException;

  /** What stands where there is no value. */
  static Value missing() {
    return Json.NULL;
  }

  /** Whether there is no value. */
  default boolean isMissing() {
    return equals(missing());
  }

  /** A boolean. */
  static Value of(boolean truth) {
    return truth ? Json.TRUE : Json.FALSE;
  }

  /** Text, or nothing where it is empty. */
  static Value text(String text) {
    return text.isEmpty() ? missing() : new Text(text);
  }

  /** A number in the fewest digits that give it back. */
  static Value of(Number number) {
    return new Digits(
        number instanceof Double value
            ? NumberOutput.toString(value, true)
            : String.valueOf(number));
  }

  /** The value in Java's own types, as far as it may be read as a number or boolean. */
  default @Nullable Object plain() {
    return null;
  }

  /** A number in its own digits. */
  record Digits(String text) implements Value {
    /** What it is compared by; there is one 0. */
    double number() {
      return Double.parseDouble(text) + 0.0;
    }

    @Override
    public Object plain() {
      return number();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeRawValue(text);
    }
  }

  /** A string. */
  record Text(String text) implements Value {
    @Override
    public Object plain() {
      return text;
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeString(text);
    }
  }

  /** Words, such as tags. */
  record Words(List<String> words) implements Value {
    @Override
    public String text() {
      return String.join(" ", words);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeStartArray();
      for (String word : words) {
        json.writeString(word);
      }
      json.writeEndArray();
    }
  }

  /** What is neither: true, false, null, a list or an object, as it is in JSON. */
  record Json(String text) implements Value {
    private static final Json NULL = new Json("null");
    private static final Json TRUE = new Json("true");
    private static final Json FALSE = new Json("false");

    @Override
    public @Nullable Object plain() {
      return equals(TRUE) ? Boolean.TRUE : equals(FALSE) ? Boolean.FALSE : null;
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeRawValue(text);
    }
  }
}
