package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.aggregate.SnapshotBuilder;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.concurrent.Progress;
import org.papermetrics.layout.PathClassifier;
import org.papermetrics.layout.UnavailablePaths;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Change;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Problem;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Timing;
import org.papermetrics.state.BoardVersion;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.StateUpdate;

/**
 * In-memory index of all runs, logs and the registry; given changed paths, it rereads those and
 * produces the next snapshot. Given the paths that may have changed, it checks those alone. Used by
 * one thread.
 *
 * <p>An update goes from the outside in: the registry, which says what runs there are; logs; new
 * results files; then the runs that any of these touch are read, and those that differ are made
 * again. Whatever the order of updates, once every path has been checked after its last change, the
 * snapshot is that of a fresh start.
 */
public final class RunIndex {
  /** For an index that only reads, and writes no registry. */
  public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration REGISTRY_AGAIN = Duration.ofSeconds(5);

  private final RunCatalog catalog;
  private final LogReader reader;
  private final LogAssignment logs;
  private final RunAnnotations annotations;
  private final LoadedRuns runs;
  private final EvaluationsUnderWay evaluations;
  private final EvaluationHistory history;
  private final SnapshotBuilder builder;
  private final PathClassifier classifier;
  private final Duration registersAfter;
  private final ProblemTracker book = new ProblemTracker();
  private final KeyedExecutors executors;
  private final StateChangeTracker tracker;
  private Snapshot snapshot;
  private UnavailablePaths unavailable = UnavailablePaths.NOTHING;
  private List<Problem> lastOthers = List.of();
  private boolean incomplete;
  private final Set<Path> unchecked = new HashSet<>();
  private boolean starting;

  /**
   * Starts with an empty index.
   *
   * @param access how files are reached
   * @param registersAfter how long the evaluation that wrote a result has time to register it
   *     itself; or {@link #NEVER}
   * @param notes what people have noted on runs
   * @param zone of the times in logs and of those of results
   * @param stalledAfter how long a log may be silent while nothing is known of earlier ones
   * @param start the snapshot to resume from
   */
  public RunIndex(
      RunCatalog catalog,
      RunLoader loader,
      RunMaker maker,
      SnapshotBuilder builder,
      PathClassifier classifier,
      FileAccess access,
      Duration registersAfter,
      AnnotationsFile notes,
      ZoneId zone,
      Duration stalledAfter,
      Snapshot start) {
    this.catalog = catalog;
    this.reader = new LogReader(access.aside("logs"), classifier);
    this.logs = new LogAssignment(reader, classifier, access.executors());
    this.annotations = new RunAnnotations(notes, access.aside("annotations"));
    this.runs =
        new LoadedRuns(catalog, classifier, loader, maker, logs, annotations, access.executors());
    this.evaluations = new EvaluationsUnderWay(reader, logs, runs, zone, stalledAfter);
    this.history = new EvaluationHistory(reader, logs, runs, zone);
    this.executors = access.executors();
    this.tracker = new StateChangeTracker(catalog, runs, reader);
    this.builder = builder;
    this.classifier = classifier;
    this.registersAfter = registersAfter;
    this.snapshot = start;
  }

  /**
   * Restores what was saved: the board is at once what it was then.
   *
   * @param continues whether pages of that daemon may go on counting its revisions
   */
  public void restore(SavedState was, boolean continues, Instant now) {
    catalog.restore(was);
    reader.restore(was.logs());
    logs.logsRestored();
    annotations.restore(was.runs());
    runs.restore(was.runs());
    runs.takeCurves();
    book.restore(was.problems(), now);
    lastOthers = was.problems();
    List<Problem> problems =
        was.problems().stream()
            .filter(problem -> problem.kind() != Problem.Kind.BASELINE_MISSING)
            .toList();
    unavailable = UnavailablePaths.of(problems);
    List<Removal> leftOut = catalog.leftOut().leftOut(runs::isResults);
    // Which of them time has changed is told with the next update, because pages may not know.
    List<Evaluation> before = evaluations.list(leftOut, Instant.EPOCH);
    Snapshot then =
        builder
            .next(
                snapshot,
                runs.shown(unavailable),
                catalog.pretrained(),
                problems,
                before,
                leftOut,
                now)
            .to();
    Optional<BoardVersion> version = was.version().filter(l -> continues);
    snapshot =
        version
            .map(l -> then.at(l.epoch(), l.revision()))
            .orElse(then.at(snapshot.epoch(), snapshot.revision()));
    tracker.restored(was);
    unchecked.addAll(reader.logs());
    unchecked.addAll(catalog.leftOut().files());
    runs.first().known(catalog.size());
  }

  /**
   * The files that are known from before or from the registry and were not checked yet. No scan
   * finds those that are gone, so they are to be checked after the first one.
   */
  public Set<Path> unchecked() {
    Set<Path> files = new HashSet<>(unchecked);
    catalog.runs().stream()
        .filter(run -> !runs.first().has(run.key()))
        .forEach(run -> files.add(run.results().get(0)));
    return files;
  }

  /** Whether every known file was checked that can be reached. */
  public boolean isAllChecked() {
    return unchecked().stream().allMatch(file -> unavailable.since(file) != null);
  }

  /** How many runs were read or checked since the start; may be asked by any thread. */
  public ReadProgress readProgress() {
    return runs.first().progress();
  }

  /** Says that {@link #endOfStart()} will follow. Until then nobody can tell what lacks results. */
  public void beginStart() {
    starting = true;
  }

  /** All that was there at the start is read and checked. */
  public void endOfStart() {
    runs.first().end();
    starting = false;
    evaluations.listSoon();
  }

  /** Begins a new count of revisions, because the one before cannot be gone on from. */
  public void renew(String epoch) {
    snapshot = snapshot.at(epoch, snapshot.revision() + 1);
  }

  /**
   * What has changed since the last time this was asked, to be saved.
   *
   * @param whole whether to give everything instead
   * @param frames what pages are sent now, by revision
   */
  public StateUpdate toSave(boolean whole, Map<Long, byte[]> frames) {
    return tracker.update(whole, snapshot, frames);
  }

  /**
   * The outcome of an update.
   *
   * @param change what is different now
   * @param again paths to check again, and after which time
   */
  public record Update(Change change, Map<Path, Duration> again) {}

  /** The snapshot that follows from all updates so far. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** The reads of files of runs so far; may be asked by any thread. */
  public Timing looks() {
    return executors.timing();
  }

  /** Made as long as an update goes on. */
  public Progress progress() {
    return executors.progress();
  }

  /** How long it takes until time alone changes what is shown; not positive when it has. */
  public Duration untilDue(Instant now) {
    return starting ? NEVER : evaluations.untilDue(now);
  }

  /** How often the registry was written; may be asked by any thread. */
  public long registryWrites() {
    return catalog.registryWrites();
  }

  /** What is known of a path. */
  public PathFacts facts(Path path) {
    return PathFacts.of(path, snapshot, catalog, runs, reader, logs, history);
  }

  /** The states that the files of some runs had when they were last read whole. */
  public Map<RunKey, Reading.Seen> seen(Collection<RunKey> keys) {
    Map<RunKey, Reading.Seen> seen = new HashMap<>();
    for (RunKey key : keys) {
      runs.state(key).map(LoadedRun::seen).ifPresent(files -> seen.put(key, files));
    }
    return seen;
  }

  /**
   * The files that runs have or may have where nobody else looks: outside of all checkpoint roots,
   * or behind a link.
   */
  public Set<Path> filesElsewhere() {
    Set<Path> linked = runs.linkedFiles();
    if (linked.isEmpty()) {
      return catalog.filesElsewhere();
    }
    linked.addAll(catalog.filesElsewhere());
    return linked;
  }

  /** Whether something that takes long is still under way, so that not all is shown yet. */
  public boolean isBehind() {
    return catalog.isBehind() || reader.isBehind() || annotations.isBehind();
  }

  /**
   * Checks paths that may have changed. After an update that ended with an exception, the next one
   * checks everything, because what the other had found and not yet used is lost.
   *
   * @param others problems that others know of
   */
  public Update update(Collection<Path> paths, List<Problem> others, Instant now) {
    Map<Path, Duration> again = new HashMap<>();
    boolean isDue = untilDue(now).compareTo(Duration.ZERO) <= 0;
    boolean quiet = paths.isEmpty() && others.equals(lastOthers) && !isDue;
    if (quiet && !isBehind() && !incomplete) {
      return new Update(new Change(snapshot, snapshot, List.of(), List.of()), again);
    }
    lastOthers = List.copyOf(others);
    Set<RunKey> toRead = new LinkedHashSet<>();
    List<Path> changedLogs = new ArrayList<>();
    if (paths.contains(catalog.registryPath()) || catalog.isBehind() || incomplete) {
      toRead.addAll(taken(catalog.reread(now), again));
    }
    if (incomplete) {
      toRead.addAll(runs.keys());
      catalog.runs().forEach(files -> toRead.add(files.key()));
      changedLogs.addAll(reader.logs());
    }
    if (paths.contains(annotations.path()) || annotations.isDue() || incomplete) {
      again.putAll(annotations.read(now));
      runs.takeAnnotations();
    }
    incomplete = true;
    executors.progress().made();
    paths.forEach(unchecked::remove);
    for (Path path : paths) {
      if (classifier.isLog(path)) {
        changedLogs.add(path);
      } else if (!path.equals(catalog.registryPath()) && !path.equals(annotations.path())) {
        catalog.leftOut().touched(path);
        touched(path, toRead);
      }
    }
    UnavailablePaths away = UnavailablePaths.of(others);
    for (Path back : away.backSince(unavailable)) {
      catalog.leftOut().touched(back);
      toRead.addAll(catalog.runsBelow(back));
      changedLogs.addAll(reader.logsBelow(back));
    }
    unavailable = away;
    again.putAll(reader.read(changedLogs, now));
    executors.progress().made();
    again.putAll(runs.read(toRead, now));
    register(again, now);
    again.putAll(catalog.leftOut().check());
    executors.progress().made();
    runs.takeCurves();
    List<Problem> problems = book.of(problems(others, now), now);
    List<Removal> leftOut = catalog.leftOut().leftOut(runs::isResults);
    Change change =
        builder.next(
            snapshot,
            runs.shown(UnavailablePaths.of(problems)),
            catalog.pretrained(),
            problems,
            starting ? snapshot.evaluating() : evaluations.list(leftOut, now),
            leftOut,
            now);
    if (catalog.isRegistryFailing()) {
      again.putIfAbsent(catalog.registryPath(), REGISTRY_AGAIN);
    }
    snapshot = change.to();
    incomplete = false;
    return new Update(change, again);
  }

  private Set<RunKey> taken(RunCatalog.Outcome outcome, Map<Path, Duration> again) {
    if (outcome.again()) {
      again.put(catalog.registryPath(), SOON);
    }
    return outcome.changed();
  }

  /** Finds the runs that a changed path belongs to, and the new ones that it brings. */
  private void touched(Path path, Set<RunKey> toRead) {
    Set<RunKey> owners = catalog.runsOf(path);
    toRead.addAll(owners);
    if (!owners.isEmpty()) {
      return;
    }
    if (classifier.isResults(path)) {
      catalog.discover(path).ifPresent(toRead::add);
      return;
    }
    // A directory that came, went or moved: what it brings is marked file by file.
    toRead.addAll(catalog.runsBelow(path));
  }

  private void register(Map<Path, Duration> again, Instant now) {
    if (registersAfter.equals(NEVER)) {
      return;
    }
    Duration rest = catalog.registryRest(now);
    if (!rest.isZero()) {
      again.put(catalog.registryPath(), rest);
      return;
    }
    Set<RunKey> due = due(runs.unregistered(), again, now);
    again.putAll(runs.read(taken(catalog.register(due, now), again), now));
    Set<RunKey> gone = due(runs.goneOwn(), again, now);
    if (!gone.isEmpty()) {
      // Those that have come back meanwhile stay.
      again.putAll(runs.read(gone, now));
      gone.retainAll(runs.goneOwn().keySet());
      again.putAll(runs.read(taken(catalog.removeOwn(gone, now), again), now));
    }
  }

  private Set<RunKey> due(Map<RunKey, Instant> waiting, Map<Path, Duration> again, Instant now) {
    Set<RunKey> due = new HashSet<>();
    waiting.forEach(
        (key, since) -> {
          if (Periods.isOver(registersAfter, since, now)) {
            due.add(key);
          }
        });
    if (due.size() < waiting.size()) {
      again.put(catalog.registryPath(), registersAfter);
    }
    return due;
  }

  /** Whether a checkpoint is one of a run, shown or not, that has no other name. */
  private boolean isOtherwiseKnown(String checkpoint) {
    return catalog.isKnown(checkpoint) && !runs.isByLink(RunKey.ofCheckpoint(checkpoint));
  }

  private List<Problem> problems(List<Problem> others, Instant now) {
    List<Problem> all = new ArrayList<>(others);
    all.addAll(catalog.problems(now));
    all.addAll(annotations.problems());
    all.addAll(runs.problems());
    all.addAll(logs.problems(this::isOtherwiseKnown, now));
    return all;
  }
}
