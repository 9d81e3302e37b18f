package org.papermetrics.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.ByteSource;
import org.papermetrics.files.ContentSums;

/**
 * Where the entries of a registry stand in its text. The text itself stays where it is; a changed
 * registry is put together from pieces of it, so that what this program does not know survives to
 * the letter.
 *
 * @param slots the elements of the list of runs, usable or not, in their order
 * @param start offset of the bracket that opens the list
 * @param end offset of the bracket that closes it
 * @param sums of the whole text
 * @param tail checksums of what follows the closing bracket
 */
record RegistryText(List<Slot> slots, int start, int end, ContentSums sums, ContentSums tail) {
  /** The text of a registry without runs. */
  static final ByteSource NO_RUNS =
      ByteSource.of("{\"runs\": []}".getBytes(StandardCharsets.UTF_8));

  /** Copies the list. */
  RegistryText {
    slots = List.copyOf(slots);
  }

  /**
   * One element of the list of runs.
   *
   * @param start offset of its first byte
   * @param end offset after its last byte
   * @param checkpointPath null when absent or one of the ways to say that there is none
   * @param resultsFile null when absent
   * @param plain whether it has only the fields that this program writes
   * @param fault what is wrong with it and what to do; null when it is usable
   */
  record Slot(
      int start,
      int end,
      @Nullable String checkpointPath,
      @Nullable String resultsFile,
      boolean plain,
      @Nullable String fault) {
    /** The same at another place. */
    Slot at(int from, int to) {
      return from == start && to == end
          ? this
          : new Slot(from, to, checkpointPath, resultsFile, plain, fault);
    }
  }
}
