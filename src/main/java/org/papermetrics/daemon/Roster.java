package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.NewRun;
import org.papermetrics.registry.RegistryEntry;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.registry.RegistryReading;
import org.papermetrics.registry.RegistryUpdate;

/**
 * Which runs there are, in the order of their discovery: the registered ones in the order of the
 * registry, then those that were found and are not registered yet, by path. Used by one thread.
 */
final class Roster {
  private static final String TRAINING_CONFIG = "training_config.json";

  private final Path registryPath;
  private final RegistryFile registry;
  private final Map<RunKey, RunFiles> registered = new LinkedHashMap<>();
  private final NavigableMap<RunKey, RunFiles> found = new TreeMap<>();
  private final NavigableMap<Path, Set<RunKey>> byFile = new TreeMap<>();
  private List<Problem> entryProblems = List.of();
  private Optional<Problem> registryProblem = Optional.empty();

  Roster(Path registryPath, RegistryFile registry) {
    this.registryPath = registryPath;
    this.registry = registry;
  }

  /** Where the registry is. */
  Path registryPath() {
    return registryPath;
  }

  /** All runs in the order of their discovery. */
  Collection<RunFiles> runs() {
    List<RunFiles> all = new ArrayList<>(registered.size() + found.size());
    all.addAll(registered.values());
    all.addAll(found.values());
    return all;
  }

  /** Where the files of a run are, empty when it is not (or no longer) on the roster. */
  Optional<RunFiles> files(RunKey key) {
    RunFiles files = registered.get(key);
    return Optional.ofNullable(files != null ? files : found.get(key));
  }

  /** Whether the registry has the run. */
  boolean isRegistered(RunKey key) {
    return registered.containsKey(key);
  }

  /** The runs that a file belongs to. */
  Set<RunKey> runsOf(Path file) {
    return byFile.getOrDefault(file, Set.of());
  }

  /** The runs that have files below a directory. */
  Set<RunKey> runsBelow(Path directory) {
    Set<RunKey> runs = new LinkedHashSet<>();
    for (Map.Entry<Path, Set<RunKey>> entry : byFile.tailMap(directory, true).entrySet()) {
      if (!entry.getKey().startsWith(directory)) {
        break;
      }
      runs.addAll(entry.getValue());
    }
    return runs;
  }

  /** All files that runs have or may have. */
  Set<Path> files() {
    return Set.copyOf(byFile.keySet());
  }

  /** What is wrong with the registry. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(entryProblems);
    registryProblem.ifPresent(problems::add);
    return problems;
  }

  /**
   * Reads the registry again. One that cannot be read leaves the roster as it is.
   *
   * @return the runs that came, went, or have their files elsewhere now
   */
  Set<RunKey> reread(Instant now) {
    RegistryReading reading = registry.read();
    if (reading instanceof RegistryReading.Read read) {
      registryProblem = Optional.empty();
      return take(read);
    }
    if (reading instanceof RegistryReading.Unreadable unreadable) {
      registryProblem =
          Optional.of(problem(Problem.Kind.REGISTRY_UNREADABLE, unreadable.sentence(), now));
      return Set.of();
    }
    registryProblem = Optional.empty();
    return take(new RegistryReading.Read(List.of(), List.of(), null));
  }

  private Set<RunKey> take(RegistryReading.Read read) {
    Map<RunKey, RunFiles> before = new HashMap<>(registered);
    before.putAll(found);
    registered.clear();
    for (RegistryEntry entry : read.entries()) {
      registered.put(entry.key(), filesOf(entry));
      found.remove(entry.key());
    }
    found.values().removeIf(this::hasRegisteredResults);
    entryProblems = read.problems();
    index();
    Set<RunKey> changed = new HashSet<>();
    before.forEach((key, files) -> changed.add(key));
    registered.forEach((key, files) -> toggle(changed, key, files.equals(before.get(key))));
    found.forEach((key, files) -> toggle(changed, key, files.equals(before.get(key))));
    return changed;
  }

  private static void toggle(Set<RunKey> changed, RunKey key, boolean same) {
    if (same) {
      changed.remove(key);
    } else {
      changed.add(key);
    }
  }

  private boolean hasRegisteredResults(RunFiles files) {
    Path results = files.results().get(0);
    return registered.values().stream().anyMatch(run -> run.results().contains(results));
  }

  private void index() {
    byFile.clear();
    registered.values().forEach(this::index);
    found.values().forEach(this::index);
  }

  private void index(RunFiles files) {
    files.results().forEach(path -> index(path, files.key()));
    index(files.config(), files.key());
  }

  private void index(Path path, RunKey key) {
    byFile.computeIfAbsent(path, p -> new LinkedHashSet<>(1)).add(key);
  }

  private static RunFiles filesOf(RegistryEntry entry) {
    Path resultsDirectory = parent(entry.results());
    Optional<Path> checkpoint = entry.checkpoint();
    String path =
        entry.checkpointPath() == null ? resultsDirectory.toString() : entry.checkpointPath();
    return new RunFiles(
        entry.key(),
        path,
        entry.candidates(),
        checkpoint.orElse(resultsDirectory).resolve(TRAINING_CONFIG),
        checkpoint.isEmpty());
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  /**
   * Takes note of a results file that was found below a checkpoint root.
   *
   * @return the run that it is of, when it was not on the roster
   */
  Optional<RunKey> discover(Path resultsFile) {
    if (!runsOf(resultsFile).isEmpty()) {
      return Optional.empty();
    }
    Path directory = parent(resultsFile);
    RunKey key = RunKey.ofCheckpoint(directory.toString());
    if (files(key).isPresent()) {
      return Optional.empty();
    }
    RunFiles files =
        new RunFiles(
            key,
            directory.toString(),
            List.of(resultsFile),
            directory.resolve(TRAINING_CONFIG),
            false);
    found.put(key, files);
    index(files);
    return Optional.of(key);
  }

  /** Forgets a run that was found and is gone again before it was registered. */
  void forget(RunKey key) {
    RunFiles files = found.remove(key);
    if (files != null) {
      files.results().forEach(path -> unindex(path, key));
      unindex(files.config(), key);
    }
  }

  private void unindex(Path path, RunKey key) {
    Set<RunKey> keys = byFile.get(path);
    if (keys != null) {
      keys.remove(key);
      if (keys.isEmpty()) {
        byFile.remove(path);
      }
    }
  }

  /**
   * The outcome of registering.
   *
   * @param changed the runs that came, went, or have their files elsewhere now
   * @param again whether it is worth trying again soon
   */
  record Registered(Set<RunKey> changed, boolean again) {}

  /**
   * Writes runs that were found into the registry, and takes over what others have written there
   * meanwhile.
   *
   * @param keys runs that were found and are whole
   */
  Registered register(Collection<RunKey> keys, Instant now) {
    List<NewRun> fresh =
        keys.stream()
            .sorted()
            .map(found::get)
            .filter(java.util.Objects::nonNull)
            .map(run -> new NewRun(run.checkpointPath(), run.results().get(0).toString()))
            .toList();
    if (fresh.isEmpty()) {
      return new Registered(Set.of(), false);
    }
    RegistryUpdate update = registry.register(fresh);
    if (update instanceof RegistryUpdate.Done done) {
      registryProblem = Optional.empty();
      return new Registered(take(done.after()), false);
    }
    RegistryUpdate.Refused refused = (RegistryUpdate.Refused) update;
    if (!refused.passing()) {
      registryProblem = Optional.of(problem(refused.kind(), refused.sentence(), now));
    }
    return new Registered(Set.of(), refused.passing());
  }

  private Problem problem(Problem.Kind kind, String sentence, Instant now) {
    return new Problem(kind, registryPath.toString(), sentence, now);
  }
}
