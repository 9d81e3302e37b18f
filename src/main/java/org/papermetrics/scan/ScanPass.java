package org.papermetrics.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileNode;
import org.papermetrics.files.IoErrors;

/**
 * One scan of a tree or a part of it. Its changes are applied to the tree only at the end, if the
 * root is then still the same directory: files of a file system that is unmounted during the scan
 * look as if they were deleted.
 *
 * <p>A directory whose node is unchanged has the same entries and is not listed again, unless it
 * was young when it was listed: a further entry within one tick of the file system's clock does not
 * change the node.
 */
public final class ScanPass implements TreeWalker.Visitor {
  private static final String LINK_GONE = "it is a symbolic link whose target does not exist";

  /** A log directory may hold many logs, few of which still grow. */
  private static final int MAX_RECENT_FILES = 256;

  private static final Duration YOUNG = Duration.ofSeconds(2);

  private final Scope scope;
  private final Tree tree;
  private final long number;
  private final boolean listsAll;
  private final Set<Path> unreadableBefore;
  private final Clock clock;
  private final Runnable progress;

  private final ScanChanges changes = new ScanChanges();
  private final Map<Path, UnreadableDirectory> unreadable = new HashMap<>();
  private boolean needsSweep;

  /** How thoroughly one directory is checked. */
  public enum Visit {
    /** By its modification time: it is listed when that has changed. */
    MODIFIED_TIME,
    /** By all its attributes, and with the files in it that changed last. */
    RECENT_FILES,
    /** By all its attributes, and with all files in it. */
    ALL_FILES,
    /** It is listed even if it seems unchanged, and all files in it are checked. */
    LIST
  }

  /**
   * Creates a scan that has not begun.
   *
   * @param number distinguishes it from all other scans of the same tree
   * @param listsAll whether directories that seem unchanged are listed too
   * @param unreadableBefore the directories that earlier scans could not read
   */
  ScanPass(
      Scope scope,
      Tree tree,
      long number,
      boolean listsAll,
      Set<Path> unreadableBefore,
      Clock clock,
      Runnable progress) {
    this.scope = scope;
    this.tree = tree;
    this.number = number;
    this.listsAll = listsAll;
    this.unreadableBefore = Set.copyOf(unreadableBefore);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Walks the directories, and then applies the changes to the tree.
   *
   * @param known the directories of the tree that were deleted if the walk does not enter them
   */
  SweepResult run(List<DirectoryNode> known, Consumer<ScanPass> walk) {
    try {
      FileNode before = FileNode.following(scope.path());
      if (!before.isDirectory()) {
        return SweepResult.unavailable(IoErrors.NOT_A_DIRECTORY);
      }
      walk.accept(this);
      UnreadableDirectory ofRoot = unreadable.get(scope.path());
      if (ofRoot != null) {
        return SweepResult.unavailable(ofRoot.reason());
      }
      if (!FileNode.following(scope.path()).isSame(before)) {
        return SweepResult.unavailable("it was replaced while it was being read");
      }
    } catch (IOException e) {
      return SweepResult.unavailable(IoErrors.of(e));
    }
    List<Path> changed = changes.commit(tree, known, number);
    return new SweepResult(changed, needsSweep, Optional.empty());
  }

  /** The directories that could not be read. */
  Map<Path, UnreadableDirectory> unreadable() {
    return unreadable;
  }

  /** Whether a directory was read without an error. */
  boolean hasRead(Path directory) {
    DirectoryNode known = tree.directory(directory);
    return known != null && known.wasSeenBy(number) && !unreadable.containsKey(directory);
  }

  @Override
  public Listing enter(Path directory, boolean mayBeLink) {
    progress.run();
    try {
      FileNode node = mayBeLink ? FileNode.following(directory) : FileNode.of(directory);
      return node.isDirectory() ? enter(directory, node) : Listing.NONE;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Listing.NONE;
    } catch (IOException e) {
      return markUnreadable(directory, IoErrors.of(e), false);
    }
  }

  private Listing enter(Path path, FileNode node) throws IOException {
    DirectoryNode known = tree.directory(path);
    if (known != null && !listsAll && known.isListedAs(node)) {
      known.seenBy(number);
      checkFiles(path, known);
      return known.listing(path);
    }
    return list(path, node, known);
  }

  private Listing list(Path path, FileNode node, @Nullable DirectoryNode known) throws IOException {
    Listing listing = Listing.of(path, scope);
    if (known != null && known.isListedAs(node) && known.listing(path).equals(listing)) {
      known.seenBy(number);
      checkFiles(path, known);
      return listing;
    }
    if (known == null) {
      needsSweep |= !listing.links().isEmpty();
    } else {
      if (isUnmounted(known, node, listing)) {
        return markUnreadable(path, "the file system that was mounted there is gone", true);
      }
      known.seenBy(number);
      needsSweep |= listing.hasOtherLinks(known.listing(path).links(), known.node());
    }
    changes.listed(path, node, listing, isYoung(node, clock.instant()));
    listing.files().forEach(file -> changes.check(file, known));
    return listing;
  }

  private static boolean isUnmounted(DirectoryNode known, FileNode now, Listing listing) {
    FileNode before = known.node();
    return listing.isEmpty()
        && !known.isEmpty()
        && before != null
        && before.device() != now.device();
  }

  static boolean isYoung(FileNode node, Instant now) {
    Instant since = now.minus(YOUNG);
    long nanos = TimeUnit.SECONDS.toNanos(since.getEpochSecond()) + since.getNano();
    return node.modified() > nanos || node.changed() > nanos;
  }

  /**
   * Scans a directory alone, and those in it that were not known with everything below them.
   *
   * @param path where the directory is
   */
  public void visit(DirectoryNode directory, Path path, Visit visit) {
    if (!directory.wasSeenBy(number)) {
      // Changed permissions do not change the modification time.
      boolean wasUnreadable = !unreadableBefore.isEmpty() && unreadableBefore.contains(path);
      check(directory, path, wasUnreadable ? Visit.LIST : visit);
    }
  }

  private void check(DirectoryNode directory, Path path, Visit visit) {
    progress.run();
    boolean mayBeLink = directory.isLink() || directory.parent() == null;
    try {
      FileNode before = directory.node();
      if (before == null) {
        TreeWalker.below(path, this);
      } else if (visit == Visit.MODIFIED_TIME
          && !directory.isYoung()
          && before.seemsUnchanged(path, mayBeLink)) {
        directory.seenBy(number);
      } else {
        visit(
            directory,
            path,
            before,
            mayBeLink ? FileNode.following(path) : FileNode.of(path),
            visit);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      missing(directory, path);
    } catch (IOException e) {
      failed(directory, path, e);
    }
  }

  private void visit(DirectoryNode directory, Path path, FileNode before, FileNode now, Visit visit)
      throws IOException {
    if (!now.isDirectory()) {
      missing(directory, path);
    } else if (visit != Visit.LIST && directory.isListedAs(now)) {
      directory.seenBy(number);
      if (visit == Visit.ALL_FILES) {
        checkFiles(path, directory);
      } else if (visit == Visit.RECENT_FILES) {
        checkFiles(path, directory, directory.lastChangedNames(MAX_RECENT_FILES));
      }
    } else if (now.isSame(before)) {
      for (Path child : list(path, now, directory).directories()) {
        if (tree.directory(child) == null) {
          TreeWalker.below(child, this);
        }
      }
    } else if (directory.isLink() || directory.parent() == null) {
      // Only a sweep knows whether another link leads to the same directory.
      directory.seenBy(number);
      needsSweep = true;
    } else {
      TreeWalker.below(path, this);
    }
  }

  /**
   * Handles a known directory that is missing. Its parent shows the reason: it may be missing too,
   * or be the mount point of a file system that was unmounted.
   */
  private void missing(DirectoryNode directory, Path path) {
    DirectoryNode above = directory.parent();
    if (directory.isLink() && Files.isSymbolicLink(path)) {
      markUnreadable(path, LINK_GONE, true);
    } else if (above != null) {
      Path at = above.path();
      if (!changes.hasListed(at) && !unreadable.containsKey(at)) {
        check(above, at, Visit.LIST);
      }
    }
  }

  /** Marks the topmost directory that fails, unless a file has replaced one of them. */
  private void failed(DirectoryNode directory, Path path, IOException why) {
    Path topmost = path;
    IOException reason = why;
    for (DirectoryNode d = directory.parent(); d != null; d = d.parent()) {
      Path above = d.path();
      try {
        if (!FileNode.following(above).isDirectory()) {
          missing(directory, path);
          return;
        }
        break;
      } catch (IOException e) {
        topmost = above;
        reason = e;
      }
    }
    markUnreadable(topmost, IoErrors.of(reason), false);
  }

  private void checkFiles(Path path, DirectoryNode known) {
    checkFiles(path, known, known.fileNames());
  }

  private void checkFiles(Path path, DirectoryNode known, List<Path> names) {
    for (Path name : names) {
      changes.check(path.resolve(name), known);
    }
  }

  @Override
  public void unreachable(Path link, IOException why) {
    if (tree.directory(link) != null) {
      markUnreadable(link, LINK_GONE, true);
    } else if (why instanceof AccessDeniedException) {
      markUnreadable(link, IoErrors.of(why), false);
    }
  }

  /** Keeps what is known of a directory that cannot be read. */
  private Listing markUnreadable(Path directory, String reason, boolean detached) {
    unreadable.put(directory, new UnreadableDirectory(reason, detached));
    tree.below(directory).forEach(below -> below.seenBy(number));
    return Listing.NONE;
  }
}
