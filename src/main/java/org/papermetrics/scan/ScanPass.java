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
 * One look at a tree or a part of it. What it finds is collected aside and becomes the tree's only
 * at the end, if the root is then still the directory that it was: a file system that is taken away
 * half way looks like files that were deleted.
 *
 * <p>A directory whose node is as before has the same entries and is not listed again, unless it
 * was young when it was listed: a further entry within one tick of the file system's clock leaves
 * no trace in the node.
 */
public final class ScanPass implements TreeWalker.Visitor {
  private static final String LINK_GONE = "it is a link, and what it leads to is gone";

  /** Logs are many in one directory, and few of them grow. */
  private static final int MOST_LATELY = 256;

  private static final Duration YOUNG = Duration.ofSeconds(2);

  private final Scope scope;
  private final Tree tree;
  private final long number;
  private final boolean listsAll;
  private final Set<Path> troubled;
  private final Clock clock;
  private final Runnable progress;

  private final ScanChanges changes = new ScanChanges();
  private final Map<Path, UnreadableDirectory> troubles = new HashMap<>();
  private boolean needsAll;

  /** How thorough a look at one directory is. */
  public enum Visit {
    /** By its modification time; it is listed when that has changed. */
    GLANCE,
    /** By all its times, and at the files in it that changed last. */
    LATELY,
    /** By all its times, and at all files in it. */
    FILES,
    /** It is listed whatever its times say, and the files in it are looked at. */
    LIST
  }

  /**
   * A look that has not begun.
   *
   * @param number tells it from all others at the same tree
   * @param listsAll whether directories are listed that seem to be as they were
   * @param troubled the directories that could not be looked into before
   */
  ScanPass(
      Scope scope,
      Tree tree,
      long number,
      boolean listsAll,
      Set<Path> troubled,
      Clock clock,
      Runnable progress) {
    this.scope = scope;
    this.tree = tree;
    this.number = number;
    this.listsAll = listsAll;
    this.troubled = Set.copyOf(troubled);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Walks, and then updates the tree.
   *
   * @param known gives the directories of the tree that are gone if the walk does not meet them
   */
  SweepResult run(List<DirectoryNode> known, Consumer<ScanPass> walk) {
    try {
      FileNode before = FileNode.following(scope.path());
      if (!before.isDirectory()) {
        return SweepResult.unavailable(IoErrors.NOT_A_DIRECTORY);
      }
      walk.accept(this);
      UnreadableDirectory ofRoot = troubles.get(scope.path());
      if (ofRoot != null) {
        return SweepResult.unavailable(ofRoot.reason());
      }
      if (!FileNode.following(scope.path()).isSame(before)) {
        return SweepResult.unavailable("it was replaced while it was looked at");
      }
    } catch (IOException e) {
      return SweepResult.unavailable(IoErrors.of(e));
    }
    List<Path> changed = changes.commit(tree, known, number);
    return new SweepResult(changed, needsAll, Optional.empty());
  }

  /** The directories that could not be looked into. */
  Map<Path, UnreadableDirectory> troubles() {
    return troubles;
  }

  /** Whether a directory was looked into without trouble. */
  boolean hasEntered(Path directory) {
    DirectoryNode known = tree.directory(directory);
    return known != null && known.wasSeenBy(number) && !troubles.containsKey(directory);
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
      return troubled(directory, IoErrors.of(e), false);
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
      needsAll |= !listing.links().isEmpty();
    } else {
      if (isUnmounted(known, node, listing)) {
        return troubled(path, "another file system was mounted there, which is gone", true);
      }
      known.seenBy(number);
      needsAll |= listing.hasOtherLinks(known.listing(path).links(), known.node());
    }
    changes.listed(path, node, listing, isYoung(node, clock.instant()));
    listing.files().forEach(file -> changes.look(file, known));
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
   * Looks at a directory alone, and at those in it that were not known with all that is below them.
   *
   * @param path where the directory is
   */
  public void visit(DirectoryNode directory, Path path, Visit asked) {
    if (!directory.wasSeenBy(number)) {
      // Permission may be denied or given without a trace in the modification time.
      boolean suspicious = !troubled.isEmpty() && troubled.contains(path);
      look(directory, path, suspicious ? Visit.LIST : asked);
    }
  }

  private void look(DirectoryNode directory, Path path, Visit visit) {
    progress.run();
    boolean mayBeLink = directory.isLink() || directory.parent() == null;
    try {
      FileNode before = directory.node();
      if (before == null) {
        TreeWalker.below(path, this);
      } else if (visit == Visit.GLANCE
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
      if (visit == Visit.FILES) {
        checkFiles(path, directory);
      } else if (visit == Visit.LATELY) {
        checkFiles(path, directory, directory.lastChangedNames(MOST_LATELY));
      }
    } else if (now.isSame(before)) {
      for (Path child : list(path, now, directory).directories()) {
        if (tree.directory(child) == null) {
          TreeWalker.below(child, this);
        }
      }
    } else if (directory.isLink() || directory.parent() == null) {
      // What it leads to by now can only be told by looking at everything.
      directory.seenBy(number);
      needsAll = true;
    } else {
      TreeWalker.below(path, this);
    }
  }

  /**
   * A directory is not where it was. What that means is seen in the one above, which may be missing
   * too, or be the place where a file system was mounted.
   */
  private void missing(DirectoryNode directory, Path path) {
    DirectoryNode above = directory.parent();
    if (directory.isLink() && Files.isSymbolicLink(path)) {
      troubled(path, LINK_GONE, true);
    } else if (above != null) {
      Path at = above.path();
      if (!changes.hasListed(at) && !troubles.containsKey(at)) {
        look(above, at, Visit.LIST);
      }
    }
  }

  /** A file may be in the place of one above; else the topmost that fails is in trouble. */
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
    troubled(topmost, IoErrors.of(reason), false);
  }

  private void checkFiles(Path path, DirectoryNode known) {
    checkFiles(path, known, known.fileNames());
  }

  private void checkFiles(Path path, DirectoryNode known, List<Path> names) {
    for (Path name : names) {
      changes.look(path.resolve(name), known);
    }
  }

  @Override
  public void unreachable(Path link, IOException why) {
    if (tree.directory(link) != null) {
      troubled(link, LINK_GONE, true);
    } else if (why instanceof AccessDeniedException) {
      troubled(link, IoErrors.of(why), false);
    }
  }

  /** What is known of the directory stays as it is. */
  private Listing troubled(Path directory, String reason, boolean detached) {
    troubles.put(directory, new UnreadableDirectory(reason, detached));
    tree.below(directory).forEach(below -> below.seenBy(number));
    return Listing.NONE;
  }
}
