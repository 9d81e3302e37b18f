package org.papermetrics.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.JsonText;

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

    /** The path of the container with a dot behind it; null within a list. */
    final @Nullable String prefix;

    String name = "";

    Open(
        @Nullable Map<String, Object> object,
        @Nullable List<Object> list,
        @Nullable String prefix) {
      this.object = object;
      this.list = list;
      this.prefix = prefix;
    }

    @Nullable String path() {
      return prefix == null ? null : prefix + name;
    }

    @Nullable String inner() {
      return prefix == null ? null : prefix + name + ".";
    }
  }

  /** So many paths are remembered; a file with more of them is odd in any case. */
  private static final int MOST_PATHS = 1000;

  private final Map<String, Object> root = new LinkedHashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Set<String> notFinite = new LinkedHashSet<>();
  private final Set<String> repeated = new LinkedHashSet<>();
  private boolean started;

  void startObject() {
    if (!started) {
      started = true;
      open.push(new Open(root, null, ""));
      return;
    }
    Map<String, Object> object = new LinkedHashMap<>();
    add(Collections.unmodifiableMap(object));
    open.push(new Open(object, null, open.element().inner()));
  }

  void startList() {
    List<Object> list = new ArrayList<>();
    add(Collections.unmodifiableList(list));
    open.push(new Open(null, list, null));
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
      if (container.object.containsKey(container.name)) {
        remember(container.path(), repeated);
      }
      if (value == null) {
        container.object.remove(container.name);
      } else {
        container.object.put(container.name, value);
      }
    } else if (container.list != null && value != null) {
      container.list.add(value);
    }
  }

  /** Adds a number that is not finite, which counts as a null. */
  void addNotFinite() {
    add(null);
    remember(open.element().path(), notFinite);
  }

  private static void remember(@Nullable String path, Set<String> paths) {
    if (path != null && paths.size() < MOST_PATHS) {
      paths.add(path);
    }
  }

  /** Whether the outermost object has ended. */
  boolean complete() {
    return started && open.isEmpty();
  }

  /**
   * The object.
   *
   * @param text as it is written again
   */
  JsonObject object(JsonText text) {
    return new JsonObject(
        text,
        Collections.unmodifiableMap(root),
        Collections.unmodifiableSet(notFinite),
        Collections.unmodifiableSet(repeated));
  }
}
