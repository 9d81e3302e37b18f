package org.papermetrics.state;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The last changes, of which pages need those that lead to the present without a gap. */
final class Frames {
  /** So many are kept. */
  static final int MOST = 4096;

  /** They have so many bytes together. */
  static final int MOST_BYTES = 1024 * 1024;

  private Frames() {}

  /** The frames that end at the revision of the lineage and have no gap. */
  static NavigableMap<Long, byte[]> continuous(
      NavigableMap<Long, byte[]> frames, BoardVersion version) {
    NavigableMap<Long, byte[]> last = new TreeMap<>();
    long revision = version.revision();
    for (byte[] frame = frames.get(revision); frame != null; frame = frames.get(revision)) {
      last.put(revision--, frame);
    }
    return last;
  }

  /** The last of the frames that are too old to be kept; empty when all may stay. */
  static <F> OptionalLong tooOld(NavigableMap<Long, F> frames, ToIntFunction<F> size) {
    int count = 0;
    long bytes = 0;
    for (Map.Entry<Long, F> frame : frames.descendingMap().entrySet()) {
      count++;
      bytes += size.applyAsInt(frame.getValue());
      if (count > MOST || bytes > MOST_BYTES) {
        return OptionalLong.of(frame.getKey());
      }
    }
    return OptionalLong.empty();
  }
}
