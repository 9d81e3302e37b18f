package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.Guardian;
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

  /** An entry younger than this that vanishes fell to another writer's stale copy. */
  private static final Duration YOUTH = Duration.ofSeconds(10);

  /** Some editors remove a file for a moment before they write it anew. */
  private static final Duration MISSING_FOR_GOOD = Duration.ofSeconds(1);

  private final Path registryPath;
  private final RegistryFile registry;
  private final Territory territory;
  private final Guardian guardian = new Guardian(YOUTH);
  private final Map<RunKey, RunFiles> registered = new LinkedHashMap<>();
  private final NavigableMap<RunKey, RunFiles> found = new TreeMap<>();
  private final NavigableMap<Path, Set<RunKey>> byFile = new TreeMap<>();
  private List<Problem> entryProblems = List.of();
  private Optional<Problem> registryProblem = Optional.empty();
  private List<NewRun> dropped = List.of();
  private Set<Path> elsewhere = Set.of();
  private boolean elsewhereChanged;
  private Optional<Instant> missingSince = Optional.empty();
  private boolean seen;

  /** Starts empty. */
  Roster(Path registryPath, RegistryFile registry, Territory territory) {
    this.registryPath = registryPath;
    this.registry = registry;
    this.territory = territory;
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

  /**
   * The files that runs have or may have outside of all checkpoint roots; the same set while
   * nothing changes.
   */
  Set<Path> filesElsewhere() {
    if (elsewhereChanged) {
      elsewhereChanged = false;
      elsewhere =
          byFile.keySet().stream()
              .filter(path -> !territory.isBelowARoot(path))
              .collect(Collectors.toUnmodifiableSet());
    }
    return elsewhere;
  }

  /** What is wrong with the registry. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(entryProblems);
    registryProblem.ifPresent(problems::add);
    return problems;
  }

  /**
   * What a look at the registry came to.
   *
   * @param changed the runs that came, went, or have their files elsewhere now
   * @param again whether it is worth looking again soon
   */
  record Outcome(Set<RunKey> changed, boolean again) {
    static final Outcome NOTHING = new Outcome(Set.of(), false);
  }

  /** Reads the registry again. One that cannot be read leaves the roster as it is. */
  Outcome reread(Instant now) {
    RegistryReading reading = registry.read();
    if (!(reading instanceof RegistryReading.Missing)) {
      missingSince = Optional.empty();
    }
    if (reading instanceof RegistryReading.Read read) {
      registryProblem = Optional.empty();
      seen = true;
      dropped = guardian.observe(read, now, this::resultsOf).dropped();
      return new Outcome(take(read), read.stamp() == null);
    }
    if (reading instanceof RegistryReading.Unreadable unreadable) {
      registryProblem =
          Optional.of(problem(Problem.Kind.REGISTRY_UNREADABLE, unreadable.sentence(), now));
      return Outcome.NOTHING;
    }
    Instant since = missingSince.orElse(now);
    missingSince = Optional.of(since);
    if (seen && Duration.between(since, now).compareTo(MISSING_FOR_GOOD) < 0) {
      return new Outcome(Set.of(), true);
    }
    registryProblem = Optional.empty();
    seen = false;
    guardian.registryGone();
    dropped = List.of();
    return new Outcome(take(new RegistryReading.Read(List.of(), List.of(), null)), false);
  }

  private Optional<FileStamp> resultsOf(RunKey key) {
    for (Path results : files(key).map(RunFiles::results).orElse(List.of())) {
      Optional<FileStamp> stamp = stampOf(results);
      if (stamp.isPresent()) {
        return stamp;
      }
    }
    return Optional.empty();
  }

  private static Optional<FileStamp> stampOf(Path file) {
    try {
      return Stamps.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Takes over what the registry says; a run that left it is found again where its results are. */
  private Set<RunKey> take(RegistryReading.Read read) {
    Map<RunKey, RunFiles> before = new HashMap<>(registered);
    before.putAll(found);
    registered.clear();
    for (RegistryEntry entry : read.entries()) {
      registered.put(entry.key(), filesOf(entry));
      found.remove(entry.key());
    }
    entryProblems = read.problems();
    index();
    List.copyOf(found.values()).stream()
        .filter(files -> runsOf(files.results().get(0)).size() > 1)
        .forEach(files -> forget(files.key()));
    for (RunFiles gone : before.values()) {
      if (files(gone.key()).isEmpty() && territory.isResults(gone.results().get(0))) {
        discover(gone.results().get(0));
      }
    }
    Set<RunKey> changed = new HashSet<>(before.keySet());
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

  private void index() {
    byFile.clear();
    registered.values().forEach(this::index);
    found.values().forEach(this::index);
    elsewhereChanged = true;
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
    if (files(key).isPresent() || guardian.isRemoved(key, stampOf(resultsFile))) {
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
   * Writes runs that were found into the registry, and takes over what others have written there
   * meanwhile. Entries that another writer's stale copy has dropped are written again with them.
   *
   * @param keys runs that were found and are whole
   */
  Outcome register(Collection<RunKey> keys, Instant now) {
    List<NewRun> fresh = new ArrayList<>(dropped);
    keys.stream()
        .sorted()
        .map(found::get)
        .filter(Objects::nonNull)
        .map(run -> new NewRun(run.checkpointPath(), run.results().get(0).toString()))
        .forEach(fresh::add);
    if (fresh.isEmpty()) {
      return Outcome.NOTHING;
    }
    RegistryUpdate update = registry.register(fresh);
    if (update instanceof RegistryUpdate.Done done) {
      registryProblem = Optional.empty();
      seen = true;
      dropped = guardian.observe(done, now, this::resultsOf).dropped();
      return new Outcome(take(done.after()), !dropped.isEmpty());
    }
    RegistryUpdate.Refused refused = (RegistryUpdate.Refused) update;
    if (!refused.passing()) {
      registryProblem = Optional.of(problem(refused.kind(), refused.sentence(), now));
    }
    return new Outcome(Set.of(), refused.passing());
  }

  private Problem problem(Problem.Kind kind, String sentence, Instant now) {
    return new Problem(kind, registryPath.toString(), sentence, now);
  }
}
