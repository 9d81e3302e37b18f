package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.papermetrics.concurrent.PeriodicTask;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Status;
import org.papermetrics.model.Timing;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.scan.Scope;

/**
 * Starts and supervises the watchers of all roots, log directories and the registry. They mark the
 * paths that may have changed: events make this fast, polls and sweeps make it complete.
 *
 * <p>Each watched directory has its own thread, so that a hung file system blocks only its own
 * watcher. Two more threads poll single files and supervise the watchers.
 */
public final class WatchManager implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration RESOLVE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration FILES_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration START_CHECK = Duration.ofMillis(100);

  /** Between two checks while a file system does not answer. */
  private static final Duration STALL_CHECK = Duration.ofSeconds(1);

  private final ScanTargets targets;
  private final WatchContext context;
  private final List<Watched> watched = new ArrayList<>();
  private final SingleFileWatcher singleFiles;
  private final PeriodicTask singleFilesTask = new PeriodicTask("watch-files");
  private final PeriodicTask checkTask = new PeriodicTask("watch-check");
  private volatile List<Problem> problems = List.of();
  private volatile boolean scanned;
  private volatile boolean closed;

  private record Watched(RootWatcher root, PeriodicTask task) {}

  private record ProblemKey(Problem.Kind kind, String path) {
    static ProblemKey of(Problem problem) {
      return new ProblemKey(problem.kind(), problem.path());
    }
  }

  /**
   * Creates a manager that is not started.
   *
   * @param dirty receives the changed paths
   * @param clock the time of this machine
   * @param nanos a clock in nanoseconds that never goes back
   */
  public WatchManager(
      ScanTargets targets,
      FilePatterns patterns,
      WatchSettings settings,
      DirtyPaths dirty,
      Clock clock,
      LongSupplier nanos) {
    this.targets = targets;
    this.context = new WatchContext(settings, new SymlinkPolicy(), dirty, clock, nanos);
    this.singleFiles = new SingleFileWatcher(dirty, settings.poll(), nanos);
    for (Scope scope : targets.scopes(patterns, settings.followLinks())) {
      PeriodicTask task = new PeriodicTask("watch " + scope.path());
      watched.add(new Watched(new RootWatcher(scope, context, this::check, task::wake), task));
    }
  }

  /**
   * Resumes from the problems of an earlier manager: what they say of a place holds until it is
   * scanned. Before {@link #start}.
   */
  public void resume(List<Problem> before) {
    problems = before.stream().filter(problem -> WatchProblems.have(problem.kind())).toList();
  }

  /**
   * Starts, and returns when every existing file has been marked; changes after that are marked
   * too. A file system that does not answer is not waited for, and is reported as a problem.
   */
  public void start() throws InterruptedException {
    resolveRoots();
    watched.forEach(w -> w.task().start(w.root()::runOnce, w.root()::close));
    singleFilesTask.start(singleFiles::poll, () -> {});
    for (Watched w : watched) {
      awaitFirstScan(w);
    }
    boolean unused = singleFilesTask.awaitFirstTurn(FILES_TIMEOUT);
    scanned = true;
    check();
    checkTask.start(
        () -> {
          check();
          return untilNextCheck();
        },
        () -> {});
  }

  /** All other changes of a state are told by {@link RootStateHolder} when they happen. */
  private long untilNextCheck() {
    Duration next =
        watched.stream()
            .map(w -> w.root().status().untilStalled())
            .min(Comparator.naturalOrder())
            .orElse(FILES_TIMEOUT);
    return Math.max(next.toNanos(), STALL_CHECK.toNanos());
  }

  private static void awaitFirstScan(Watched w) throws InterruptedException {
    boolean done = false;
    while (!done && !w.root().status().isStalled()) {
      done = w.root().awaitScanned(START_CHECK);
    }
  }

  /** Before any scan, because links are followed or not by where the roots really are. */
  private void resolveRoots() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Path root : targets.roots()) {
      Thread thread = new Thread(() -> context.symlinks().resolve(root), "watch-resolve");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    long end = context.nanos().getAsLong() + RESOLVE_TIMEOUT.toNanos();
    for (Thread thread : threads) {
      long left = Duration.ofNanos(end - context.nanos().getAsLong()).toMillis();
      thread.join(Math.max(1, left));
    }
  }

  /**
   * Polls these files too, wherever they are; a file is marked when it is first polled. Replaces
   * the files given before.
   */
  public void alsoWatch(Set<Path> files) {
    singleFiles.set(files);
    singleFilesTask.wake();
  }

  /**
   * Requests a full sweep of every root.
   *
   * @return completes when every change is marked
   */
  public CompletableFuture<Void> requestSweep() {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.allOf(
        watched.stream().map(w -> w.root().requestSweep()).toArray(CompletableFuture[]::new));
  }

  /**
   * What prevents or delays the detection of changes. {@link DirtyPaths#wake} is called after each
   * change of the list.
   */
  public List<Problem> problems() {
    return problems;
  }

  /** The checkpoint roots and the log directories, in the order of the configuration. */
  public List<Status.Root> roots() {
    return watched.stream()
        .map(w -> w.root().status().state())
        .filter(state -> !(state.scope() instanceof Scope.SingleFile))
        .map(this::status)
        .toList();
  }

  private Status.Root status(RootState state) {
    Instant now = context.clock().instant();
    List<Problem> problems = WatchProblems.of(state, context.settings().poll(), now);
    return new Status.Root(
        state.scope().path().toString(),
        state.polled() ? "poll" : "events",
        problems.isEmpty() ? "ok" : problems.get(0).message());
  }

  /** The sweeps so far of each checkpoint root and log directory, by its path. */
  public Map<Path, Timing> sweeps() {
    Map<Path, Timing> sweeps = new LinkedHashMap<>();
    for (Watched w : watched) {
      Scope scope = w.root().status().state().scope();
      if (!(scope instanceof Scope.SingleFile)) {
        sweeps.put(scope.path(), w.root().sweeps());
      }
    }
    return sweeps;
  }

  /** When the last sweep ended, of the root whose last sweep is the oldest. */
  public Optional<Instant> lastSweep() {
    return watched.stream()
        .map(w -> w.root().status().state())
        .filter(state -> state.unavailable().isEmpty())
        .flatMap(state -> state.lastSweep().stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * The directories that cannot be read now: missing roots, and parts of roots that were unmounted
   * or are unreadable. A file that is missing below them does not count as deleted.
   */
  public Set<Path> unavailable() {
    Set<Path> unavailable = new HashSet<>();
    for (Watched w : watched) {
      RootState state = w.root().status().state();
      if (state.unavailable().isPresent()) {
        unavailable.add(state.scope().path());
      }
      unavailable.addAll(state.unreadable().keySet());
    }
    return unavailable;
  }

  /**
   * Whether a missing file was probably deleted: its root exists at this moment, and is the
   * directory that was scanned last. True also for a file below no root.
   */
  public boolean isAbsenceReal(Path file) {
    return watched.stream()
        .map(Watched::root)
        .filter(root -> file.startsWith(root.status().state().scope().path()))
        .allMatch(root -> root.status().isAbsenceReal(file));
  }

  /** Stops within three seconds; threads blocked by a hung file system are left behind. */
  @Override
  public void close() {
    closed = true;
    List<PeriodicTask> tasks = new ArrayList<>(List.of(checkTask, singleFilesTask));
    watched.forEach(w -> tasks.add(w.task()));
    tasks.forEach(PeriodicTask::close);
    long end = context.nanos().getAsLong() + CLOSE_TIMEOUT.toNanos();
    try {
      for (PeriodicTask task : tasks) {
        task.awaitEnd(Duration.ofNanos(end - context.nanos().getAsLong()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void check() {
    Instant now = context.clock().instant();
    List<Problem> found = new ArrayList<>();
    for (Watched w : watched) {
      found.addAll(WatchProblems.of(w.root().status().state(), context.settings().poll(), now));
    }
    Map<ProblemKey, Problem> before = new LinkedHashMap<>();
    problems.forEach(p -> before.put(ProblemKey.of(p), p));
    List<Problem> dated = new ArrayList<>();
    for (Problem problem : found) {
      Problem earlier = before.get(ProblemKey.of(problem));
      dated.add(problem.since(earlier == null ? now : earlier.since()));
    }
    if (!scanned) {
      found.forEach(problem -> before.remove(ProblemKey.of(problem)));
      dated.addAll(before.values());
    }
    if (!dated.equals(problems)) {
      problems = dated;
      context.dirty().wake();
    }
  }
}
