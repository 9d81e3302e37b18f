package org.papermetrics.watch;

import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.papermetrics.files.CompactPath;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.scan.Listing;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.TreeWalker;

/**
 * Walks the directories that the library is to watch: the same ones, in the same order, as a sweep
 * enters. A directory that cannot be watched is recorded and does not prevent watching the others.
 */
final class Registration implements FileTreeVisitor {
  private final Scope scope;
  private final SymlinkPolicy symlinks;
  private final Known known;
  private final Runnable progress;
  private final Set<Path> uncovered = ConcurrentHashMap.newKeySet();
  private final Set<Path> followedLinks = ConcurrentHashMap.newKeySet();
  private volatile boolean limitReached;
  private volatile boolean asked;

  /** What the entries of a directory are, where a scan has just found that. */
  interface Known {
    /** The entries as they are now, or empty when they must be listed. */
    Optional<Listing> listing(Path directory) throws IOException;
  }

  Registration(Scope scope, SymlinkPolicy symlinks, Known known, Runnable progress) {
    this.scope = scope;
    this.symlinks = symlinks;
    this.known = known;
    this.progress = progress;
  }

  /** The directories that are not watched; a live set. */
  Set<Path> uncovered() {
    return uncovered;
  }

  /** The links whose targets are watched. */
  Set<Path> followedLinks() {
    return followedLinks;
  }

  /** Whether a directory is unwatched because the limit of watches is reached. */
  boolean isLimitReached() {
    return limitReached;
  }

  @Override
  public void recursiveVisitFiles(Path start, Callback onDirectory, Callback onFile) {
    boolean isRoot = start.equals(scope.path());
    if (isRoot && !asked) {
      // The library walks twice when it starts: first to collect names, which is not needed, then
      // to watch.
      asked = true;
      return;
    }
    // What comes later is registered by another thread than the one that scans.
    Known now = isRoot ? known : directory -> Optional.empty();
    TreeWalker.Visitor visitor =
        (directory, mayBeLink) -> enter(directory, mayBeLink, now, onDirectory, onFile);
    if (isRoot) {
      TreeWalker.everything(start, symlinks, visitor);
    } else if (scope.isDeep() && scope.enters(start)) {
      TreeWalker.below(start, visitor);
    }
  }

  private Listing enter(
      Path directory, boolean mayBeLink, Known now, Callback onDirectory, Callback onFile) {
    progress.run();
    try {
      onDirectory.call(CompactPath.of(directory));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Listing.NONE;
    } catch (IOException e) {
      if (isLimit(e)) {
        limitReached = true;
      }
      uncovered.add(directory);
    }
    if (mayBeLink && !directory.equals(scope.path())) {
      followedLinks.add(directory);
    }
    try {
      // Only now, so that what is created meanwhile is either listed or reported.
      Optional<Listing> unchanged = now.listing(directory);
      Listing listing = unchanged.isPresent() ? unchanged.get() : Listing.of(directory, scope);
      for (Path file : listing.files()) {
        onFile.call(file);
      }
      return listing;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Listing.NONE;
    } catch (IOException e) {
      uncovered.add(directory);
      return Listing.NONE;
    }
  }

  private static boolean isLimit(IOException e) {
    String message = e.getMessage();
    return message != null && message.contains("inotify watches");
  }
}
