package org.papermetrics.watch;

import java.util.ArrayList;
import java.util.List;
import org.papermetrics.scan.DirectoryNode;

/**
 * Directories by what can be expected of them. Results come to directories that have none, and
 * checkpoints to directories that hold directories; all the rest changes seldom.
 *
 * @param all all of them
 * @param open those in which a new results file or a new checkpoint may appear
 * @param settled all others
 * @param holders those that hold wanted files, open or settled
 */
record Prospects(
    List<DirectoryNode> all,
    List<DirectoryNode> open,
    List<DirectoryNode> settled,
    List<DirectoryNode> holders) {
  /** Checkpoints are kept so far above their results: {@code checkpoints/N/consolidated/}. */
  private static final int CHECKPOINTS_ABOVE = 2;

  /** Nothing is known. */
  static final Prospects NONE = of(List.of());

  /** Tells the directories apart. */
  static Prospects of(List<DirectoryNode> directories) {
    List<DirectoryNode> open = new ArrayList<>();
    List<DirectoryNode> settled = new ArrayList<>();
    List<DirectoryNode> holders = new ArrayList<>();
    for (DirectoryNode directory : directories) {
      (isOpen(directory) ? open : settled).add(directory);
      if (!directory.fileNames().isEmpty()) {
        holders.add(directory);
      }
    }
    return new Prospects(directories, open, settled, holders);
  }

  /**
   * Whether news is expected in a directory itself. From one that holds a single directory the way
   * goes on: to where it forks, or to the last three directories of it.
   */
  static boolean isOpen(DirectoryNode directory) {
    if (directory.parent() == null || directory.children().size() > 1) {
      return true;
    }
    DirectoryNode end = directory;
    int steps = 0;
    for (; end.children().size() == 1; steps++) {
      end = end.children().get(0);
    }
    boolean forks = !end.children().isEmpty();
    boolean hasResults = end.hasResults() || directory.hasResults();
    return !forks && (steps == CHECKPOINTS_ABOVE || (steps < CHECKPOINTS_ABOVE && !hasResults));
  }
}
