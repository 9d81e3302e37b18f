package org.papermetrics.scan;

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
 * Looks at everything in a scope and tells what has changed since it looked before. It lists
 * directories and takes stamps; it never opens a file. Used by one thread.
 *
 * <p>What cannot be looked at is neither changed nor gone: its files stay known until the directory
 * that held them can be read and does not have them.
 */
public final class Sweeper {
  /** How thorough a look at everything is. */
  public enum Effort {
    /** Looks at every directory and every known file, and lists the directories that changed. */
    QUICK,
    /** Lists every directory, whatever its node says. */
    FULL
  }

  private final Scope scope;
  private final SymlinkPolicy symlinks;
  private final Clock clock;
  private final Runnable progress;
  private final Tree tree;
  private final Map<Path, UnreadableDirectory> troubles = new HashMap<>();
  private long passes;

  /**
   * Knows nothing yet, so that all is new.
   *
   * @param clock of this machine, to tell which directories changed just now
   * @param progress called for each directory, to tell a long sweep from one that hangs
   */
  public Sweeper(Scope scope, SymlinkPolicy symlinks, Clock clock, Runnable progress) {
    this.scope = scope;
    this.tree = new Tree(scope.path());
    this.symlinks = symlinks;
    this.clock = clock;
    this.progress = progress;
  }

  /** Looks at everything. */
  public SweepResult sweep(Effort effort) {
    symlinks.resolve(scope.path());
    ScanPass pass = pass(effort);
    SweepResult result =
        pass.run(tree.directories(), walk -> TreeWalker.everything(scope.path(), symlinks, walk));
    if (result.unavailable().isEmpty()) {
      troubles.clear();
      troubles.putAll(pass.troubles());
    }
    return result;
  }

  /**
   * Looks at one directory and all that is really below it, be it new, known, or gone. Where a link
   * is or was, this means looking at everything.
   */
  public SweepResult below(Path directory) {
    if (Files.isSymbolicLink(directory)
        || tree.isFollowedLink(directory)
        || directory.equals(scope.path())) {
      return sweep(Effort.QUICK);
    }
    return part(
        tree.reallyBelow(directory),
        walk -> {
          if (isEntered(directory)) {
            TreeWalker.below(directory, walk);
          }
        });
  }

  /** Whether no directory from the root to this one is passed over. */
  private boolean isEntered(Path directory) {
    for (Path at = directory; at != null && !at.equals(scope.path()); at = at.getParent()) {
      if (!scope.enters(at)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Looks at single directories, and below them only at what was not known.
   *
   * @param visits calls {@link ScanPass#visit} for each
   */
  public SweepResult visit(Consumer<ScanPass> visits) {
    return part(List.of(), visits);
  }

  private SweepResult part(List<DirectoryNode> known, Consumer<ScanPass> walk) {
    ScanPass pass = pass(Effort.QUICK);
    SweepResult result = pass.run(known, walk);
    if (result.unavailable().isEmpty()) {
      troubles.putAll(pass.troubles());
      troubles.keySet().removeIf(path -> pass.hasEntered(path) || !tree.lists(path));
    }
    return result;
  }

  private ScanPass pass(Effort effort) {
    boolean listsAll = effort == Effort.FULL;
    return new ScanPass(scope, tree, ++passes, listsAll, troubles.keySet(), clock, progress);
  }

  /** The directories and files as they were when last looked at. */
  public Tree tree() {
    return tree;
  }

  /** Whether a wanted file was there when it was last looked for. */
  public boolean knowsFile(Path file) {
    return tree.file(file) != null;
  }

  /** Whether a directory was there when it was last looked for. */
  public boolean knowsDirectory(Path directory) {
    return tree.directory(directory) != null;
  }

  /** Whether a path is or was a link that leads to a directory. */
  public boolean isFollowedLink(Path path) {
    return tree.isFollowedLink(path);
  }

  /** The directories that could not be looked into. */
  public Map<Path, UnreadableDirectory> troubles() {
    return troubles;
  }

  /** The root directory as it was last seen, or empty. */
  public Optional<FileNode> root() {
    return Optional.ofNullable(tree.directory(scope.path())).map(DirectoryNode::node);
  }

  /** The places at which another file system begins, with its device. */
  public Map<Path, Long> mounts() {
    return tree.mounts();
  }

  /** The links that were followed to directories. */
  public Set<Path> followedLinks() {
    return tree.followedLinks();
  }
}
