package org.papermetrics.index;

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
import org.papermetrics.concurrent.Lanes;
import org.papermetrics.config.Settings;
import org.papermetrics.layout.OutOfReach;
import org.papermetrics.layout.Territory;
import org.papermetrics.model.Change;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Timing;
import org.papermetrics.state.Lineage;
import org.papermetrics.state.Remembered;
import org.papermetrics.state.StateUpdate;

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
public final class Picture {
  /** For a picture that only looks, and writes no registry. */
  public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

  private static final Duration SOON = Duration.ofMillis(100);

  private final Roster roster;
  private final Curves curves;
  private final Runs runs;
  private final Assembler assembler;
  private final Territory territory;
  private final Duration registersAfter;
  private final ProblemBook book = new ProblemBook();
  private final Lanes lanes;
  private final Kept kept;
  private final Archive archive;
  private Snapshot snapshot;
  private OutOfReach outOfReach = OutOfReach.NOTHING;
  private List<Problem> lastOthers = List.of();

  /**
   * Starts with a picture of nothing.
   *
   * @param access how files are reached
   * @param registersAfter how long the evaluation that wrote a result has time to register it
   *     itself; or {@link #NEVER}
   * @param start the snapshot to go on from
   */
  public Picture(
      Roster roster,
      RunMaker maker,
      Assembler assembler,
      Territory territory,
      Access access,
      Duration registersAfter,
      Snapshot start) {
    this.roster = roster;
    this.curves = new Curves(access.aside("logs"), territory);
    this.runs = new Runs(roster, territory, maker, curves, access.lanes());
    this.lanes = access.lanes();
    this.kept = new Kept(roster, runs, curves);
    this.archive = new Archive(roster, runs, curves);
    this.assembler = assembler;
    this.territory = territory;
    this.registersAfter = registersAfter;
    this.snapshot = start;
  }

  /**
   * Goes on from what an earlier daemon has kept: the board is at once what it was then.
   *
   * @param continues whether pages of that daemon may go on counting its revisions
   * @return paths that must be looked at, because nobody else knows that they were there
   */
  public Set<Path> restore(Remembered was, boolean continues, Instant now) {
    roster.restore(was);
    curves.restore(was.logs());
    runs.restore(was.runs(), now);
    runs.takeCurves();
    book.restore(was.problems(), now);
    lastOthers = was.problems();
    List<Problem> problems =
        was.problems().stream()
            .filter(problem -> problem.kind() != Problem.Kind.BASELINE_MISSING)
            .toList();
    outOfReach = OutOfReach.of(problems);
    Snapshot then =
        assembler
            .next(snapshot, runs.shown(outOfReach), pretrained(), problems, List.of(), now)
            .to();
    Optional<Lineage> lineage = was.lineage().filter(l -> continues);
    snapshot =
        lineage
            .map(l -> then.at(l.epoch(), l.revision()))
            .orElse(then.at(snapshot.epoch(), snapshot.revision()));
    kept.restored(roster.registered(), was);
    Set<Path> paths = new HashSet<>(curves.logs());
    roster.runs().forEach(files -> paths.add(files.results().get(0)));
    return paths;
  }

  /** Goes on, after {@link #restore}, from what only a picture of the same process can tell. */
  public void inherit(Legacy legacy) {
    runs.foundOn(legacy.devices());
    legacy.registry().ifPresent(roster::inherit);
  }

  /**
   * All that the next picture of the same process goes on from; this one is not used any more.
   *
   * @param settings that it was made with
   */
  public Legacy bequeath(Settings settings) {
    return Legacy.of(settings, toKeep(true, Map.of()), runs.devices(), roster.bequeath());
  }

  /** Begins a new count of revisions, because the one before cannot be gone on from. */
  public void renew(String epoch) {
    snapshot = snapshot.at(epoch, snapshot.revision() + 1);
  }

  /**
   * What has become different for a restart since the last time this was asked.
   *
   * @param whole whether to give everything instead
   * @param frames what pages are told now, by revision
   */
  public StateUpdate toKeep(boolean whole, Map<Long, byte[]> frames) {
    return kept.update(whole, snapshot, frames);
  }

  /**
   * The outcome of a look.
   *
   * @param change what is different now
   * @param again paths to look at again, and after which time
   */
  public record Look(Change change, Map<Path, Duration> again) {}

  /** The snapshot that follows from all looks so far. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** The looks at files of runs so far; may be asked by any thread. */
  public Timing looks() {
    return lanes.timing();
  }

  /** How often the registry was written; may be asked by any thread. */
  public long registryWrites() {
    return roster.registryWrites();
  }

  /**
   * What is known of a path.
   *
   * @param results the stamp of the results file now, if the path is of one
   */
  public Dossier dossier(Path path, Optional<FileStamp> results) {
    return archive.of(path, results, snapshot);
  }

  /**
   * The files that runs have or may have where nobody else looks: outside of all checkpoint roots,
   * or behind a link.
   */
  public Set<Path> filesElsewhere() {
    Set<Path> linked = runs.linkedFiles();
    if (linked.isEmpty()) {
      return roster.filesElsewhere();
    }
    linked.addAll(roster.filesElsewhere());
    return linked;
  }

  /** Whether something that takes long is still under way, so that not all is shown yet. */
  public boolean isBehind() {
    return roster.isBehind() || curves.isBehind();
  }

  /**
   * Looks at paths that may have changed.
   *
   * @param others problems that others know of
   */
  public Look look(Collection<Path> paths, List<Problem> others, Instant now) {
    Map<Path, Duration> again = new HashMap<>();
    if (paths.isEmpty() && others.equals(lastOthers) && !isBehind()) {
      return new Look(new Change(snapshot, snapshot, List.of(), List.of()), again);
    }
    lastOthers = List.copyOf(others);
    Set<RunKey> toRead = new LinkedHashSet<>();
    if (paths.contains(roster.registryPath()) || roster.isBehind()) {
      toRead.addAll(taken(roster.reread(now), again));
    }
    List<Path> changedLogs = new ArrayList<>();
    for (Path path : paths) {
      if (territory.isLog(path)) {
        changedLogs.add(path);
      } else if (!path.equals(roster.registryPath())) {
        touched(path, toRead);
      }
    }
    OutOfReach away = OutOfReach.of(others);
    for (Path back : away.backSince(outOfReach)) {
      toRead.addAll(roster.runsBelow(back));
      changedLogs.addAll(curves.logsBelow(back));
    }
    outOfReach = away;
    curves.read(changedLogs, now);
    again.putAll(runs.read(toRead, now));
    register(again, now);
    runs.takeCurves();
    List<Problem> problems = book.of(problems(others, now), now);
    Change change =
        assembler.next(
            snapshot, runs.shown(OutOfReach.of(problems)), pretrained(), problems, List.of(), now);
    snapshot = change.to();
    return new Look(change, again);
  }

  private Set<RunKey> taken(Roster.Outcome outcome, Map<Path, Duration> again) {
    if (outcome.again()) {
      again.put(roster.registryPath(), SOON);
    }
    return outcome.changed();
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

  private void register(Map<Path, Duration> again, Instant now) {
    if (registersAfter.equals(NEVER)) {
      return;
    }
    Map<RunKey, Instant> unregistered = runs.unregistered();
    Set<RunKey> due = new HashSet<>();
    unregistered.forEach(
        (key, since) -> {
          if (!since.plus(registersAfter).isAfter(now)) {
            due.add(key);
          }
        });
    if (due.size() < unregistered.size()) {
      again.put(roster.registryPath(), registersAfter);
    }
    again.putAll(runs.read(taken(roster.register(due, now), again), now));
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
    all.addAll(runs.problems());
    all.addAll(curves.problems(now));
    return all;
  }
}
