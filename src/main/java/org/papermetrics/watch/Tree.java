package org.papermetrics.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.FileStamp;

/** The directories and wanted files of a scope as they were when last looked at. */
final class Tree {
  private final Map<Path, Directory> directories = new HashMap<>();
  private final Map<Path, FileStamp> files = new HashMap<>();

  /** A directory as it was when last looked at. */
  static final class Directory {
    private final Node node;
    private final Listing listing;
    private final boolean young;
    private long pass;

    /**
     * A directory as it is now.
     *
     * @param young whether it changed so shortly before that a further entry may leave no trace
     * @param pass the number of the pass that sees it
     */
    Directory(Node node, Listing listing, boolean young, long pass) {
      this.node = node;
      this.listing = listing;
      this.young = young;
      this.pass = pass;
    }

    Node node() {
      return node;
    }

    Listing listing() {
      return listing;
    }

    /** Whether the listing still holds for a directory that now looks like this. */
    boolean isListedAs(Node now) {
      return !young && node.equals(now);
    }

    boolean wasSeenBy(long number) {
      return pass == number;
    }

    void seenBy(long number) {
      pass = number;
    }
  }

  @Nullable Directory directory(Path path) {
    return directories.get(path);
  }

  @Nullable FileStamp file(Path path) {
    return files.get(path);
  }

  Collection<Path> directories() {
    return directories.keySet();
  }

  void put(Map<Path, Directory> freshDirectories, Map<Path, FileStamp> freshFiles) {
    directories.putAll(freshDirectories);
    files.putAll(freshFiles);
  }

  /** Forgets a file; false when it was not known. */
  boolean removeFile(Path file) {
    return files.remove(file) != null;
  }

  /** Forgets a directory and its files, and returns the files. */
  List<Path> removeDirectory(Path path) {
    Directory directory = directories.remove(path);
    return directory == null
        ? List.of()
        : directory.listing().files().stream().filter(this::removeFile).toList();
  }

  /** A directory and all that are really below it; empty when it is not known. */
  List<Path> below(Path directory) {
    return below(directory, false);
  }

  /** A directory and all below it, also through links; empty when it is not known. */
  List<Path> belowAndLinked(Path directory) {
    return below(directory, true);
  }

  private List<Path> below(Path directory, boolean linked) {
    List<Path> below = new ArrayList<>();
    if (directories.containsKey(directory)) {
      below.add(directory);
    }
    for (int i = 0; i < below.size(); i++) {
      Directory known = directories.get(below.get(i));
      if (known != null) {
        known.listing().directories().stream().filter(directories::containsKey).forEach(below::add);
        if (linked) {
          known.listing().links().stream().filter(directories::containsKey).forEach(below::add);
        }
      }
    }
    return below;
  }

  /** Whether a directory is known to have an entry that may be entered. */
  boolean lists(Path entry) {
    Directory parent = directories.get(entry.getParent());
    return parent != null
        && (parent.listing().directories().contains(entry)
            || parent.listing().links().contains(entry));
  }

  /** Whether a path is a link that leads to a directory of the tree. */
  boolean isFollowedLink(Path path) {
    Directory parent = directories.get(path.getParent());
    return parent != null
        && directories.containsKey(path)
        && parent.listing().links().contains(path);
  }

  /** The links that lead to directories of the tree. */
  Set<Path> followedLinks() {
    Set<Path> followed = new HashSet<>();
    for (Directory directory : directories.values()) {
      directory.listing().links().stream().filter(directories::containsKey).forEach(followed::add);
    }
    return followed;
  }

  /**
   * The directories at which another file system begins than that of the directory above, with
   * their devices.
   */
  Map<Path, Long> mounts() {
    Map<Path, Long> mounts = new HashMap<>();
    directories.forEach(
        (path, directory) -> {
          Directory parent = directories.get(path.getParent());
          if (parent != null && parent.node().device() != directory.node().device()) {
            mounts.put(path, directory.node().device());
          }
        });
    return mounts;
  }
}
