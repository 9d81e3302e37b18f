package org.papermetrics.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.papermetrics.model.JsonText;

/**
 * Picks the values at dotted paths out of JSON text, and reads past the rest: nothing is kept that
 * is not asked for.
 */
final class JsonPaths {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Set<String> wanted;
  private final Set<String> onTheWay = new HashSet<>();

  /** The paths that are asked for, such as {@code ttt.base_lr}. */
  JsonPaths(Set<String> wanted) {
    this.wanted = Set.copyOf(wanted);
    for (String path : wanted) {
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        onTheWay.add(path.substring(0, dot));
      }
    }
  }

  /**
   * The values that are there by their paths; a null is one of them. A key that itself has dots
   * goes before the way through objects, and of a key that stands twice, the last counts.
   */
  Map<String, Value> in(JsonText object) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<String, Found> found = new HashMap<>();
    read(object, parser -> pick(parser, object.utf8(), "", found));
    Map<String, Value> values = new HashMap<>();
    found.forEach((path, one) -> values.put(path, one.value()));
    return values;
  }

  /** The keys of an object itself. */
  static Set<String> keys(JsonText object) {
    Set<String> keys = new LinkedHashSet<>();
    read(
        object,
        parser -> {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            keys.add(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
          }
        });
    return keys;
  }

  /** The path of everything in an object that is no object itself, or an empty one; in order. */
  static Set<String> leaves(JsonText object) {
    Set<String> paths = new LinkedHashSet<>();
    read(object, parser -> collect(parser, "", paths));
    paths.remove("");
    return paths;
  }

  /** A value, and the path of the object that it stands in, with a dot behind it. */
  private record Found(Value value, String prefix) {}

  private interface Walk {
    void over(JsonParser parser) throws IOException;
  }

  private static void read(JsonText object, Walk walk) {
    try (JsonParser parser = FACTORY.createParser(object.utf8())) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        walk.over(parser);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the text of a run was JSON when it was read", e);
    }
  }

  private void pick(JsonParser parser, byte[] text, String prefix, Map<String, Found> found)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix + parser.currentName();
      if (onTheWay.contains(path)) {
        found.values().removeIf(one -> one.prefix().startsWith(path + "."));
      }
      JsonToken token = parser.nextToken();
      int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
      boolean take = wanted.contains(path);
      Value value = Value.missing();
      if (token == JsonToken.START_OBJECT && onTheWay.contains(path)) {
        pick(parser, text, path + ".", found);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      } else if (take) {
        value = scalar(parser, token);
      }
      if (take && token.isStructStart()) {
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        value = new Value.Json(new String(text, start, end - start, StandardCharsets.UTF_8));
      }
      if (take) {
        Found one = new Found(value, prefix);
        found.merge(path, one, (a, b) -> a.prefix().length() < b.prefix().length() ? a : b);
      }
    }
  }

  private static Value scalar(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return new Value.Text(parser.getText());
    }
    return token.isNumeric()
        ? new Value.Digits(parser.getText())
        : new Value.Json(parser.getText());
  }

  private static void collect(JsonParser parser, String path, Set<String> paths)
      throws IOException {
    boolean empty = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      empty = false;
      String inner = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        collect(parser, inner, paths);
      } else {
        parser.skipChildren();
        paths.add(inner);
      }
    }
    if (empty) {
      paths.add(path);
    }
  }
}
