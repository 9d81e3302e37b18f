package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.layout.PathClassifier;
import org.papermetrics.logs.LogCurves;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.SmallMultimap;

/** Assigns the curves of evaluation logs to runs. Used by one thread. */
final class LogAssignment {
  /**
   * What logs must say to be of a run.
   *
   * @param logKey where its checkpoint is
   * @param written the same as it is registered, which may lead there through a link
   */
  private record Place(String logKey, String written, long step, boolean pretrained) {}

  private final LogReader reader;
  private final LogIndex logs;
  private final PathClassifier classifier;
  private final LogNames names;
  private List<Problem> lastProblems = List.of();
  private final Map<RunKey, Place> places = new HashMap<>();
  private final SmallMultimap<String, RunKey> byLogKey = new SmallMultimap<>();
  private final SmallMultimap<Long, String> byStep = new SmallMultimap<>();
  private final Set<RunKey> touched = new HashSet<>();

  /** The names of checkpoints whose evaluations or runs may be others. */
  private final Set<String> reevaluated = new HashSet<>();

  /**
   * Knows no run yet.
   *
   * @param reader while it is busy, all stays as it was
   * @param classifier tells what is below a root
   * @param executors on which the disk is asked where checkpoints really are
   */
  LogAssignment(LogReader reader, PathClassifier classifier, KeyedExecutors executors) {
    this.reader = reader;
    this.logs = reader.index();
    this.classifier = classifier;
    this.names = new LogNames(classifier, executors);
  }

  /** The reader has restored its logs. */
  void logsRestored() {
    logs.checkpoints().forEach(name -> names.touched(name, true));
    logs.evaluated().forEach(name -> names.touched(name, true));
    reevaluated.addAll(logs.evaluated());
  }

  private void takeFound() {
    Set<String> checkpoints = logs.checkpoints();
    Set<String> evaluated = logs.evaluated();
    for (LogIndex.Touched news : reader.takeFound()) {
      reevaluated.addAll(news.checkpoints());
      for (String key : news.checkpoints()) {
        touched.addAll(byLogKey.of(key));
        names.touched(key, checkpoints.contains(key) || evaluated.contains(key));
      }
      news.steps().forEach(this::touchRunsOf);
    }
    names.decide(logs::modified).forEach(run -> touched.addAll(byLogKey.of(run)));
    reevaluated.addAll(names.takeChanged());
  }

  /** A run is shown from now on, or was read again. */
  void add(RunFiles files, Run run) {
    String logKey =
        files.pretrained()
            ? LogIndex.pretrainedKey()
            : LogIndex.checkpointKey(run.checkpointPath());
    long step = run.checkpointStep();
    String written = LogIndex.checkpointKey(files.checkpointPath());
    Place place = new Place(logKey, written, step, files.pretrained());
    if (!place.equals(places.get(files.key()))) {
      remove(files.key());
      places.put(files.key(), place);
      byLogKey.add(logKey, files.key());
      names.runCame(logKey);
      if (!place.pretrained()) {
        byStep.add(step, logKey);
        touchStep(step);
      }
      names.linkMoved(written);
    }
    touched.add(files.key());
    reevaluated.addAll(namesOf(place));
  }

  /** A run is no longer shown. */
  void remove(RunKey key) {
    Place place = places.remove(key);
    if (place != null) {
      reevaluated.addAll(namesOf(place));
      byLogKey.remove(place.logKey(), key);
      if (byLogKey.of(place.logKey()).isEmpty()) {
        names.runWent(place.logKey());
      }
      names.linkMoved(place.written());
      if (!place.pretrained()) {
        if (byLogKey.of(place.logKey()).isEmpty()) {
          byStep.remove(place.step(), place.logKey());
        }
        touchStep(place.step());
      }
    }
    touched.remove(key);
  }

  /**
   * The runs of a step are others now; a log that names only its step is of none of them as soon as
   * there are two.
   */
  private void touchStep(long step) {
    if (reader.isBusy() || logs.ofStep(step).isPresent()) {
      touchRunsOf(step);
    }
  }

  private void touchRunsOf(long step) {
    byStep.of(step).forEach(logKey -> touched.addAll(byLogKey.of(logKey)));
  }

  /** The curves of every run whose curves may have changed since the last time this was asked. */
  Map<RunKey, Optional<LogCurves>> takeTouched() {
    if (reader.isBusy()) {
      return Map.of();
    }
    takeFound();
    Map<RunKey, Optional<LogCurves>> curves = new LinkedHashMap<>();
    for (RunKey key : touched) {
      Place place = places.get(key);
      if (place != null) {
        curves.put(key, ofLog(place, logs::ofCheckpoint, logs::ofStep));
      }
    }
    touched.clear();
    return curves;
  }

  /** What a log that names the checkpoint gives, else one that names only the step. */
  private <T> Optional<T> ofLog(
      Place place, Function<Set<String>, Optional<T>> named, LongFunction<Optional<T>> ofStep) {
    boolean only = !place.pretrained() && runsAt(place.step()) == 1;
    return named
        .apply(namesOf(place))
        .or(() -> only ? ofStep.apply(place.step()) : Optional.empty());
  }

  private Set<String> namesOf(Place place) {
    Set<String> all = new HashSet<>(names.of(place.logKey()));
    all.add(place.logKey());
    return all;
  }

  /**
   * The log that gives a run its curves; empty when none does, or this cannot be determined now.
   */
  Optional<Path> logOf(RunKey key) {
    Place place = places.get(key);
    if (place == null || reader.isBusy()) {
      return Optional.empty();
    }
    return ofLog(place, logs::logOfCheckpoint, logs::logOfStep);
  }

  /**
   * The names of the checkpoints of which there may be other evaluations, or other results, since
   * the last time this was asked; to be asked while no logs are being read.
   */
  Set<String> takeEvaluated() {
    Set<String> taken = Set.copyOf(reevaluated);
    reevaluated.clear();
    return taken;
  }

  /** The names that logs have for the checkpoint of a run; none when it is not shown. */
  Set<String> namesOf(RunKey key) {
    Place place = places.get(key);
    return place == null ? Set.of() : namesOf(place);
  }

  /** The runs that a log means by the name of a checkpoint. */
  Set<RunKey> runsNamed(String checkpoint) {
    Set<RunKey> runs = new HashSet<>(byLogKey.of(checkpoint));
    names.runsOf(checkpoint).forEach(run -> runs.addAll(byLogKey.of(run)));
    return runs;
  }

  /** The runs that a log, or the other one of its job, gives their curves. */
  List<RunKey> runsOf(Path log) {
    return places.keySet().stream()
        .filter(key -> logOf(key).filter(its -> LogIndex.isOneJob(its, log)).isPresent())
        .sorted()
        .toList();
  }

  /**
   * Whether a name is whole and below a root, so that its run comes with its results; for one that
   * is gone nothing can be done.
   */
  private boolean isMeantAsWritten(String name) {
    return LogNames.isUsual(name) && classifier.isBelowRoot(name);
  }

  /** How many checkpoints of a step are shown; one that is known by several paths is one. */
  private int runsAt(long step) {
    return byStep.of(step).size();
  }

  /**
   * The logs that cannot be read, and those whose points belong to no run that can be told.
   *
   * @param isKnown whether a checkpoint is one whose run is not shown for another reason
   */
  List<Problem> problems(Predicate<String> isKnown, Instant now) {
    if (!reader.isBusy()) {
      lastProblems =
          List.copyOf(
              new LogProblems(logs, this::runsAt, now)
                  .of(names.unmatched(), name -> isMeantAsWritten(name) || isKnown.test(name)));
    }
    return lastProblems;
  }
}
