package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.concurrent.RetryDelays;
import org.papermetrics.layout.PathClassifier;
import org.papermetrics.layout.UnavailablePaths;
import org.papermetrics.load.RunLoader;
import org.papermetrics.logs.LogCurves;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.state.SavedRun;

/**
 * The loaded state of every run in the catalog. Used by one thread, which lets others help it to
 * read.
 */
final class LoadedRuns {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration WHEN_NO_LONGER_YOUNG = Duration.ofMillis(2100);
  private static final Duration UNSETTLED_FOR_GOOD = Duration.ofSeconds(5);
  private static final Duration NO_ANSWER = Duration.ofSeconds(5);

  private final RunCatalog catalog;
  private final ParallelRunLoader reader;
  private final PathClassifier classifier;
  private final LogAssignment logs;
  private final RunAnnotations annotations;
  private final FirstReads first = new FirstReads();
  private final DuplicateRuns duplicates;
  private final Map<RunKey, LoadedRun> states = new HashMap<>();
  private final ShownRuns shown;
  private final Map<RunKey, LoadedRun> troubled = new HashMap<>();
  private final Set<RunKey> touched = new HashSet<>();
  private final Map<RunKey, Instant> unsettledSince = new HashMap<>();
  private final RetryDelays<RunKey> retries = new RetryDelays<>();
  private final Map<RunKey, Instant> unregistered = new HashMap<>();
  private final Map<RunKey, Instant> goneOwn = new HashMap<>();
  private final Set<RunKey> changed = new HashSet<>();
  private final Map<RunKey, RunFiles> linked = new HashMap<>();

  /** Has read nothing yet. */
  LoadedRuns(
      RunCatalog catalog,
      PathClassifier classifier,
      RunLoader loader,
      RunMaker maker,
      LogAssignment logs,
      RunAnnotations annotations,
      KeyedExecutors executors) {
    this.catalog = catalog;
    this.reader = new ParallelRunLoader(catalog, classifier, loader, maker, executors, first);
    this.classifier = classifier;
    this.logs = logs;
    this.annotations = annotations;
    this.duplicates = new DuplicateRuns(executors);
    this.shown = new ShownRuns(catalog, states, duplicates);
  }

  /** Resumes from what an earlier daemon has saved; the catalog has the files already. */
  void restore(Collection<SavedRun> saved) {
    for (SavedRun run : saved) {
      RunKey key = run.files().key();
      Optional<RunFiles> files = catalog.files(key);
      if (files.isPresent()) {
        states.put(key, new LoadedRun(run));
        touch(key);
        logs.add(files.get(), run.run());
        if (run.seen() != null) {
          duplicates.add(key, run.seen());
        }
      }
    }
  }

  /** The runs whose saved state may differ since the last time this was asked. */
  Set<RunKey> takeChanged() {
    Set<RunKey> keys = Set.copyOf(changed);
    changed.clear();
    return keys;
  }

  /**
   * The files of runs that are known by a path through a link below a root: who checks the root
   * sees them change under another name.
   */
  Set<Path> linkedFiles() {
    Set<Path> files = new HashSet<>();
    for (RunFiles run : linked.values()) {
      files.addAll(run.results());
      files.add(run.config());
    }
    return files;
  }

  /** Which of the runs were read or checked since the start; may be asked by any thread. */
  FirstReads first() {
    return first;
  }

  /** All runs of which anything is known. */
  Set<RunKey> keys() {
    return states.keySet();
  }

  /** What is remembered of a run; empty when that is nothing. */
  Optional<LoadedRun> state(RunKey key) {
    return Optional.ofNullable(states.get(key));
  }

  /** The other paths under which a run is known. */
  Set<RunKey> twinsOf(RunKey key) {
    return duplicates.of(key);
  }

  /** Whether a file is the results file of a run, by its path or another. */
  boolean isResults(LeftOutResults.Place place) {
    return !catalog.runsOf(place.file()).isEmpty()
        || duplicates.isResults(place.real(), place.inode());
  }

  /** What is to be saved of a run; empty when it is not shown. */
  Optional<SavedRun> saved(RunKey key) {
    LoadedRun state = states.get(key);
    return state == null ? Optional.empty() : catalog.files(key).flatMap(state::saved);
  }

  /**
   * Reads runs again, those that have left the catalog are forgotten.
   *
   * @return paths to check again, and after which time
   */
  Map<Path, Duration> read(Collection<RunKey> keys, Instant now) {
    Map<Path, Duration> again = new HashMap<>();
    first.known(catalog.size());
    List<RunKey> order = List.copyOf(keys);
    List<Optional<ParallelRunLoader.Outcome>> outcomes =
        reader.read(order, key -> Optional.ofNullable(states.get(key)), now);
    for (int i = 0; i < order.size(); i++) {
      RunKey key = order.get(i);
      outcomes
          .get(i)
          .ifPresentOrElse(
              outcome -> takeAlone(outcome, again, now),
              () -> catalog.files(key).ifPresent(f -> again.put(f.results().get(0), NO_ANSWER)));
    }
    return again;
  }

  /** What this program cannot deal with concerns that run alone. */
  private void takeAlone(
      ParallelRunLoader.Outcome outcome, Map<Path, Duration> again, Instant now) {
    touch(outcome.key());
    try {
      if (outcome.certain()) {
        first.taken(outcome.key());
      }
      take(outcome, again, now);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      RunFiles files = outcome.files().orElseThrow();
      Problem problem = ParallelRunLoader.failed(files, e, now).problem();
      failed(states.computeIfAbsent(outcome.key(), key -> new LoadedRun()), problem);
      again.put(files.results().get(0), retries.afterFailure(outcome.key()));
    }
  }

  private void take(ParallelRunLoader.Outcome outcome, Map<Path, Duration> again, Instant now) {
    RunKey key = outcome.key();
    if (outcome.files().isEmpty()) {
      forget(key);
      return;
    }
    RunFiles files = outcome.files().get();
    Reading reading = outcome.reading();
    if (isUnusable(reading) && isKnownByLinkAlone(files)) {
      catalog.forget(key);
      forget(key);
      return;
    }
    LoadedRun state = states.computeIfAbsent(key, k -> new LoadedRun());
    if (!(reading instanceof Reading.Unsettled)) {
      unsettledSince.remove(key);
    }
    if (reading instanceof Reading.Failed failed && failed.passing()) {
      again.put(files.results().get(0), retries.afterFailure(key));
    } else {
      retries.forget(key);
    }
    if (!(reading instanceof Reading.Gone)) {
      goneOwn.remove(key);
      state.foundOn(outcome.device());
      if (outcome.linked()) {
        linked.put(key, files);
      } else {
        linked.remove(key);
      }
    }
    if (reading instanceof Reading.Loaded loaded) {
      Run read = annotations.on(outcome.made().orElseThrow());
      Run made = state.run().map(read::sharingConfigOf).orElse(read);
      if (state.loaded(loaded, made, now)) {
        again.put(loaded.resultsFile(), WHEN_NO_LONGER_YOUNG);
      }
      changed.add(key);
      logs.add(files, made);
      duplicates.add(key, loaded.seen());
      unregistered.putIfAbsent(key, now);
      if (isByLink(key)) {
        // The link may lead elsewhere tomorrow: the run is registered where it is.
        Path name = loaded.resultsFile().getFileName();
        Path results = Path.of(made.checkpointPath()).resolve(name);
        catalog.discover(results).ifPresent(run -> again.put(results, Duration.ZERO));
      }
    } else if (reading instanceof Reading.Unsettled unsettled) {
      again.put(files.results().get(0), unsettled(key, state, unsettled, now));
    } else if (reading instanceof Reading.Failed failed) {
      failed(files, state, failed.problem());
    } else if (reading instanceof Reading.Gone) {
      gone(files, state, outcome.device(), now);
    } else {
      state.unchanged();
      if (state.run().isPresent() && !catalog.isRegistered(key)) {
        unregistered.putIfAbsent(key, now);
      }
    }
  }

  private static boolean isUnusable(Reading reading) {
    return reading instanceof Reading.Gone
        || (reading instanceof Reading.Failed failed && !failed.passing());
  }

  /**
   * Whether a run is outside of all roots and only a whole run behind a link has told of it, which
   * tells of it again when it is whole.
   */
  private boolean isKnownByLinkAlone(RunFiles files) {
    return !catalog.isRegistered(files.key()) && !classifier.isWatched(files.results().get(0));
  }

  /**
   * A file that never settles becomes a problem in the end; gives the time until the next check.
   */
  private Duration unsettled(
      RunKey key, LoadedRun state, Reading.Unsettled unsettled, Instant now) {
    Instant since = unsettledSince.computeIfAbsent(key, k -> now);
    if (!Periods.isOver(UNSETTLED_FOR_GOOD, since, now)) {
      return SOON;
    }
    failed(state, unsettled.problem());
    return UNSETTLED_FOR_GOOD;
  }

  private void failed(RunFiles files, LoadedRun state, Problem problem) {
    boolean notARun = problem.kind() == Problem.Kind.CONFIG_MISSING;
    if (notARun && !reader.isAway(files.config())) {
      hide(files.key());
      state.gone(problem);
    } else {
      failed(state, problem);
    }
  }

  private static void failed(LoadedRun state, Problem problem) {
    state.failed(RunProblems.unusable(problem, state.run().isPresent()));
  }

  private void gone(RunFiles files, LoadedRun state, OptionalLong device, Instant now) {
    if (files.results().stream().anyMatch(reader::isAway)) {
      return;
    }
    if (state.wasFoundOffOf(device)) {
      state.failed(RunProblems.away(files, now));
      return;
    }
    if (catalog.isRegistered(files.key())) {
      if (catalog.isOwn(files.key())) {
        goneOwn.putIfAbsent(files.key(), now);
      }
      hide(files.key());
      state.gone(RunProblems.vanished(files, now));
    } else {
      catalog.forget(files.key());
      forget(files.key());
    }
  }

  private void hide(RunKey key) {
    changed.add(key);
    logs.remove(key);
    duplicates.remove(key);
    unregistered.remove(key);
  }

  private void forget(RunKey key) {
    hide(key);
    states.remove(key);
    goneOwn.remove(key);
    linked.remove(key);
    unsettledSince.remove(key);
    retries.forget(key);
  }

  /**
   * The runs that are whole and not registered, under no other path either, with the time they were
   * first so.
   */
  Map<RunKey, Instant> unregistered() {
    unregistered
        .keySet()
        .removeIf(
            key ->
                catalog.isRegistered(key)
                    || duplicates.of(key).stream()
                        .anyMatch(twin -> catalog.isRegistered(twin) && !isByLink(twin)));
    return Map.copyOf(unregistered);
  }

  /** Whether a run is known by a path through a link to a checkpoint of another name. */
  boolean isByLink(RunKey key) {
    Optional<Run> run = state(key).flatMap(LoadedRun::run);
    Optional<RunFiles> files = catalog.files(key);
    return run.isPresent()
        && files.isPresent()
        && !run.get().checkpointPath().equals(files.get().checkpointPath());
  }

  /**
   * The runs that are registered because this program has added them, and whose files are gone,
   * with the time they were first so.
   */
  Map<RunKey, Instant> goneOwn() {
    goneOwn.keySet().removeIf(key -> !catalog.isOwn(key));
    return Map.copyOf(goneOwn);
  }

  /** Gives the runs the curves that their logs have now. */
  void takeCurves() {
    Map<RunKey, Optional<LogCurves>> curves = logs.takeTouched();
    curves.keySet().forEach(this::touch);
    // Each run's curves are compared with its results, at a start those of all runs.
    curves.entrySet().parallelStream()
        .forEach(
            ofRun -> {
              LoadedRun state = states.get(ofRun.getKey());
              if (state != null) {
                state.curves(ofRun.getValue());
              }
            });
  }

  /** Gives the runs what people have noted on them by now. */
  void takeAnnotations() {
    states.forEach(
        (key, state) -> {
          if (state.annotate(annotations::on)) {
            changed.add(key);
            touch(key);
          }
        });
  }

  /**
   * The runs to show, in the order of discovery; of one that is known by two paths, the first.
   *
   * @param unavailable the places of which nothing can be said at present
   */
  List<Run> shown(UnavailablePaths unavailable) {
    return shown.list(unavailable);
  }

  /** What is known of a run may have changed. */
  private void touch(RunKey key) {
    touched.add(key);
    shown.touch(key);
  }

  /** What is wrong with the files of runs. */
  List<Problem> problems() {
    for (RunKey key : touched) {
      LoadedRun state = states.get(key);
      if (state != null && state.hasProblems()) {
        troubled.put(key, state);
      } else {
        troubled.remove(key);
      }
    }
    touched.clear();
    List<Problem> problems = new ArrayList<>();
    troubled.values().forEach(state -> state.addProblems(problems));
    return problems;
  }
}
