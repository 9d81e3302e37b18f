package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;

/**
 * One look at a tree or a part of it. What it finds is collected aside and becomes the tree's only
 * at the end, if the root is then still the directory that it was: a file system that is taken away
 * half way looks like files that were deleted.
 *
 * <p>A directory whose node is as before has the same entries and is not listed again, unless it
 * was young when it was listed: a further entry within one tick of the file system's clock leaves
 * no trace in the node.
 */
final class Pass implements Walk.Visitor {
  private static final Duration YOUNG = Duration.ofSeconds(2);
  private static final Duration BUSY = Duration.ofHours(1);

  /** The stamp of a file that is there but cannot be looked at. */
  private static final FileStamp UNKNOWN = new FileStamp("", -1, Instant.EPOCH, Instant.EPOCH);

  private final Scope scope;
  private final Tree tree;
  private final long number;
  private final Sweeper.Effort effort;
  private final Clock clock;
  private final Runnable progress;

  private final Map<Path, Tree.Directory> freshDirectories = new HashMap<>();
  private final Map<Path, FileStamp> freshFiles = new HashMap<>();
  private final Set<Path> missingFiles = new LinkedHashSet<>();
  private final Map<Path, Trouble> troubles = new HashMap<>();
  private boolean newLinks;

  /** A look that has not begun; {@code number} tells it from all others at the same tree. */
  Pass(Scope scope, Tree tree, long number, Sweeper.Effort effort, Clock clock, Runnable progress) {
    this.scope = scope;
    this.tree = tree;
    this.number = number;
    this.effort = effort;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Walks, and then updates the tree.
   *
   * @param known directories of the tree that are gone if the walk does not meet them
   */
  Sweep run(Collection<Path> known, Consumer<Walk.Visitor> walk) {
    try {
      Node before = Node.following(scope.path());
      if (!before.isDirectory()) {
        return Sweep.unavailable(Reasons.NOT_A_DIRECTORY);
      }
      walk.accept(this);
      Trouble ofRoot = troubles.get(scope.path());
      if (ofRoot != null) {
        return Sweep.unavailable(ofRoot.reason());
      }
      if (!Node.following(scope.path()).isSame(before)) {
        return Sweep.unavailable("it was replaced while it was looked at");
      }
    } catch (IOException e) {
      return Sweep.unavailable(Reasons.of(e));
    }
    return new Sweep(commit(known), newLinks, Optional.empty());
  }

  private List<Path> commit(Collection<Path> known) {
    List<Path> gone = known.stream().filter(path -> !hasSeen(path)).toList();
    List<Path> changed = new ArrayList<>(freshFiles.keySet());
    missingFiles.stream().filter(tree::removeFile).forEach(changed::add);
    for (Path directory : gone) {
      for (Path below : tree.belowAndLinked(directory)) {
        changed.addAll(tree.removeDirectory(below));
      }
    }
    tree.put(freshDirectories, freshFiles);
    return changed;
  }

  /** The directories that could not be looked into. */
  Map<Path, Trouble> troubles() {
    return troubles;
  }

  /** Whether a directory was looked into without trouble. */
  boolean hasEntered(Path directory) {
    return hasSeen(directory) && !troubles.containsKey(directory);
  }

  private boolean hasSeen(Path directory) {
    Tree.Directory known = tree.directory(directory);
    return freshDirectories.containsKey(directory) || (known != null && known.wasSeenBy(number));
  }

  @Override
  public Listing enter(Path directory, boolean mayBeLink) {
    progress.run();
    try {
      Node node = mayBeLink ? Node.following(directory) : Node.of(directory);
      return node.isDirectory() ? enter(directory, node) : Listing.NONE;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Listing.NONE;
    } catch (IOException e) {
      return troubled(directory, Reasons.of(e), false);
    }
  }

  private Listing enter(Path path, Node node) throws IOException {
    Tree.Directory known = tree.directory(path);
    Instant now = clock.instant();
    if (known != null && effort != Sweeper.Effort.FULL && known.isListedAs(node)) {
      known.seenBy(number);
      if (effort != Sweeper.Effort.GLANCE || isBusy(known, now)) {
        known.listing().files().forEach(this::check);
      }
      return known.listing();
    }
    Listing listing = Listing.of(path, scope);
    if (known != null) {
      Listing before = known.listing();
      if (listing.isEmpty() && !before.isEmpty() && known.node().device() != node.device()) {
        return troubled(path, "another file system was mounted there, which is gone", true);
      }
      missingFiles.addAll(without(before.files(), listing.files()));
      newLinks |= !without(listing.links(), before.links()).isEmpty();
    } else {
      newLinks |= !listing.links().isEmpty();
    }
    freshDirectories.put(path, new Tree.Directory(node, listing, isYoung(node, now), number));
    listing.files().forEach(this::check);
    return listing;
  }

  private static List<Path> without(List<Path> paths, List<Path> others) {
    if (paths.isEmpty() || paths.equals(others)) {
      return List.of();
    }
    Set<Path> lookup = new HashSet<>(others);
    return paths.stream().filter(path -> !lookup.contains(path)).toList();
  }

  static boolean isYoung(Node node, Instant now) {
    Instant since = now.minus(YOUNG);
    return node.modified().toInstant().isAfter(since) || node.changed().toInstant().isAfter(since);
  }

  private boolean isBusy(Tree.Directory known, Instant now) {
    Instant since = now.minus(BUSY);
    return known.node().changed().toInstant().isAfter(since)
        || known.listing().files().stream()
            .map(tree::file)
            .anyMatch(stamp -> stamp == null || stamp.changed().isAfter(since));
  }

  private void check(Path file) {
    FileStamp stamp;
    try {
      Optional<FileStamp> found = Stamps.of(file);
      if (found.isEmpty()) {
        missingFiles.add(file);
        return;
      }
      stamp = found.get();
    } catch (IOException e) {
      stamp = UNKNOWN;
    }
    if (!stamp.equals(tree.file(file))) {
      freshFiles.put(file, stamp);
    }
  }

  @Override
  public void unreachable(Path link, IOException why) {
    if (tree.directory(link) != null) {
      troubled(link, "it is a link, and what it leads to is gone", true);
    } else if (why instanceof AccessDeniedException) {
      troubled(link, Reasons.of(why), false);
    }
  }

  /** What is known of the directory stays as it is. */
  private Listing troubled(Path directory, String reason, boolean detached) {
    troubles.put(directory, new Trouble(reason, detached));
    tree.belowAndLinked(directory)
        .forEach(
            path -> {
              Tree.Directory known = tree.directory(path);
              if (known != null) {
                known.seenBy(number);
              }
            });
    return Listing.NONE;
  }
}
