package org.papermetrics.scan;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Interns repeated file names: in a tree of runs nearly all names repeat. It is a cache of recently
 * used names, so equal names are usually, not always, the same object.
 */
final class NameInterner {
  private static final int SLOTS = 1 << 12;

  private final @Nullable Path[] slots = new @Nullable Path[SLOTS];

  /** The last name of a path, which must have one. */
  Path lastOf(Path path) {
    Path name = path.getFileName();
    if (name == null) {
      throw new IllegalArgumentException(path + " has no name");
    }
    int slot = (name.hashCode() * 0x9E3779B1) >>> 20;
    Path known = slots[slot];
    if (known == null || !known.equals(name)) {
      slots[slot] = name;
      return name;
    }
    return known;
  }
}
