package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.aggregate.Assembler;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Change;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;

/**
 * The writer's picture of the disk: what was last read of every run, log and registry, and the
 * snapshot that follows from it. Given the paths that may have changed, it looks at those alone.
 * Used by one thread.
 *
 * <p>A look goes from the outside in: the registry, which says what runs there are; logs; new
 * results files; then the runs that any of these touch are read, and those that differ are made
 * again. Whatever the order of looks, once every path has been looked at after its last change, the
 * snapshot is that of a fresh start.
 */
final class Picture {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration WHEN_NO_LONGER_YOUNG = Duration.ofMillis(2100);
  private static final Duration UNSETTLED_FOR_GOOD = Duration.ofSeconds(5);

  private final Roster roster;
  private final Curves curves = new Curves();
  private final RunMaker maker;
  private final Assembler assembler;
  private final Territory territory;
  private final ProblemBook book = new ProblemBook();
  private final Map<RunKey, RunState> states = new HashMap<>();
  private final Map<RunKey, Instant> unsettledSince = new HashMap<>();
  private final Map<RunKey, Instant> unregistered = new HashMap<>();
  private final Twins twins = new Twins();
  private final RunLoader loader = new RunLoader();
  private final Duration registersAfter;
  private Snapshot snapshot;

  /**
   * Starts with a picture of nothing.
   *
   * @param registersAfter how long the evaluation that wrote a result has time to register it
   *     itself
   * @param start the snapshot to go on from
   */
  Picture(
      Roster roster,
      RunMaker maker,
      Assembler assembler,
      Territory territory,
      Duration registersAfter,
      Snapshot start) {
    this.registersAfter = registersAfter;
    this.roster = roster;
    this.maker = maker;
    this.assembler = assembler;
    this.territory = territory;
    this.snapshot = start;
  }

  /**
   * The outcome of a look.
   *
   * @param change what is different now
   * @param again paths to look at again, and after which time
   */
  record Look(Change change, Map<Path, Duration> again) {}

  /** The snapshot that follows from all looks so far. */
  Snapshot snapshot() {
    return snapshot;
  }

  /**
   * The files that runs have or may have outside of all checkpoint roots, where nobody else looks.
   */
  Set<Path> filesElsewhere() {
    return roster.filesElsewhere();
  }

  /**
   * Looks at paths that may have changed.
   *
   * @param others problems that others know of
   */
  Look look(Collection<Path> paths, List<Problem> others, Instant now) {
    Map<Path, Duration> again = new HashMap<>();
    Set<RunKey> toRead = new LinkedHashSet<>();
    if (paths.contains(roster.registryPath())) {
      Roster.Outcome registry = roster.reread(now);
      toRead.addAll(registry.changed());
      if (registry.again()) {
        again.put(roster.registryPath(), SOON);
      }
    }
    List<Path> changedLogs = new ArrayList<>();
    for (Path path : paths) {
      if (territory.isLog(path)) {
        changedLogs.add(path);
      } else if (!path.equals(roster.registryPath())) {
        touched(path, toRead);
      }
    }
    if (!changedLogs.isEmpty()) {
      curves.read(changedLogs, now);
    }
    read(toRead, again, now);
    register(again, now);
    curves.takeTouched().forEach((key, curve) -> state(key).curves(curve));
    Change change =
        assembler.next(
            snapshot, shown(), pretrained(), book.of(problems(others, now)), List.of(), now);
    snapshot = change.to();
    return new Look(change, again);
  }

  /** Finds the runs that a changed path belongs to, and the new ones that it brings. */
  private void touched(Path path, Set<RunKey> toRead) {
    Set<RunKey> owners = roster.runsOf(path);
    toRead.addAll(owners);
    if (!owners.isEmpty()) {
      return;
    }
    if (territory.isResults(path)) {
      roster.discover(path).ifPresent(toRead::add);
      return;
    }
    // A directory that came, went or moved: what it brings is marked file by file.
    toRead.addAll(roster.runsBelow(path));
  }

  /** What was read of a run, and the run that it makes when it was read whole. */
  private record Outcome(
      RunKey key, Optional<RunFiles> files, Reading reading, Optional<Run> made) {}

  private void read(Set<RunKey> keys, Map<Path, Duration> again, Instant now) {
    keys.stream().toList().parallelStream()
        .map(key -> outcome(key, now))
        .toList()
        .forEach(outcome -> take(outcome, again, now));
  }

  /** Reads one run; several are read at a time, and nothing is changed meanwhile. */
  private Outcome outcome(RunKey key, Instant now) {
    Optional<RunFiles> files = roster.files(key);
    RunState state = states.get(key);
    Reading reading =
        files
            .map(f -> loader.load(f, state == null ? null : state.comparable(), now))
            .orElseGet(Reading.Gone::new);
    Optional<Run> made =
        reading instanceof Reading.Loaded loaded
            ? Optional.of(maker.make(loaded))
            : Optional.empty();
    return new Outcome(key, files, reading, made);
  }

  private void hide(RunKey key) {
    curves.remove(key);
    twins.remove(key);
  }

  private RunState state(RunKey key) {
    return states.computeIfAbsent(key, k -> new RunState());
  }

  private void take(Outcome outcome, Map<Path, Duration> again, Instant now) {
    RunKey key = outcome.key();
    if (outcome.files().isEmpty()) {
      hide(key);
      states.remove(key);
      unsettledSince.remove(key);
      unregistered.remove(key);
      return;
    }
    RunFiles files = outcome.files().get();
    RunState state = state(key);
    Reading reading = outcome.reading();
    if (!(reading instanceof Reading.Unsettled)) {
      unsettledSince.remove(key);
    }
    if (reading instanceof Reading.Loaded loaded) {
      Run made = outcome.made().orElseThrow();
      if (state.loaded(loaded, made, now)) {
        again.put(loaded.resultsFile(), WHEN_NO_LONGER_YOUNG);
      }
      curves.add(files, made.checkpointStep());
      twins.add(key, loaded.seen());
      if (!roster.isRegistered(key)) {
        unregistered.putIfAbsent(key, now);
      }
    } else if (reading instanceof Reading.Unsettled unsettled) {
      Instant since = unsettledSince.computeIfAbsent(key, k -> now);
      if (Duration.between(since, now).compareTo(UNSETTLED_FOR_GOOD) >= 0) {
        state.failed(unsettled.problem());
        again.put(files.results().get(0), UNSETTLED_FOR_GOOD);
      } else {
        again.put(files.results().get(0), SOON);
      }
    } else if (reading instanceof Reading.Failed failed) {
      boolean notARun = failed.problem().kind() == Problem.Kind.CONFIG_MISSING;
      if (notARun && !territory.isAway(files.config())) {
        hide(key);
        state.gone(failed.problem());
      } else {
        state.failed(failed.problem());
      }
    } else if (reading instanceof Reading.Gone) {
      gone(files, state, now);
    } else {
      state.unchanged();
    }
  }

  private void gone(RunFiles files, RunState state, Instant now) {
    if (territory.isAway(files.results().get(0))) {
      return;
    }
    RunKey key = files.key();
    hide(key);
    if (roster.isRegistered(key)) {
      state.gone(vanished(files, now));
    } else {
      roster.forget(key);
      states.remove(key);
      unregistered.remove(key);
    }
  }

  private Problem vanished(RunFiles files, Instant now) {
    return new Problem(
        Problem.Kind.RUN_VANISHED,
        files.results().get(0).toString(),
        "The registry names results in "
            + files.results().get(0)
            + ", but there are none. Put the file back, or remove the entry with: paper-metrics"
            + " unregister '"
            + files.checkpointPath()
            + "'",
        now);
  }

  private void register(Map<Path, Duration> again, Instant now) {
    unregistered.keySet().removeIf(key -> roster.isRegistered(key) || isKnownByAnotherPath(key));
    Set<RunKey> due = new HashSet<>();
    unregistered.forEach(
        (key, since) -> {
          if (!since.plus(registersAfter).isAfter(now)) {
            due.add(key);
          }
        });
    Roster.Outcome outcome = roster.register(due, now);
    unregistered.keySet().removeIf(roster::isRegistered);
    if (due.size() < unregistered.size()) {
      again.put(roster.registryPath(), registersAfter);
    }
    if (outcome.again()) {
      again.put(roster.registryPath(), SOON);
    }
    if (!outcome.changed().isEmpty()) {
      read(new LinkedHashSet<>(outcome.changed()), again, now);
    }
  }

  private boolean isKnownByAnotherPath(RunKey key) {
    return twins.of(key).stream().anyMatch(roster::isRegistered);
  }

  /** The runs to show, in the order of discovery; of one that is known by two paths, the first. */
  private List<Run> shown() {
    List<Run> shown = new ArrayList<>(states.size());
    Set<RunKey> earlier = new HashSet<>();
    for (RunFiles files : roster.runs()) {
      RunState state = states.get(files.key());
      if (state != null && state.run().isPresent()) {
        Set<RunKey> same = twins.of(files.key());
        if (same.isEmpty() || same.stream().noneMatch(earlier::contains)) {
          shown.add(state.run().get());
        }
        earlier.add(files.key());
      }
    }
    return shown;
  }

  private Set<RunKey> pretrained() {
    Set<RunKey> keys = new HashSet<>();
    for (RunFiles files : roster.runs()) {
      if (files.pretrained()) {
        keys.add(files.key());
      }
    }
    return keys;
  }

  private List<Problem> problems(List<Problem> others, Instant now) {
    List<Problem> all = new ArrayList<>(others);
    all.addAll(roster.problems());
    states.values().forEach(state -> state.problem().ifPresent(all::add));
    all.addAll(curves.problems(now));
    return all;
  }
}
