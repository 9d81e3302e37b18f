package org.papermetrics.index;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;

/** Parts of maps that are sorted by path. */
final class PathRanges {
  /** No name sorts before it. */
  private static final String FIRST_NAME = "\u0001";

  private PathRanges() {}

  /** The part of a map that is at a path or below it. */
  static <V> Map<Path, V> below(NavigableMap<Path, V> map, Path directory) {
    Map<Path, V> below = new LinkedHashMap<>(map.subMap(directory, true, directory, true));
    for (Map.Entry<Path, V> entry : map.tailMap(directory.resolve(FIRST_NAME), true).entrySet()) {
      if (!entry.getKey().startsWith(directory)) {
        break;
      }
      below.put(entry.getKey(), entry.getValue());
    }
    return below;
  }
}
