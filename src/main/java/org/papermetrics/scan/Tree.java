package org.papermetrics.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileNode;

/** The directories and files of a scope as the last scan found them. */
public final class Tree {
  private final DirectoryNode root;
  private final NameInterner names = new NameInterner();
  private long version;

  /** Creates a tree in which nothing below the root is known. */
  Tree(Path root) {
    this.root = new DirectoryNode(null, root, false);
  }

  /** A number that changes whenever the tree changes. */
  public long version() {
    return version;
  }

  /** The directory at a path, if it was read. */
  @Nullable DirectoryNode directory(Path path) {
    DirectoryNode found = listed(path);
    return found == null || !found.isKnown() ? null : found;
  }

  /** The directory at a path, if it is the root or its parent lists it. */
  @Nullable DirectoryNode listed(Path path) {
    if (!path.startsWith(root.name())) {
      return null;
    }
    DirectoryNode found = root;
    int count = path.getNameCount();
    for (int i = root.name().getNameCount(); i < count && found != null; i++) {
      found = found.child(path.getName(i));
    }
    return found;
  }

  /** A file as the last scan found it; null if it did not exist. */
  @Nullable FileNode file(Path path) {
    DirectoryNode parent = parent(path);
    return parent == null ? null : parent.file(names.lastOf(path));
  }

  private @Nullable DirectoryNode parent(Path path) {
    Path above = path.getParent();
    return above == null ? null : directory(above);
  }

  /**
   * Sets the attributes of a file that its directory lists, or null if it was deleted.
   *
   * @return whether it existed before
   */
  boolean setFile(Path path, @Nullable FileNode now) {
    DirectoryNode parent = parent(path);
    boolean was = parent != null && parent.setFile(names.lastOf(path), now);
    if (was || now != null) {
      version++;
    }
    return was;
  }

  /**
   * Sets the entries of a directory.
   *
   * @param dropped receives every file that existed and is no longer listed
   */
  DirectoryNode list(
      Path path, FileNode node, boolean young, Listing listing, Consumer<Path> dropped) {
    DirectoryNode directory = place(path);
    directory.list(node, young, listing, names, dropped);
    version++;
    return directory;
  }

  /** The directory at a path below the root, added with its parents if no listing has shown it. */
  private DirectoryNode place(Path path) {
    DirectoryNode at = root;
    for (int i = root.name().getNameCount(); i < path.getNameCount(); i++) {
      DirectoryNode child = at.child(path.getName(i));
      at = child == null ? at.add(names.lastOf(path.getName(i)), false) : child;
    }
    return at;
  }

  /** All directories that were read, each after its parent, also through links. */
  public List<DirectoryNode> directories() {
    return collect(root, true);
  }

  /** A directory and all below it, also through links; empty if it is not known. */
  public List<DirectoryNode> below(Path path) {
    DirectoryNode top = directory(path);
    return top == null ? List.of() : collect(top, true);
  }

  /** A directory and all below it except through links; empty if it is not known. */
  List<DirectoryNode> reallyBelow(Path path) {
    DirectoryNode top = directory(path);
    return top == null ? List.of() : collect(top, false);
  }

  private static List<DirectoryNode> collect(DirectoryNode top, boolean linked) {
    List<DirectoryNode> all = new ArrayList<>();
    collect(top, linked, all);
    return all;
  }

  private static void collect(DirectoryNode top, boolean linked, List<DirectoryNode> all) {
    if (top.isKnown()) {
      all.add(top);
    }
    for (DirectoryNode child : top.children()) {
      if (linked || !child.isLink()) {
        collect(child, linked, all);
      }
    }
  }

  /** The directory at a path, or its nearest parent that was read. */
  public DirectoryNode nearest(Path path) {
    DirectoryNode found = root;
    for (int i = root.name().getNameCount(); i < path.getNameCount(); i++) {
      DirectoryNode child = found.child(path.getName(i));
      if (child == null || !child.isKnown()) {
        return found;
      }
      found = child;
    }
    return found;
  }

  /** The directories that changed last, with the files in them, the last one first. */
  public static List<DirectoryNode> lastChanged(List<DirectoryNode> directories, int count) {
    PriorityQueue<Change> last = new PriorityQueue<>(Comparator.comparingLong(Change::at));
    for (DirectoryNode directory : directories) {
      long at = directory.lastChange();
      Change oldest = last.peek();
      if (oldest == null || last.size() < count || at > oldest.at()) {
        last.add(new Change(directory, at));
      }
      if (last.size() > count) {
        last.poll();
      }
    }
    List<DirectoryNode> sorted = new ArrayList<>(last.size());
    for (Change change = last.poll(); change != null; change = last.poll()) {
      sorted.add(change.directory());
    }
    Collections.reverse(sorted);
    return sorted;
  }

  private record Change(DirectoryNode directory, long at) {}

  /** Whether any directory lists a link. */
  public boolean hasLinks() {
    return hasLinks(root);
  }

  private static boolean hasLinks(DirectoryNode top) {
    return top.isLink() || top.children().stream().anyMatch(Tree::hasLinks);
  }

  /** Whether a path is a known directory or link, read or not. */
  boolean lists(Path entry) {
    return listed(entry) != null;
  }

  /** Whether a path is a link that leads to a directory of the tree. */
  boolean isFollowedLink(Path path) {
    DirectoryNode found = directory(path);
    return found != null && found.isLink();
  }

  /** The links that lead to directories of the tree. */
  Set<Path> followedLinks() {
    Set<Path> followed = new HashSet<>();
    for (DirectoryNode directory : directories()) {
      if (directory.isLink()) {
        followed.add(directory.path());
      }
    }
    return followed;
  }

  /** The directories that are on another file system than their parent, with their devices. */
  Map<Path, Long> mounts() {
    Map<Path, Long> mounts = new HashMap<>();
    for (DirectoryNode directory : directories()) {
      FileNode above = directory.parent() == null ? null : directory.parent().node();
      FileNode node = directory.node();
      if (above != null && node != null && above.device() != node.device()) {
        mounts.put(directory.path(), node.device());
      }
    }
    return mounts;
  }
}
