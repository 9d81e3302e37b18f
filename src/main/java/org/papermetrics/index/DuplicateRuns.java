package org.papermetrics.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.model.Reading;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.SmallMultimap;

/** Finds runs that are the same directory under two paths. Used by one thread. */
final class DuplicateRuns {
  private final Map<RunKey, Reading.Seen> seen = new HashMap<>();
  private final SmallMultimap<String, RunKey> byInode = new SmallMultimap<>();
  private final Map<RunKey, Path> realPaths = new HashMap<>();
  private final KeyedExecutors executors;

  /** How many inodes are those of several runs. */
  private int shared;

  /** Knows no run yet. */
  DuplicateRuns(KeyedExecutors executors) {
    this.executors = executors;
  }

  /** Whether any results file may be that of several runs. */
  boolean isPossible() {
    return shared > 0;
  }

  /** A run was read whole. */
  void add(RunKey key, Reading.Seen files) {
    remove(key);
    seen.put(key, files);
    byInode.add(files.results().inode(), key);
    if (byInode.of(files.results().inode()).size() == 2) {
      shared++;
    }
  }

  /** A run has no results any more. */
  void remove(RunKey key) {
    Reading.Seen files = seen.remove(key);
    realPaths.remove(key);
    if (files != null) {
      byInode.remove(files.results().inode(), key);
      if (byInode.of(files.results().inode()).size() == 1) {
        shared--;
      }
    }
  }

  /**
   * The other runs whose results file is really the same file in the same directory; a hard link,
   * or a link to the same content, in another directory is not.
   */
  Set<RunKey> of(RunKey key) {
    Reading.Seen files = seen.get(key);
    if (files == null || files.results().inode().isEmpty()) {
      return Set.of();
    }
    Set<RunKey> sharing = byInode.of(files.results().inode());
    if (sharing.size() < 2) {
      return Set.of();
    }
    Set<RunKey> twins = new HashSet<>();
    for (RunKey other : sharing) {
      if (!other.equals(key) && realPath(key).equals(realPath(other))) {
        twins.add(other);
      }
    }
    return twins;
  }

  /** Whether the file that is really here, and has this inode, is the results file of a run. */
  boolean isResults(Path real, String inode) {
    Set<RunKey> sharing = inode.isEmpty() ? Set.of() : byInode.of(inode);
    return sharing.stream().map(this::realPath).anyMatch(real::equals);
  }

  /** Where the results file really is; itself when that cannot be determined at present. */
  private Path realPath(RunKey key) {
    Path known = realPaths.get(key);
    if (known != null) {
      return known;
    }
    Path file = Objects.requireNonNull(seen.get(key)).resultsFile();
    Optional<Path> real = executors.ask(file, () -> resolved(file)).flatMap(path -> path);
    real.ifPresent(path -> realPaths.put(key, path));
    return real.orElse(file);
  }

  private static Optional<Path> resolved(Path file) {
    try {
      return Optional.of(LeftOutResults.realPath(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
