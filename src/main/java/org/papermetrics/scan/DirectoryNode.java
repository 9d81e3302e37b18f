package org.papermetrics.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileNode;
import org.papermetrics.layout.FilePatterns;

/**
 * One directory in the scanned tree. There are tens of thousands, so each stores only its last
 * name, and its entries as arrays sorted by name.
 */
public final class DirectoryNode {
  private static final DirectoryNode[] NO_CHILDREN = {};
  private static final Path[] NO_NAMES = {};
  private static final @Nullable FileNode[] NO_NODES = {};

  private final @Nullable DirectoryNode parent;
  private final Path name;
  private final boolean link;
  private @Nullable FileNode node;
  private boolean young;
  private boolean empty = true;
  private boolean detached;
  private long pass;
  private DirectoryNode[] children = NO_CHILDREN;
  private Path[] fileNames = NO_NAMES;
  private @Nullable FileNode[] files = NO_NODES;

  /**
   * Creates a directory that was listed but not read.
   *
   * @param parent the parent directory, null for the root
   * @param name its last name; for the root, its path
   * @param link whether the name is a symbolic link
   */
  DirectoryNode(@Nullable DirectoryNode parent, Path name, boolean link) {
    this.parent = parent;
    this.name = name;
    this.link = link;
  }

  public @Nullable DirectoryNode parent() {
    return parent;
  }

  public Path name() {
    return name;
  }

  public Path path() {
    return parent == null ? name : parent.path().resolve(name);
  }

  boolean isLink() {
    return link;
  }

  /** Its attributes; null if it was listed but not read. */
  @Nullable FileNode node() {
    return node;
  }

  public boolean isKnown() {
    return node != null;
  }

  /** Whether it is no longer part of the tree. */
  public boolean isDetached() {
    return detached;
  }

  /** Whether it had no entry at all, of any kind. */
  boolean isEmpty() {
    return empty;
  }

  /** Whether the listing is still valid for a directory with these attributes. */
  boolean isListedAs(FileNode now) {
    return !young && now.equals(node);
  }

  boolean isYoung() {
    return young;
  }

  boolean wasSeenBy(long number) {
    return pass == number;
  }

  void seenBy(long number) {
    pass = number;
  }

  /** Its entries as listed; {@code here} is its path. */
  Listing listing(Path here) {
    List<Path> directories = new ArrayList<>(children.length);
    List<Path> links = new ArrayList<>(0);
    for (DirectoryNode child : children) {
      (child.link ? links : directories).add(here.resolve(child.name));
    }
    List<Path> wanted = new ArrayList<>(fileNames.length);
    for (Path file : fileNames) {
      wanted.add(here.resolve(file));
    }
    return new Listing(wanted, directories, links, empty);
  }

  public List<DirectoryNode> children() {
    return Arrays.asList(children);
  }

  public List<Path> fileNames() {
    return Arrays.asList(fileNames);
  }

  /** The names of the files that changed last, at most so many. */
  List<Path> lastChangedNames(int most) {
    if (fileNames.length <= most) {
      return fileNames();
    }
    long[] times = new long[files.length];
    for (int i = 0; i < files.length; i++) {
      FileNode file = files[i];
      times[i] = file == null ? Long.MAX_VALUE : file.changed();
    }
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    long since = sorted[sorted.length - most];
    List<Path> last = new ArrayList<>(most);
    for (int i = 0; i < times.length && last.size() < most; i++) {
      if (times[i] >= since) {
        last.add(fileNames[i]);
      }
    }
    return last;
  }

  /** Whether a results file is known in it. */
  public boolean hasResults() {
    for (int i = 0; i < fileNames.length; i++) {
      FileNode file = files[i];
      if (file != null && file.isFile() && !FilePatterns.isConfig(fileNames[i])) {
        return true;
      }
    }
    return false;
  }

  @Nullable DirectoryNode child(Path childName) {
    int low = 0;
    int high = children.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = children[middle].name.compareTo(childName);
      if (order == 0) {
        return children[middle];
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return null;
  }

  /** A file as the last scan found it; null if it did not exist. */
  @Nullable FileNode file(@Nullable Path fileName) {
    int at = fileName == null ? -1 : Arrays.binarySearch(fileNames, fileName);
    return at < 0 ? null : files[at];
  }

  /** Sets the attributes of a file, null if it was deleted; returns whether it existed before. */
  boolean setFile(Path fileName, @Nullable FileNode now) {
    int at = Arrays.binarySearch(fileNames, fileName);
    if (at < 0) {
      return false;
    }
    boolean was = files[at] != null;
    files[at] = now;
    return was;
  }

  /** When it or a file in it last changed, in nanoseconds since 1970. */
  long lastChange() {
    long last = node == null ? 0 : Math.max(node.modified(), node.changed());
    for (FileNode file : files) {
      last = file == null ? last : Math.max(last, file.changed());
    }
    return last;
  }

  /** Adds a child that no listing has shown. */
  DirectoryNode add(Path childName, boolean isLink) {
    DirectoryNode child = new DirectoryNode(this, childName, isLink);
    children = Arrays.copyOf(children, children.length + 1);
    children[children.length - 1] = child;
    Arrays.sort(children, (a, b) -> a.name.compareTo(b.name));
    empty = false;
    return child;
  }

  /** Removes it from its parent; a link stays listed. */
  void remove() {
    if (parent != null && !link) {
      List<DirectoryNode> others = new ArrayList<>(parent.children());
      others.remove(this);
      parent.children = others.isEmpty() ? NO_CHILDREN : others.toArray(NO_CHILDREN);
      detached = true;
    }
  }

  /**
   * Replaces its entries.
   *
   * @param names interns equal names
   * @param dropped receives every file that existed and is no longer listed
   */
  void list(
      FileNode now, boolean isYoung, Listing listing, NameInterner names, Consumer<Path> dropped) {
    node = now;
    young = isYoung;
    empty = listing.isEmpty();
    listFiles(listing.files(), names, dropped);
    DirectoryNode[] before = children;
    List<DirectoryNode> after = new ArrayList<>();
    listing.directories().forEach(path -> after.add(childOrNew(path, false, names)));
    listing.links().forEach(path -> after.add(childOrNew(path, true, names)));
    after.sort((a, b) -> a.name.compareTo(b.name));
    children = after.isEmpty() ? NO_CHILDREN : after.toArray(NO_CHILDREN);
    for (DirectoryNode child : before) {
      if (child(child.name) != child) {
        child.forget(dropped);
        child.detached = true;
      }
    }
  }

  private DirectoryNode childOrNew(Path path, boolean isLink, NameInterner names) {
    Path last = names.lastOf(path);
    DirectoryNode known = child(last);
    return known != null && known.link == isLink ? known : new DirectoryNode(this, last, isLink);
  }

  private void listFiles(Collection<Path> paths, NameInterner names, Consumer<Path> dropped) {
    Path[] after =
        paths.isEmpty()
            ? NO_NAMES
            : paths.stream().map(names::lastOf).sorted().toArray(Path[]::new);
    if (Arrays.equals(after, fileNames)) {
      return;
    }
    @Nullable FileNode[] nodes = new @Nullable FileNode[after.length];
    for (int i = 0; i < after.length; i++) {
      nodes[i] = file(after[i]);
    }
    for (int i = 0; i < fileNames.length; i++) {
      if (files[i] != null && Arrays.binarySearch(after, fileNames[i]) < 0) {
        dropped.accept(path().resolve(fileNames[i]));
      }
    }
    fileNames = after;
    files = nodes;
  }

  /**
   * Forgets everything in it and below, also through links, as if it had never been read.
   *
   * @param dropped receives every file that existed
   */
  void forget(Consumer<Path> dropped) {
    Path here = path();
    for (int i = 0; i < fileNames.length; i++) {
      if (files[i] != null) {
        dropped.accept(here.resolve(fileNames[i]));
      }
    }
    for (DirectoryNode child : children) {
      child.forget(dropped);
      child.detached = true;
    }
    node = null;
    young = false;
    empty = true;
    children = NO_CHILDREN;
    fileNames = NO_NAMES;
    files = NO_NODES;
  }
}
