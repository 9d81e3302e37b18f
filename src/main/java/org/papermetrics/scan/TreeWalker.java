package org.papermetrics.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.papermetrics.layout.SymlinkPolicy;

/**
 * Order in which a scan enters directories and links: first every directory below the root, then,
 * by name, the links found there. A directory that several links lead to is entered through the
 * first of them, so loops end, and the same tree is always walked in the same order.
 */
public final class TreeWalker {
  private TreeWalker() {}

  /** Called for each directory. */
  public interface Visitor {
    /**
     * Enters a directory.
     *
     * @param mayBeLink whether the last name may be a link to the directory
     * @return what to enter next
     */
    Listing enter(Path directory, boolean mayBeLink);

    /** Called for a link whose target cannot be resolved. */
    default void unreachable(Path link, IOException why) {}
  }

  /** Enters a directory and all below it; links are not followed. */
  public static void below(Path start, Visitor visitor) {
    Deque<Path> pending = new ArrayDeque<>();
    pending.push(start);
    while (!pending.isEmpty()) {
      visitor.enter(pending.pop(), false).directories().forEach(pending::push);
    }
  }

  /** Enters a root, all directories below it, and those that links lead to. */
  public static void everything(Path root, SymlinkPolicy symlinks, Visitor visitor) {
    NavigableSet<Path> found = new TreeSet<>();
    Set<Path> followed = new HashSet<>();
    descend(new Step(root, null), visitor, found, followed);
    while (!found.isEmpty()) {
      Path link = found.pollFirst();
      try {
        Optional<Path> real = symlinks.target(link);
        if (real.isPresent()) {
          descend(new Step(link, real.get()), visitor, found, followed);
        }
      } catch (IOException e) {
        visitor.unreachable(link, e);
      }
    }
  }

  /**
   * A directory to enter.
   *
   * @param real its path without links, if a link led to it
   */
  private record Step(Path path, @Nullable Path real) {
    Step to(Path child) {
      return new Step(child, real == null ? null : real.resolve(child.getFileName()));
    }
  }

  private static void descend(Step start, Visitor visitor, Set<Path> symlinks, Set<Path> followed) {
    Deque<Step> pending = new ArrayDeque<>();
    pending.push(start);
    boolean mayBeLink = true;
    while (!pending.isEmpty()) {
      Step step = pending.pop();
      if (step.real() == null || followed.add(step.real())) {
        Listing listing = visitor.enter(step.path(), mayBeLink);
        listing.directories().forEach(child -> pending.push(step.to(child)));
        symlinks.addAll(listing.links());
      }
      mayBeLink = false;
    }
  }
}
