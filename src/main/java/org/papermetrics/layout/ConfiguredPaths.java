package org.papermetrics.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** PathClassifier for the configured roots and log directories. */
public final class ConfiguredPaths implements PathClassifier {
  private static final int ELSEWHERE_DEPTH = 3;

  private final List<Path> roots;
  private final Set<Path> logDirs;
  private final FilePatterns patterns;
  private final boolean followLinks;
  private final Predicate<Path> away;

  /**
   * Knows the configured directories.
   *
   * @param followLinks whether links below a root are entered that lead elsewhere
   * @param away whether nothing can be said of a missing file, because its file system is away
   */
  public ConfiguredPaths(
      List<Path> roots,
      List<Path> logDirs,
      FilePatterns patterns,
      boolean followLinks,
      Predicate<Path> away) {
    this.roots = List.copyOf(roots);
    this.logDirs = Set.copyOf(logDirs);
    this.patterns = patterns;
    this.followLinks = followLinks;
    this.away = away;
  }

  @Override
  public boolean isLog(Path path) {
    return FilePatterns.isLog(path)
        && path.getParent() != null
        && logDirs.contains(path.getParent());
  }

  @Override
  public boolean isResults(Path path) {
    return rootOf(path).filter(root -> patterns.isResults(root, path)).isPresent();
  }

  @Override
  public boolean isFound(Path results) {
    return isResults(results) && isWatched(results) && (followLinks || !isReachedByLink(results));
  }

  @Override
  public boolean isWatched(Path path) {
    return rootOf(path)
        .filter(root -> patterns.isWanted(root, path) && !isPassedOver(root, path))
        .isPresent();
  }

  private boolean isPassedOver(Path root, Path file) {
    Path directory = file.getParent();
    return directory != null && patterns.passedOver(root, directory).isPresent();
  }

  @Override
  public boolean isReachedByLink(Path path) {
    Optional<Path> root = rootOf(path);
    for (Path p = path; root.isPresent() && p != null && !p.equals(root.get()); p = p.getParent()) {
      if (Files.isSymbolicLink(p)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Path reallyAt(Path directory) throws IOException {
    Path real = directory.toRealPath();
    return PathLookup.of(real, roots).map(PathLookup.Place::path).orElse(real);
  }

  @Override
  public boolean isBelowRoot(String path) {
    return roots.stream()
        .map(root -> root.endsWith("/") ? root.toString() : root + "/")
        .anyMatch(path::startsWith);
  }

  @Override
  public Path laneOf(Path path) {
    return rootOf(path)
        .or(() -> logDirs.stream().filter(path::startsWith).findFirst())
        .orElseGet(() -> top(path));
  }

  /** Elsewhere, file systems are mounted a few directories deep. */
  private static Path top(Path path) {
    Path root = path.getRoot();
    int names = Math.min(ELSEWHERE_DEPTH, path.getNameCount() - 1);
    return root == null || names <= 0 ? path : root.resolve(path.subpath(0, names));
  }

  @Override
  public boolean isAway(Path path) {
    return away.test(path);
  }

  private Optional<Path> rootOf(Path path) {
    return PathLookup.innermost(path, roots);
  }
}
