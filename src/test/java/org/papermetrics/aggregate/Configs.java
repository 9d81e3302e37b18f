package org.papermetrics.aggregate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.JsonText;

/** Objects as they are read of files, from text. */
public final class Configs {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private Configs() {}

  /** An object; nulls are absent among its values. */
  public static JsonObject object(String json) {
    try {
      Map<String, Object> values = MAPPER.readValue(json, new TypeReference<>() {});
      dropNulls(values);
      return new JsonObject(new JsonText(json.getBytes(StandardCharsets.UTF_8)), values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** A training config. */
  static TrainingConfig config(String json) {
    return new TrainingConfig(object(json));
  }

  private static void dropNulls(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.values().removeIf(Objects::isNull);
      map.values().forEach(Configs::dropNulls);
    } else if (value instanceof Collection<?> list) {
      list.removeIf(Objects::isNull);
      list.forEach(Configs::dropNulls);
    }
  }
}
