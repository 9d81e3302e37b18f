package org.papermetrics.config;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On which line of a configuration file each key stands, because what is wrong with a value is
 * noticed only behind it.
 */
final class SettingsLines {
  /** Of a file that says nothing. */
  static final SettingsLines NONE = new SettingsLines();

  private final Map<String, Integer> lines = new HashMap<>();

  private SettingsLines() {}

  /**
   * Goes through a whole file.
   *
   * @throws IOException when it is no YAML
   */
  static SettingsLines of(YAMLParser yaml) throws IOException {
    SettingsLines found = new SettingsLines();
    JsonToken token = yaml.nextToken();
    if (token != null) {
      found.value(yaml, "");
    }
    return found;
  }

  /** Whether the file says nothing, not even that it says nothing. */
  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The line of a key such as {@code http.port} or {@code metrics[0].key}; null when unknown. */
  @Nullable Integer of(String path) {
    return lines.get(path);
  }

  private void value(YAMLParser yaml, String path) throws IOException {
    lines.putIfAbsent(path, yaml.currentTokenLocation().getLineNr());
    if (yaml.isCurrentAlias()) {
      // It would be taken for the text of its name.
      throw new JsonParseException(yaml, "write the value itself instead of *" + yaml.getText());
    }
    if (yaml.currentToken() == JsonToken.START_OBJECT) {
      while (yaml.nextToken() == JsonToken.FIELD_NAME) {
        String inner = (path.isEmpty() ? "" : path + ".") + yaml.currentName();
        lines.putIfAbsent(inner, yaml.currentTokenLocation().getLineNr());
        yaml.nextToken();
        value(yaml, inner);
      }
    } else if (yaml.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; yaml.nextToken() != JsonToken.END_ARRAY; i++) {
        value(yaml, path + "[" + i + "]");
      }
    }
  }
}
