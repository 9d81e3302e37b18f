package org.papermetrics.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A tag of the user's own: runs whose training config has a value at a path get it.
 *
 * @param tag the tag, never empty
 * @param path dotted path in the training config
 * @param equal the value that is asked for: a string, a number, a boolean or a list
 */
public record TagRule(String tag, String path, Object equal) {
  /** Refuses an empty tag or path. */
  public TagRule {
    if (tag.isBlank() || path.isBlank()) {
      throw new IllegalArgumentException("a tag rule has a tag and a path");
    }
  }

  /** Whether a training config has the value, be it written as text. */
  public boolean holds(JsonObject config) {
    return config.at(path).filter(value -> same(value, equal) || says(value)).isPresent();
  }

  /** Whether the rule holds because text is read as the number or boolean that it says. */
  public boolean holdsByText(JsonObject config) {
    return config.at(path).filter(value -> !same(value, equal) && says(value)).isPresent();
  }

  private boolean says(Object value) {
    Optional<?> said =
        equal instanceof Number
            ? PlainText.number(value)
            : equal instanceof Boolean ? PlainText.truth(value) : Optional.empty();
    return said.filter(read -> same(read, equal)).isPresent();
  }

  /** Numbers are equal when their values are, whether written as 1 or as 1.0. */
  private static boolean same(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return x.doubleValue() == y.doubleValue();
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return x.size() == y.size()
          && java.util.stream.IntStream.range(0, x.size()).allMatch(i -> same(x.get(i), y.get(i)));
    }
    return !(a instanceof Map) && Objects.equals(a, b);
  }
}
