package org.papermetrics.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

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

  /** Text, or nothing where it is empty. */
  static Value text(String text) {
    return text.isEmpty() ? missing() : new Text(text);
  }

  /** A number in its own digits. */
  record Digits(String text) implements Value {
    /** What it is compared by. */
    double number() {
      return Double.parseDouble(text);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeRawValue(text);
    }
  }

  /** A string. */
  record Text(String text) implements Value {
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

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeRawValue(text);
    }
  }
}
