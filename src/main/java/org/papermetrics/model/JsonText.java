package org.papermetrics.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as compact UTF-8 text that every JSON reader accepts: keys in their order, numbers
 * with their own digits, and {@code null} where the source had a number that is not finite.
 */
public final class JsonText {
  /** The empty object. */
  public static final JsonText EMPTY_OBJECT = new JsonText("{}".getBytes(StandardCharsets.UTF_8));

  private final byte[] utf8;

  /** Takes over the array: nobody may change it afterwards. */
  public JsonText(byte[] utf8) {
    if (utf8.length == 0) {
      throw new IllegalArgumentException("an empty text is no JSON value");
    }
    this.utf8 = utf8;
  }

  /** The bytes themselves, not a copy; read only. */
  public byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonText text && Arrays.equals(utf8, text.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
