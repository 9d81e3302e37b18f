package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.model.Problem;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.SweepResult;
import org.papermetrics.scan.Sweeper;

/**
 * Result of one scan without watching.
 *
 * @param files the wanted files below the roots and in the log directories, and the registry if
 *     there is one, by path
 * @param problems the directories that could not be read
 * @param unavailable the roots and log directories that could not be read at all
 * @param directories how many directories were read, for each root and log directory
 */
public record OneTimeScan(
    List<Path> files,
    List<Problem> problems,
    Set<Path> unavailable,
    Map<Path, Integer> directories) {
  /** Copies the collections. */
  public OneTimeScan {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
    unavailable = Set.copyOf(unavailable);
    directories = Map.copyOf(directories);
  }

  /** Scans once. No file is opened. */
  public static OneTimeScan of(
      ScanTargets targets, FilePatterns patterns, boolean followLinks, Clock clock) {
    SymlinkPolicy symlinks = new SymlinkPolicy();
    targets.roots().forEach(symlinks::resolve);
    Set<Path> files = new HashSet<>();
    List<Problem> problems = new ArrayList<>();
    Set<Path> unavailable = new HashSet<>();
    Map<Path, Integer> directories = new HashMap<>();
    for (Scope scope : targets.scopes(patterns, followLinks)) {
      Sweeper sweeper = new Sweeper(scope, symlinks, clock, () -> {});
      SweepResult result = sweeper.sweep(Sweeper.Effort.FULL);
      files.addAll(result.changed());
      directories.put(scope.path(), sweeper.tree().directories().size());
      result.unavailable().ifPresent(why -> unavailable.add(scope.path()));
      RootState state =
          new RootState(
              scope,
              false,
              result.unavailable(),
              sweeper.unreadable(),
              0,
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      problems.addAll(WatchProblems.of(state, Duration.ZERO, clock.instant()));
    }
    return new OneTimeScan(files.stream().sorted().toList(), problems, unavailable, directories);
  }
}
