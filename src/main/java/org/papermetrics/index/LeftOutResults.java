package org.papermetrics.index;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.files.Stamps;
import org.papermetrics.layout.PathClassifier;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/**
 * Results files of the runs that persons have taken off the registry: which of them are on disk.
 * Used by one thread.
 */
final class LeftOutResults {
  private static final Duration NO_ANSWER = Duration.ofSeconds(5);

  private final PathClassifier classifier;
  private final KeyedExecutors executors;
  private final NavigableMap<Path, Set<RunKey>> byFile = new TreeMap<>();
  private final Map<RunKey, Removal> known = new HashMap<>();
  private final Set<RunKey> onDisk = new HashSet<>();
  private final Set<Path> toCheck = new HashSet<>();
  private final Set<Path> elsewhere = new HashSet<>();
  private final Map<Path, Place> places = new HashMap<>();
  private List<Removal> last = List.of();

  /** Knows no removal yet. */
  LeftOutResults(PathClassifier classifier, KeyedExecutors executors) {
    this.classifier = classifier;
    this.executors = executors;
  }

  /** Replaces the removals; what is known of the files of those that stay is kept. */
  void set(Collection<Removal> removals) {
    List<Removal> now = List.copyOf(removals);
    if (now.equals(last)) {
      return;
    }
    last = now;
    Map<RunKey, Removal> before = Map.copyOf(known);
    known.clear();
    byFile.clear();
    now.forEach(removal -> add(removal, Optional.ofNullable(before.get(removal.key()))));
    onDisk.retainAll(known.keySet());
    elsewhere.retainAll(byFile.keySet());
    places.keySet().retainAll(byFile.keySet());
  }

  private void add(Removal removal, Optional<Removal> before) {
    Optional<Removal> same = before.filter(earlier -> earlier.file().equals(removal.file()));
    known.put(removal.key(), removal);
    Optional<Path> file = pathOf(removal);
    file.ifPresent(f -> byFile.computeIfAbsent(f, k -> new HashSet<>()).add(removal.key()));
    if (same.isEmpty()) {
      file.ifPresent(toCheck::add);
      setOnDisk(removal.key(), removal.leftOut());
    }
  }

  private void setOnDisk(RunKey key, boolean now) {
    if (now) {
      onDisk.add(key);
    } else {
      onDisk.remove(key);
    }
  }

  private static Optional<Path> pathOf(Removal removal) {
    try {
      return Optional.of(Path.of(removal.file()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Whether a person has removed the run. */
  boolean isRemoved(RunKey key) {
    return known.containsKey(key);
  }

  /** Takes note that a file, or what is below a directory, may have come or gone. */
  void touched(Path path) {
    toCheck.addAll(PathRanges.below(byFile, path).keySet());
  }

  /**
   * Checks the files that may have come or gone.
   *
   * @return paths to check again, and after which time
   */
  Map<Path, Duration> check() {
    List<Path> files = toCheck.stream().filter(byFile::containsKey).sorted().toList();
    toCheck.clear();
    List<Optional<State>> states =
        executors.all(
            files.stream()
                .map(file -> new KeyedExecutors.Task<>(file, () -> stateOf(file)))
                .toList());
    Map<Path, Duration> again = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      states.get(i).ifPresentOrElse(state -> take(file, state), () -> again.put(file, NO_ANSWER));
    }
    return again;
  }

  /**
   * Where a results file is.
   *
   * @param real its path with the real path of its directory; {@code file} itself as long as that
   *     is not known
   * @param inode empty as long as it is not known
   */
  record Place(Path file, Path real, String inode) {}

  /**
   * The real path of the directory of a file, with the name of the file. Where that is a link to
   * content kept elsewhere, others may lead there too, and are files of their own.
   */
  static Path realPath(Path file) throws IOException {
    Path directory = file.getParent();
    return directory == null
        ? file.toRealPath()
        : directory.toRealPath().resolve(file.getFileName());
  }

  /**
   * A file as it is.
   *
   * @param place empty when it is gone
   * @param away whether it cannot be determined whether it is there
   * @param elsewhere whether nobody else sees it come and go
   */
  private record State(Optional<Place> place, boolean away, boolean elsewhere) {}

  private State stateOf(Path file) {
    boolean unseen = !classifier.isWatched(file) || classifier.isReachedByLink(file);
    try {
      Optional<FileStamp> stamp = Stamps.of(file);
      if (stamp.isEmpty()) {
        return new State(Optional.empty(), classifier.isAway(file), unseen);
      }
      Place place = new Place(file, realPath(file), stamp.get().inode());
      return new State(Optional.of(place), false, unseen);
    } catch (IOException e) {
      return new State(Optional.empty(), true, unseen);
    }
  }

  private void take(Path file, State state) {
    if (state.elsewhere()) {
      elsewhere.add(file);
    } else {
      elsewhere.remove(file);
    }
    if (!state.away()) {
      state.place().ifPresent(place -> places.put(file, place));
      boolean there = state.place().isPresent();
      byFile.getOrDefault(file, Set.of()).forEach(key -> setOnDisk(key, there));
    }
  }

  /**
   * The removals as they were given, to be saved.
   *
   * @param leftOut those for which results are left out
   */
  List<Removal> removals(List<Removal> leftOut) {
    Set<RunKey> keys = leftOut.stream().map(Removal::key).collect(Collectors.toSet());
    return last.stream().map(removal -> removal.leftOut(keys.contains(removal.key()))).toList();
  }

  /**
   * Those whose files are on disk and of no run that is known, by key.
   *
   * @param isKnown whether a run has the file at a place
   */
  List<Removal> leftOut(Predicate<Place> isKnown) {
    List<Removal> found = new ArrayList<>();
    byFile.forEach(
        (file, keys) -> {
          for (RunKey key : keys) {
            Removal removal = Objects.requireNonNull(known.get(key));
            if (onDisk.contains(key) && !isKnown.test(placeOf(file, removal))) {
              found.add(removal.leftOut(true));
            }
          }
        });
    found.sort(Comparator.comparing(Removal::key));
    return found;
  }

  /** As it is, or, before the first check, as it was when the run was removed. */
  private Place placeOf(Path file, Removal removal) {
    Place found = places.get(file);
    FileStamp then = removal.results();
    return found != null ? found : new Place(file, file, then == null ? "" : then.inode());
  }

  /** The files that lie where nobody else looks. */
  Set<Path> elsewhere() {
    return elsewhere;
  }

  /** All files. */
  Set<Path> files() {
    return byFile.keySet();
  }
}
