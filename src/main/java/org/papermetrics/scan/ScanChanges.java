package org.papermetrics.scan;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
import org.papermetrics.files.Stamps;

/** What one look has found, kept aside until it is known that the look was a good one. */
final class ScanChanges {
  private final Map<Path, Listed> listed = new LinkedHashMap<>();
  private final Map<Path, FileNode> freshFiles = new HashMap<>();
  private final Set<Path> missingFiles = new LinkedHashSet<>();

  /** A directory that was listed. */
  private record Listed(FileNode node, Listing listing, boolean young) {}

  /** A directory that is new or different was listed. */
  void listed(Path directory, FileNode node, Listing listing, boolean young) {
    listed.put(directory, new Listed(node, listing, young));
  }

  /** Whether a directory was listed and found to be new or different. */
  boolean hasListed(Path directory) {
    return listed.containsKey(directory);
  }

  /**
   * Looks at a wanted file.
   *
   * @param known its directory, null when that is new
   */
  void look(Path file, @Nullable DirectoryNode known) {
    FileNode before = known == null ? null : known.file(file.getFileName());
    FileNode now = nodeOf(file);
    if (now == null) {
      missingFiles.add(file);
    } else if (!now.equals(before)) {
      freshFiles.put(file, now);
    }
  }

  private static @Nullable FileNode nodeOf(Path file) {
    try {
      FileNode node = FileNode.following(file);
      return node.isFile() ? node : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return Stamps.named(file) ? FileNode.UNKNOWN : null;
    }
  }

  /**
   * Makes it the tree's.
   *
   * @param known directories that are gone unless the look met them
   * @param number of the look
   * @return the wanted files that are new, different, or gone
   */
  List<Path> commit(Tree tree, List<DirectoryNode> known, long number) {
    List<Path> changed = new ArrayList<>(freshFiles.keySet());
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
    freshFiles.forEach(tree::setFile);
    return changed;
  }
}
