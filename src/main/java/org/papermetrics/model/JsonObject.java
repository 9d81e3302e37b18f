package org.papermetrics.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object that was read: its text to be written again, and its values to be read.
 *
 * @param text the whole object
 * @param values the same in Java's own types: {@code Map}, {@code List}, {@code String}, {@code
 *     Long}, {@code BigInteger}, {@code Double}, {@code Boolean}. A key whose value is null or a
 *     number that is not finite is absent
 * @param notFinite the dotted paths where the source had a number that is not finite
 * @param repeated the dotted paths where an object has a key twice, of which the last counts
 */
public record JsonObject(
    JsonText text, Map<String, Object> values, Set<String> notFinite, Set<String> repeated) {
  /** The empty object. */
  public static final JsonObject EMPTY = new JsonObject(JsonText.EMPTY_OBJECT, Map.of());

  /** An object whose numbers are finite and whose keys are different. */
  public JsonObject(JsonText text, Map<String, Object> values) {
    this(text, values, Set.of(), Set.of());
  }

  /**
   * The value at a dotted path such as {@code ttt.base_lr}; a key that itself has dots is found
   * first.
   */
  public Optional<Object> at(String path) {
    return at(values, path);
  }

  /** The string at a path; empty when there is none, when it is blank, or when it is no string. */
  public Optional<String> string(String path) {
    return at(path)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(s -> !s.isBlank());
  }

  /** The list at a path; empty when there is none. */
  public List<?> list(String path) {
    return at(path).filter(List.class::isInstance).<List<?>>map(v -> (List<?>) v).orElse(List.of());
  }

  private static Optional<Object> at(Map<?, ?> object, String path) {
    Object direct = object.get(path);
    if (direct != null) {
      return Optional.of(direct);
    }
    int dot = path.indexOf('.');
    if (dot > 0 && object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
      return at(inner, path.substring(dot + 1));
    }
    return Optional.empty();
  }
}
