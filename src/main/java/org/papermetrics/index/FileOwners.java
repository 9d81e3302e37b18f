package org.papermetrics.index;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.SmallMultimap;

/**
 * Which runs a file belongs to, and which runs have files below a directory. Used by one thread.
 */
final class FileOwners {
  private final Predicate<Path> watched;
  private final NavigableMap<Path, Set<RunKey>> byPath = new TreeMap<>();
  private final SmallMultimap<Path, RunKey> owners = new SmallMultimap<>(byPath);
  private Set<Path> elsewhere = Set.of();
  private boolean changed;

  /** Knows no file yet; {@code watched} tells whether a file lies where changes are seen anyway. */
  FileOwners(Predicate<Path> watched) {
    this.watched = watched;
  }

  /** A run has, or may have, its files here. */
  void add(RunFiles files) {
    files.results().forEach(path -> add(path, files.key()));
    add(files.config(), files.key());
  }

  private void add(Path path, RunKey key) {
    owners.add(path, key);
    changed |= !watched.test(path);
  }

  /** A run no longer has its files here. */
  void remove(RunFiles files) {
    files.results().forEach(path -> remove(path, files.key()));
    remove(files.config(), files.key());
  }

  private void remove(Path path, RunKey key) {
    owners.remove(path, key);
    changed |= !watched.test(path);
  }

  /** The runs that a file belongs to. */
  Set<RunKey> of(Path file) {
    return owners.of(file);
  }

  /** The runs that have files below a directory. */
  Set<RunKey> below(Path directory) {
    Set<RunKey> runs = new LinkedHashSet<>();
    PathRanges.below(byPath, directory).values().forEach(runs::addAll);
    return runs;
  }

  /** The files that lie where nobody else looks; the same set while nothing changes. */
  Set<Path> elsewhere() {
    if (changed) {
      changed = false;
      elsewhere =
          byPath.keySet().stream().filter(watched.negate()).collect(Collectors.toUnmodifiableSet());
    }
    return elsewhere;
  }
}
