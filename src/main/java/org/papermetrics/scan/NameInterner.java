package org.papermetrics.scan;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lets equal names be one object: in a tree of runs nearly all names repeat. Holds only names that
 * were asked for lately, and is right whatever it holds.
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
