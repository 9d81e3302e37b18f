package org.papermetrics.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.papermetrics.model.JsonObject;

/**
 * Training configs by their bytes. All checkpoints of an experiment have the same one, so it is
 * parsed once and kept in memory once. Used by several threads.
 */
final class ConfigCache implements JsonFile.Parsing {
  /** So many experiments are read side by side; when there are more, the cache starts again. */
  private static final int MOST = 64;

  private final Map<ByteBuffer, JsonObject> objects = new ConcurrentHashMap<>();

  @Override
  public JsonObject object(byte[] bytes) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(bytes);
    JsonObject known = objects.get(content);
    if (known != null) {
      return known;
    }
    JsonObject parsed = JsonFile.object(bytes);
    if (objects.size() >= MOST) {
      objects.clear();
    }
    objects.put(content, parsed);
    return parsed;
  }
}
