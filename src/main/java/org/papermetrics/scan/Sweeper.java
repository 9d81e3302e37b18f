package org.papermetrics.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.papermetrics.files.FileNode;
import org.papermetrics.layout.SymlinkPolicy;

/**
 * Scans a scope, all of it or a part, and returns the files that have changed since the scan
 * before. It lists directories and reads attributes; it never opens a file. Used by one thread.
 *
 * <p>What cannot be read counts as neither changed nor deleted: its files stay known until the
 * directory that held them can be read and does not list them.
 */
public final class Sweeper {
  /** How thorough a sweep is. */
  public enum Effort {
    /** Checks every directory and every known file, and lists the directories that changed. */
    QUICK,
    /** Lists every directory, also those that seem unchanged. */
    FULL
  }

  private final Scope scope;
  private final SymlinkPolicy symlinks;
  private final Clock clock;
  private final Runnable progress;
  private final Tree tree;
  private final Map<Path, UnreadableDirectory> unreadable = new HashMap<>();
  private long passes;

  /**
   * Creates a sweeper that knows no file yet, so that its first sweep returns all of them.
   *
   * @param clock the time of this machine, to recognise directories that changed just now
   * @param progress called for each directory, so that a long sweep is not taken for one that hangs
   */
  public Sweeper(Scope scope, SymlinkPolicy symlinks, Clock clock, Runnable progress) {
    this.scope = scope;
    this.tree = new Tree(scope.path());
    this.symlinks = symlinks;
    this.clock = clock;
    this.progress = progress;
  }

  /** Scans everything. */
  public SweepResult sweep(Effort effort) {
    symlinks.resolve(scope.path());
    ScanPass pass = pass(effort);
    SweepResult result =
        pass.run(tree.directories(), walk -> TreeWalker.everything(scope.path(), symlinks, walk));
    if (result.unavailable().isEmpty()) {
      unreadable.clear();
      unreadable.putAll(pass.unreadable());
    }
    return result;
  }

  /**
   * Scans one directory and everything below it except through links, whether it is new, known or
   * deleted. For a link, this is a sweep of everything.
   */
  public SweepResult below(Path directory) {
    if (Files.isSymbolicLink(directory)
        || tree.isFollowedLink(directory)
        || directory.equals(scope.path())) {
      return sweep(Effort.QUICK);
    }
    return scanPart(
        tree.reallyBelow(directory),
        walk -> {
          if (isEntered(directory)) {
            TreeWalker.below(directory, walk);
          }
        });
  }

  /** Whether no directory from the root to this one is excluded. */
  private boolean isEntered(Path directory) {
    for (Path at = directory; at != null && !at.equals(scope.path()); at = at.getParent()) {
      if (!scope.enters(at)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Scans single directories, and below them only what was not known.
   *
   * @param visits calls {@link ScanPass#visit} for each
   */
  public SweepResult visit(Consumer<ScanPass> visits) {
    return scanPart(List.of(), visits);
  }

  private SweepResult scanPart(List<DirectoryNode> known, Consumer<ScanPass> walk) {
    ScanPass pass = pass(Effort.QUICK);
    SweepResult result = pass.run(known, walk);
    if (result.unavailable().isEmpty()) {
      unreadable.putAll(pass.unreadable());
      unreadable.keySet().removeIf(path -> pass.hasRead(path) || !tree.lists(path));
    }
    return result;
  }

  private ScanPass pass(Effort effort) {
    boolean listsAll = effort == Effort.FULL;
    return new ScanPass(scope, tree, ++passes, listsAll, unreadable.keySet(), clock, progress);
  }

  /**
   * The entries of a directory as a scan has found them, or empty when it may have others now.
   *
   * @throws IOException if the directory cannot be reached
   */
  public Optional<Listing> unchanged(Path directory) throws IOException {
    DirectoryNode known = tree.directory(directory);
    return known != null && known.isListedAs(FileNode.following(directory))
        ? Optional.of(known.listing(directory))
        : Optional.empty();
  }

  /** The directories and files as the last scan found them. */
  public Tree tree() {
    return tree;
  }

  /** Whether the last scan found a file. */
  public boolean knowsFile(Path file) {
    return tree.file(file) != null;
  }

  /** Whether the last scan found a directory. */
  public boolean knowsDirectory(Path directory) {
    return tree.directory(directory) != null;
  }

  /** Whether a path is, or was at the last scan, a followed link to a directory. */
  public boolean isFollowedLink(Path path) {
    return tree.isFollowedLink(path);
  }

  /** The directories that could not be read, each with the reason. */
  public Map<Path, UnreadableDirectory> unreadable() {
    return unreadable;
  }

  /** The root directory as the last scan found it, or empty. */
  public Optional<FileNode> root() {
    return Optional.ofNullable(tree.directory(scope.path())).map(DirectoryNode::node);
  }

  /** The directories at which another file system is mounted, with its device. */
  public Map<Path, Long> mounts() {
    return tree.mounts();
  }

  /** The links to directories that were followed. */
  public Set<Path> followedLinks() {
    return tree.followedLinks();
  }
}
