package org.papermetrics.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one JSON object from a stream of tokens, the outermost {@code start}
 * first.
 */
final class JsonObjectBuilder {
  /**
   * A container under construction, the name that the next value gets, and how it is handed over
   * when complete.
   */
  private static final class Open {
    final @Nullable Map<String, Object> object;
    final @Nullable List<Object> list;
    String name = "";

    Open(@Nullable Map<String, Object> object, @Nullable List<Object> list) {
      this.object = object;
      this.list = list;
    }
  }

  private final Map<String, Object> root = new LinkedHashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private boolean started;

  void startObject() {
    if (!started) {
      started = true;
      open.push(new Open(root, null));
      return;
    }
    Map<String, Object> object = new LinkedHashMap<>();
    add(Collections.unmodifiableMap(object));
    open.push(new Open(object, null));
  }

  void startList() {
    List<Object> list = new ArrayList<>();
    add(Collections.unmodifiableList(list));
    open.push(new Open(null, list));
  }

  void end() {
    open.pop();
  }

  void name(String name) {
    open.element().name = name;
  }

  /**
   * Adds a value; null stands for a JSON null, which a list leaves out and an object forgets the
   * key of.
   */
  void add(@Nullable Object value) {
    Open container = open.element();
    if (container.object != null) {
      if (value == null) {
        container.object.remove(container.name);
      } else {
        container.object.put(container.name, value);
      }
    } else if (container.list != null && value != null) {
      container.list.add(value);
    }
  }

  /** Whether the outermost object has ended. */
  boolean complete() {
    return started && open.isEmpty();
  }

  Map<String, Object> object() {
    return Collections.unmodifiableMap(root);
  }
}
