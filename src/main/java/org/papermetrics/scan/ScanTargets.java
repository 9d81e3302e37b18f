package org.papermetrics.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.papermetrics.layout.FilePatterns;

/**
 * Roots, log directories and single files to watch. Paths are made absolute; reported paths start
 * with these, also where links lead elsewhere.
 *
 * @param roots checkpoint directories, each with everything below it
 * @param logDirs log directories, without the directories below them
 * @param files single files
 */
public record ScanTargets(List<Path> roots, List<Path> logDirs, List<Path> files) {
  /** Makes the paths absolute and drops duplicates. */
  public ScanTargets {
    roots = absolute(roots);
    logDirs = absolute(logDirs);
    files = absolute(files);
  }

  private static List<Path> absolute(List<Path> paths) {
    return List.copyOf(new LinkedHashSet<>(paths.stream().map(Path::toAbsolutePath).toList()));
  }

  public List<Scope> scopes(FilePatterns patterns, boolean followLinks) {
    List<Scope> scopes = new ArrayList<>();
    roots.forEach(root -> scopes.add(new Scope.Checkpoints(root, patterns, followLinks)));
    logDirs.forEach(directory -> scopes.add(new Scope.Logs(directory)));
    files.forEach(file -> scopes.add(Scope.SingleFile.of(file)));
    return scopes;
  }
}
