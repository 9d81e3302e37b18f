package org.papermetrics.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileNode;

/** Changes found by one scan; applied to the tree only if the scan completes. */
final class ScanChanges {
  private final Map<Path, Listed> listed = new LinkedHashMap<>();
  private final Map<Path, FileNode> changedFiles = new HashMap<>();
  private final Set<Path> missingFiles = new LinkedHashSet<>();

  /** A directory that was listed. */
  private record Listed(FileNode node, Listing listing, boolean young) {}

  /** Adds the listing of a directory that is new or has changed. */
  void listed(Path directory, FileNode node, Listing listing, boolean young) {
    listed.put(directory, new Listed(node, listing, young));
  }

  /** Whether the listing of a directory was added. */
  boolean hasListed(Path directory) {
    return listed.containsKey(directory);
  }

  /**
   * Checks whether a file has changed.
   *
   * @param known its directory, null if that is new
   */
  void check(Path file, @Nullable DirectoryNode known) {
    FileNode before = known == null ? null : known.file(file.getFileName());
    FileNode now = FileNode.anything(file).orElse(null);
    if (now == null) {
      missingFiles.add(file);
    } else if (!now.equals(before)) {
      changedFiles.put(file, now);
    }
  }

  /**
   * Applies the changes to the tree.
   *
   * @param known the directories that were deleted if the scan did not enter them
   * @param number the number of the scan
   * @return the files that were added, changed or deleted
   */
  List<Path> commit(Tree tree, List<DirectoryNode> known, long number) {
    List<Path> changed = new ArrayList<>(changedFiles.keySet());
    for (DirectoryNode directory : known) {
      if (directory.isKnown() && !directory.wasSeenBy(number)) {
        directory.forget(changed::add);
        directory.remove();
      }
    }
    listed.forEach(
        (path, f) ->
            tree.list(path, f.node(), f.young(), f.listing(), changed::add).seenBy(number));
    for (Path file : missingFiles) {
      if (tree.setFile(file, null)) {
        changed.add(file);
      }
    }
    changedFiles.forEach(tree::setFile);
    return changed;
  }
}
