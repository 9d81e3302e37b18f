package org.papermetrics.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/** Directory of the registry and resolution of its relative paths. */
final class RegistryPaths {
  private final Path own;
  private final @Nullable Path above;

  RegistryPaths(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is no file");
    }
    this.own = parent;
    this.above = parent.getParent();
  }

  /**
   * The run of these two fields.
   *
   * @throws java.nio.file.InvalidPathException when one of them can be no path here
   */
  RegistryEntry entry(@Nullable String checkpointPath, @Nullable String resultsFile) {
    List<Path> candidates = new ArrayList<>();
    if (resultsFile != null) {
      candidates.add(resolve(resultsFile));
    }
    if (checkpointPath == null) {
      RunKey key = RunKey.ofPretrained(candidates.get(0).toString());
      return new RegistryEntry(key, null, resultsFile, candidates);
    }
    Path checkpoint = resolve(checkpointPath);
    Path inCheckpoint = checkpoint.resolve(RunFiles.RESULTS);
    if (!candidates.contains(inCheckpoint)) {
      candidates.add(inCheckpoint);
    }
    String registered = RunKey.withoutTrailingSlash(checkpointPath);
    String resolved = checkpoint.toString();
    RunKey key = RunKey.ofCheckpoint(resolved.equals(registered) ? registered : resolved);
    return new RegistryEntry(key, registered, resultsFile, candidates);
  }

  /**
   * The absolute path: a relative one starts above the directory of the registry, or in that
   * directory when only there is such a file.
   */
  Path resolve(String path) {
    Path given = FileNameEncoding.path(path);
    if (given.isAbsolute()) {
      return given;
    }
    Path inOwn = own.resolve(given).normalize();
    if (above == null) {
      return inOwn;
    }
    Path inAbove = above.resolve(given).normalize();
    return !Files.exists(inAbove) && Files.exists(inOwn) ? inOwn : inAbove;
  }
}
