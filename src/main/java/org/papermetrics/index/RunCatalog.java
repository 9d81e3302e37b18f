package org.papermetrics.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.files.Stamps;
import org.papermetrics.layout.PathClassifier;
import org.papermetrics.model.DifferingPart;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.NewRun;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.registry.RegistrySync;
import org.papermetrics.state.SavedRegistryEntry;
import org.papermetrics.state.SavedRun;
import org.papermetrics.state.SavedState;

/** List of known runs in display order: registered first, then discovered. Used by one thread. */
public final class RunCatalog {
  private static final Outcome NOTHING = new Outcome(Set.of(), false);

  private final RegistrySync registry;
  private final KeyedExecutors executors;
  private final PathClassifier classifier;
  private final LeftOutResults leftOut;
  private final UnspellableResults unspellable = new UnspellableResults();
  private final FileOwners owners;
  private final NavigableMap<RunKey, RunFiles> found = new TreeMap<>();
  private RegisteredRuns registered = RegisteredRuns.NONE;
  private @Nullable List<RunFiles> all;
  private Set<RunKey> adding = Set.of();
  private Set<RunKey> leaving = Set.of();
  private final Set<RunKey> own = new HashSet<>();

  /** Starts empty. */
  public RunCatalog(
      Path registryPath, RegistryFile registry, PathClassifier classifier, FileAccess access) {
    this.executors = access.executors();
    this.registry =
        new RegistrySync(
            registryPath, registry, access.aside("registry"), access.patience(), this::removalOf);
    this.classifier = classifier;
    this.leftOut = new LeftOutResults(classifier, executors);
    this.owners = new FileOwners(classifier::isWatched);
  }

  /** Where the registry is. */
  Path registryPath() {
    return registry.path();
  }

  /** Restores what was saved, as far as it would still be found or registered. */
  void restore(SavedState was) {
    registered = RegisteredRuns.of(was.entries());
    all = null;
    Map<RunKey, RunFiles> then = registered.byKey();
    registered.inOrder().forEach(owners::add);
    was.entries().stream()
        .filter(SavedRegistryEntry::own)
        .forEach(entry -> own.add(entry.files().key()));
    for (SavedRun run : was.runs()) {
      RunFiles files = run.files();
      if (!then.containsKey(files.key()) && isStillFound(files)) {
        addFound(files);
      }
    }
    registry.restore(then.keySet(), was.removals());
    leftOut.set(was.removals());
  }

  private boolean isStillFound(RunFiles files) {
    Path results = files.results().get(0);
    return files.equals(RunFiles.foundAt(results)) && isFound(results);
  }

  private boolean isFound(Path results) {
    return executors.ask(results, () -> classifier.isFound(results)).orElse(true);
  }

  /** The registered runs in the order of the registry; the same list as long as these are. */
  List<RunFiles> registered() {
    return registered.inOrder();
  }

  /** The results files of runs that persons have taken off the registry. */
  LeftOutResults leftOut() {
    return leftOut;
  }

  /** Whether the registry is to be read although it has not changed. */
  boolean isBehind() {
    return registry.isBehind();
  }

  /** Whether the registry could not be read or written at the last attempt. */
  boolean isRegistryFailing() {
    return registry.isFailing();
  }

  /** How long the registry is better not written, because it is large and was just written. */
  Duration registryRest(Instant now) {
    return registry.rest(now);
  }

  /** The registered pretrained models. */
  Set<RunKey> pretrained() {
    return registered.pretrained();
  }

  /** All runs in the order of their discovery; the same list as long as none comes or goes. */
  List<RunFiles> runs() {
    List<RunFiles> known = all;
    if (known == null) {
      known = registered.inOrder();
      if (!found.isEmpty()) {
        known = new ArrayList<>(registered.inOrder().size() + found.size());
        known.addAll(registered.inOrder());
        known.addAll(found.values());
      }
      all = known;
    }
    return known;
  }

  /** The number of all runs. */
  int size() {
    return registered.byKey().size() + found.size();
  }

  /** Where the files of a run are, empty when it is not (or no longer) in the catalog. */
  Optional<RunFiles> files(RunKey key) {
    RunFiles files = registered.byKey().get(key);
    return Optional.ofNullable(files != null ? files : found.get(key));
  }

  /** Whether a checkpoint is one of a run in the catalog, or of one that a person has removed. */
  boolean isKnown(String checkpoint) {
    return Stream.of(checkpoint, checkpoint + "/consolidated")
        .map(RunKey::ofCheckpoint)
        .anyMatch(key -> files(key).isPresent() || leftOut.isRemoved(key));
  }

  /** Whether the registry has the run. */
  boolean isRegistered(RunKey key) {
    return registered.byKey().containsKey(key);
  }

  /** Whether the registry has the run because this program has added it. */
  boolean isOwn(RunKey key) {
    return own.contains(key);
  }

  /** The runs that a file belongs to. */
  Set<RunKey> runsOf(Path file) {
    return owners.of(file);
  }

  /** The runs that have files below a directory. */
  Set<RunKey> runsBelow(Path directory) {
    return owners.below(directory);
  }

  /**
   * The files that runs have or may have outside of all checkpoint roots, and those of removed runs
   * that nobody else watches; not to be changed.
   */
  Set<Path> filesElsewhere() {
    Set<Path> removed = leftOut.elsewhere();
    if (removed.isEmpty()) {
      return owners.elsewhere();
    }
    Set<Path> all = new HashSet<>(owners.elsewhere());
    all.addAll(removed);
    return all;
  }

  /** How often the registry was written; may be asked by any thread. */
  long registryWrites() {
    return registry.writes();
  }

  /** What is wrong with the registry, and the results that cannot be registered. */
  List<Problem> problems(Instant now) {
    List<Problem> problems = new ArrayList<>(registry.problems());
    problems.addAll(unspellable.problems(now));
    return problems;
  }

  /**
   * The outcome of reading the registry.
   *
   * @param changed the runs that came, went, or have their files elsewhere now
   * @param again whether it is worth looking again soon
   */
  record Outcome(Set<RunKey> changed, boolean again) {}

  /** Reads the registry again. One that cannot be read leaves the catalog as it is. */
  Outcome reread(Instant now) {
    Outcome own = changed(registry.changed(now));
    if (registry.isChanging()) {
      return own;
    }
    Outcome others = take(registry.read(now));
    Set<RunKey> changed = new HashSet<>(own.changed());
    changed.addAll(others.changed());
    return new Outcome(changed, own.again() || others.again());
  }

  /**
   * Writes runs that were found into the registry, and takes over what others have written there
   * meanwhile.
   *
   * @param keys runs that were found and are whole
   */
  Outcome register(Collection<RunKey> keys, Instant now) {
    if (registry.isChanging()) {
      return NOTHING;
    }
    adding = Set.copyOf(keys);
    leaving = Set.of();
    List<NewRun> runs =
        keys.stream()
            .sorted()
            .map(found::get)
            .filter(Objects::nonNull)
            .map(run -> new NewRun(run.checkpointPath(), run.results().get(0).toString()))
            .toList();
    return changed(registry.add(runs, now));
  }

  /**
   * Takes runs off the registry that this program has added.
   *
   * @param keys runs whose files are gone
   */
  Outcome removeOwn(Collection<RunKey> keys, Instant now) {
    if (registry.isChanging()) {
      return NOTHING;
    }
    adding = Set.of();
    leaving = Set.copyOf(keys);
    return changed(registry.removeOwn(keys, now));
  }

  /** Takes over what a change of our own came to, if it has come to something by now. */
  private Outcome changed(RegistrySync.Dealing dealing) {
    if (dealing.entries().isPresent()) {
      own.removeAll(leaving);
    }
    Outcome outcome = take(dealing);
    // With these, entries of others may have come back.
    dealing.changed().stream().filter(adding::contains).forEach(own::add);
    return outcome;
  }

  /** Takes over what the registry says; a run that left it is found again where its results are. */
  private Outcome take(RegistrySync.Dealing dealing) {
    leftOut.set(registry.removals());
    if (dealing.entries().isEmpty()) {
      return new Outcome(Set.of(), dealing.again());
    }
    RegisteredRuns former = registered;
    registered = former.next(dealing.entries().get());
    if (registered == former) {
      return new Outcome(Set.of(), dealing.again());
    }
    all = null;
    Map<RunKey, RunFiles> before = former.byKey();
    Map<RunKey, RunFiles> now = registered.byKey();
    DifferingPart part = DifferingPart.of(former.inOrder(), registered.inOrder());
    Set<RunKey> changed = new HashSet<>();
    for (RunFiles files : former.inOrder().subList(part.start(), part.end())) {
      if (!files.equals(now.get(files.key()))) {
        // What others have changed or removed is theirs.
        own.remove(files.key());
        owners.remove(files);
        changed.add(files.key());
      }
    }
    for (RunFiles files : registered.inOrder().subList(part.start(), part.newEnd())) {
      if (!files.equals(before.get(files.key()))) {
        forget(files.key());
        owners.add(files);
        changed.add(files.key());
      }
    }
    changed.addAll(forgetWhatOthersRegistered());
    for (RunKey key : List.copyOf(changed)) {
      RunFiles left = before.get(key);
      if (left != null && files(key).isEmpty() && isFound(left.results().get(0))) {
        discover(left.results().get(0));
      }
    }
    return new Outcome(changed, dealing.again());
  }

  /**
   * A results file that was found and is now registered under another checkpoint path is of that
   * run.
   */
  private List<RunKey> forgetWhatOthersRegistered() {
    List<RunKey> others =
        found.values().stream()
            .filter(files -> runsOf(files.results().get(0)).size() > 1)
            .map(RunFiles::key)
            .toList();
    others.forEach(this::forget);
    return others;
  }

  /**
   * Takes note of a results file that was found below a checkpoint root.
   *
   * @return the run that it is of, when it was not in the catalog
   */
  Optional<RunKey> discover(Path resultsFile) {
    if (!FileNameEncoding.isText(resultsFile)) {
      unspellable.note(resultsFile, stampOf(resultsFile).isPresent());
      return Optional.empty();
    }
    RunFiles files = RunFiles.foundAt(resultsFile);
    RunKey key = files.key();
    if (!runsOf(resultsFile).isEmpty()
        || files(key).isPresent()
        || registry.isRemoved(key, () -> stampOf(resultsFile))) {
      return Optional.empty();
    }
    addFound(files);
    return Optional.of(key);
  }

  private void addFound(RunFiles files) {
    found.put(files.key(), files);
    all = null;
    owners.add(files);
  }

  /** Forgets a run that was found and is not registered. */
  void forget(RunKey key) {
    RunFiles files = found.remove(key);
    if (files != null) {
      all = null;
      owners.remove(files);
    }
  }

  /** What the removal of a run says that happens now. */
  private Removal removalOf(RunKey key) {
    List<Path> places = files(key).map(RunFiles::results).orElse(List.of());
    for (Path file : places) {
      Optional<FileStamp> stamp = stampOf(file);
      if (stamp.isPresent()) {
        return new Removal(key, stamp.get(), file.toString(), true);
      }
    }
    return places.isEmpty()
        ? Removal.of(key, null)
        : new Removal(key, null, places.get(0).toString(), false);
  }

  private Optional<FileStamp> stampOf(Path file) {
    return executors
        .ask(
            file,
            () -> {
              try {
                return Stamps.of(file);
              } catch (IOException e) {
                return Optional.<FileStamp>empty();
              }
            })
        .flatMap(stamp -> stamp);
  }
}
