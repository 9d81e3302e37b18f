package org.papermetrics.layout;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Problem;

/**
 * Paths that cannot be read now, each with the time since when.
 *
 * @param places files, and directories with everything below, with the time since when
 */
public record UnavailablePaths(Map<Path, Instant> places) {
  /** Everything can be checked. */
  public static final UnavailablePaths NOTHING = new UnavailablePaths(Map.of());

  private static final Set<Problem.Kind> KINDS =
      EnumSet.of(
          Problem.Kind.ROOT_UNAVAILABLE,
          Problem.Kind.LOG_DIR_UNAVAILABLE,
          Problem.Kind.DIRECTORY_UNREADABLE,
          Problem.Kind.RUN_UNAVAILABLE);

  public UnavailablePaths {
    places = Map.copyOf(places);
  }

  /** The places that problems are about. */
  public static UnavailablePaths of(Collection<Problem> problems) {
    Map<Path, Instant> places = new HashMap<>();
    for (Problem problem : problems) {
      if (KINDS.contains(problem.kind())) {
        pathOf(problem).ifPresent(path -> places.put(path, problem.since()));
      }
    }
    return places.isEmpty() ? NOTHING : new UnavailablePaths(places);
  }

  /** Names in bytes that are no text cannot stand in a problem. */
  private static Optional<Path> pathOf(Problem problem) {
    try {
      return Optional.of(Path.of(problem.path()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Since when a file has been unavailable; null when it can be checked. */
  public @Nullable Instant since(Path file) {
    if (places.isEmpty()) {
      return null;
    }
    Instant first = null;
    for (Map.Entry<Path, Instant> place : places.entrySet()) {
      if (file.startsWith(place.getKey()) && (first == null || place.getValue().isBefore(first))) {
        first = place.getValue();
      }
    }
    return first;
  }

  /** The places that were unavailable before and are no longer. */
  public Set<Path> backSince(UnavailablePaths before) {
    Set<Path> back = new HashSet<>(before.places.keySet());
    back.removeAll(places.keySet());
    return back;
  }
}
