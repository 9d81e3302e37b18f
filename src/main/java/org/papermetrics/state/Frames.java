package org.papermetrics.state;

import java.util.NavigableMap;
import java.util.TreeMap;

/** The last changes, of which pages need those that lead to the present without a gap. */
final class Frames {
  private Frames() {}

  /** The frames that end at the revision of the lineage and have no gap. */
  static NavigableMap<Long, byte[]> continuous(NavigableMap<Long, byte[]> frames, Lineage lineage) {
    NavigableMap<Long, byte[]> last = new TreeMap<>();
    long revision = lineage.revision();
    for (byte[] frame = frames.get(revision); frame != null; frame = frames.get(revision)) {
      last.put(revision--, frame);
    }
    return last;
  }
}
