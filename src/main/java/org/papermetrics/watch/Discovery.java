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
import org.papermetrics.layout.Links;
import org.papermetrics.layout.Wanted;
import org.papermetrics.model.Problem;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.Sweep;
import org.papermetrics.scan.Sweeper;
import org.papermetrics.scan.WatchedPlaces;

/**
 * What one look at the disk finds, for whoever does not stay to watch.
 *
 * @param files the wanted files below the roots and in the log directories, and the registry if
 *     there is one, by path
 * @param problems the directories that could not be read
 * @param unavailable the roots and log directories that could not be read at all
 * @param directories how many directories were looked into, for each root and log directory
 */
public record Discovery(
    List<Path> files,
    List<Problem> problems,
    Set<Path> unavailable,
    Map<Path, Integer> directories) {
  /** Copies the collections. */
  public Discovery {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
    unavailable = Set.copyOf(unavailable);
    directories = Map.copyOf(directories);
  }

  /** Looks once. No file is opened. */
  public static Discovery of(
      WatchedPlaces places, Wanted wanted, boolean followLinks, Clock clock) {
    Links links = new Links();
    places.roots().forEach(links::resolve);
    Set<Path> files = new HashSet<>();
    List<Problem> problems = new ArrayList<>();
    Set<Path> unavailable = new HashSet<>();
    Map<Path, Integer> directories = new HashMap<>();
    for (Scope scope : places.scopes(wanted, followLinks)) {
      Sweeper sweeper = new Sweeper(scope, links, clock, () -> {});
      Sweep sweep = sweeper.sweep(Sweeper.Effort.FULL);
      files.addAll(sweep.changed());
      directories.put(scope.path(), sweeper.tree().directories().size());
      sweep.unavailable().ifPresent(why -> unavailable.add(scope.path()));
      RootState state =
          new RootState(
              scope,
              false,
              sweep.unavailable(),
              sweeper.troubles(),
              0,
              Optional.empty(),
              false,
              Optional.empty(),
              Optional.empty());
      problems.addAll(Findings.of(state, Duration.ZERO, clock.instant()));
    }
    return new Discovery(files.stream().sorted().toList(), problems, unavailable, directories);
  }
}
