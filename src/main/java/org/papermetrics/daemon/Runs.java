package org.papermetrics.daemon;

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
import java.util.Set;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/**
 * What was last read of every run on the roster. Used by one thread, which lets others help it to
 * read.
 */
final class Runs {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration WHEN_NO_LONGER_YOUNG = Duration.ofMillis(2100);
  private static final Duration UNSETTLED_FOR_GOOD = Duration.ofSeconds(5);

  private final Roster roster;
  private final Territory territory;
  private final RunMaker maker;
  private final Curves curves;
  private final RunLoader loader = new RunLoader();
  private final Twins twins = new Twins();
  private final Map<RunKey, RunState> states = new HashMap<>();
  private final Map<RunKey, Instant> unsettledSince = new HashMap<>();
  private final Map<RunKey, Instant> unregistered = new HashMap<>();

  /** Has read nothing yet. */
  Runs(Roster roster, Territory territory, RunMaker maker, Curves curves) {
    this.roster = roster;
    this.territory = territory;
    this.maker = maker;
    this.curves = curves;
  }

  /** What was read of a run, and the run that it makes when it was read whole. */
  private record Outcome(
      RunKey key, Optional<RunFiles> files, Reading reading, Optional<Run> made) {}

  /**
   * Reads runs again, those that have left the roster are forgotten.
   *
   * @return paths to look at again, and after which time
   */
  Map<Path, Duration> read(Collection<RunKey> keys, Instant now) {
    Map<Path, Duration> again = new HashMap<>();
    List.copyOf(keys).parallelStream()
        .map(key -> outcome(key, now))
        .toList()
        .forEach(outcome -> take(outcome, again, now));
    return again;
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

  private void take(Outcome outcome, Map<Path, Duration> again, Instant now) {
    RunKey key = outcome.key();
    if (outcome.files().isEmpty()) {
      forget(key);
      return;
    }
    RunFiles files = outcome.files().get();
    RunState state = states.computeIfAbsent(key, k -> new RunState());
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
      unregistered.putIfAbsent(key, now);
    } else if (reading instanceof Reading.Unsettled unsettled) {
      again.put(files.results().get(0), unsettled(key, state, unsettled, now));
    } else if (reading instanceof Reading.Failed failed) {
      failed(files, state, failed.problem());
    } else if (reading instanceof Reading.Gone) {
      gone(files, state, now);
    } else {
      state.unchanged();
    }
  }

  /** A file that never settles becomes a problem in the end; gives the time until the next look. */
  private Duration unsettled(RunKey key, RunState state, Reading.Unsettled unsettled, Instant now) {
    Instant since = unsettledSince.computeIfAbsent(key, k -> now);
    if (Duration.between(since, now).compareTo(UNSETTLED_FOR_GOOD) < 0) {
      return SOON;
    }
    state.failed(unsettled.problem());
    return UNSETTLED_FOR_GOOD;
  }

  private void failed(RunFiles files, RunState state, Problem problem) {
    boolean notARun = problem.kind() == Problem.Kind.CONFIG_MISSING;
    if (notARun && !territory.isAway(files.config())) {
      hide(files.key());
      state.gone(problem);
    } else {
      state.failed(problem);
    }
  }

  private void gone(RunFiles files, RunState state, Instant now) {
    if (territory.isAway(files.results().get(0))) {
      return;
    }
    if (roster.isRegistered(files.key())) {
      hide(files.key());
      state.gone(vanished(files, now));
    } else {
      roster.forget(files.key());
      forget(files.key());
    }
  }

  private void hide(RunKey key) {
    curves.remove(key);
    twins.remove(key);
    unregistered.remove(key);
  }

  private void forget(RunKey key) {
    hide(key);
    states.remove(key);
    unsettledSince.remove(key);
  }

  private static Problem vanished(RunFiles files, Instant now) {
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

  /**
   * The runs that are whole and not registered, under no other path either, with the time they were
   * first so.
   */
  Map<RunKey, Instant> unregistered() {
    unregistered
        .keySet()
        .removeIf(
            key ->
                roster.isRegistered(key) || twins.of(key).stream().anyMatch(roster::isRegistered));
    return Map.copyOf(unregistered);
  }

  /** Gives the runs the curves that their logs have now. */
  void takeCurves() {
    curves
        .takeTouched()
        .forEach(
            (key, curve) -> {
              RunState state = states.get(key);
              if (state != null) {
                state.curves(curve);
              }
            });
  }

  /** The runs to show, in the order of discovery; of one that is known by two paths, the first. */
  List<Run> shown() {
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

  /** What is wrong with the files of runs. */
  List<Problem> problems() {
    return states.values().stream().flatMap(state -> state.problem().stream()).toList();
  }
}
