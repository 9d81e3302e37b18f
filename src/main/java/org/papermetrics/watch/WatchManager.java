package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
 * Watches everything that matters and marks what may have changed. The picture that it causes is
 * right within seconds, whatever happens to events: they make it quick, sweeps make it right.
 *
 * <p>Each watched directory has a thread of its own, so that a file system that hangs holds up
 * nobody else; two more look at single files, and at those that hang.
 */
public final class WatchManager implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);
  private static final Duration RESOLVE_PATIENCE = Duration.ofSeconds(2);
  private static final Duration FILES_PATIENCE = Duration.ofSeconds(30);
  private static final Duration START_CHECK = Duration.ofMillis(100);
  private static final Duration STALL_CHECK = Duration.ofSeconds(1);

  private final ScanTargets places;
  private final WatchContext context;
  private final List<Watched> watched = new ArrayList<>();
  private final SingleFileWatcher known;
  private final PeriodicTask knownLoop = new PeriodicTask("watch-files");
  private final PeriodicTask checkLoop = new PeriodicTask("watch-check");
  private volatile List<Problem> problems = List.of();
  private volatile boolean closed;

  private record Watched(RootWatcher root, PeriodicTask loop) {}

  private record Place(Problem.Kind kind, String path) {}

  /**
   * Not begun yet.
   *
   * @param dirty where changed paths go
   * @param clock the time of this machine
   * @param nanos a clock in nanoseconds that never goes back
   */
  public WatchManager(
      ScanTargets places,
      FilePatterns patterns,
      WatchSettings settings,
      DirtyPaths dirty,
      Clock clock,
      LongSupplier nanos) {
    this.places = places;
    this.context = new WatchContext(settings, new SymlinkPolicy(), dirty, clock, nanos);
    this.known = new SingleFileWatcher(dirty, settings.poll(), nanos);
    for (Scope scope : places.scopes(patterns, settings.followLinks())) {
      PeriodicTask loop = new PeriodicTask("watch " + scope.path());
      watched.add(new Watched(new RootWatcher(scope, context, this::check, loop::wake), loop));
    }
  }

  /**
   * Begins, and returns when every watcher listens and everything that is there has been marked. A
   * file system that does not answer is not waited for; it becomes a problem.
   */
  public void start() throws InterruptedException {
    resolveRoots();
    watched.forEach(w -> w.loop().start(w.root()::turn, w.root()::close));
    knownLoop.start(known::turn, () -> {});
    for (Watched w : watched) {
      awaitFirstTurn(w);
    }
    boolean unused = knownLoop.awaitFirstTurn(FILES_PATIENCE);
    check();
    checkLoop.start(
        () -> {
          check();
          return STALL_CHECK.toNanos();
        },
        () -> {});
  }

  private static void awaitFirstTurn(Watched w) throws InterruptedException {
    boolean turned = false;
    while (!turned && !w.root().status().isStalled()) {
      turned = w.loop().awaitFirstTurn(START_CHECK);
    }
  }

  /** So that each root knows where the others are when it meets a link, in whatever order. */
  private void resolveRoots() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Path root : places.roots()) {
      Thread thread = new Thread(() -> context.symlinks().resolve(root), "watch-resolve");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    long end = context.nanos().getAsLong() + RESOLVE_PATIENCE.toNanos();
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
    known.set(files);
    knownLoop.wake();
  }

  /**
   * Looks at everything, trusting nothing.
   *
   * @return completes when all that has changed is marked
   */
  public CompletableFuture<Void> requestSweep() {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.allOf(
        watched.stream().map(w -> w.root().requestSweep()).toArray(CompletableFuture[]::new));
  }

  /**
   * What keeps changes from being seen, or from being seen at once. {@link DirtyPaths#wake} is
   * called when it becomes another list.
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
    List<Problem> wrong = WatchProblems.of(state, context.settings().poll(), now);
    return new Status.Root(
        state.scope().path().toString(),
        state.polled() ? "poll" : "events",
        wrong.isEmpty() ? "ok" : wrong.get(0).message());
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

  /** When the last sweep of everything ended, of that root that waits longest for the next one. */
  public Optional<Instant> lastSweep() {
    return watched.stream()
        .map(w -> w.root().status().state())
        .filter(state -> state.unavailable().isEmpty())
        .flatMap(state -> state.lastSweep().stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * The directories of which nothing is known at present: missing roots, and parts of roots that
   * were unmounted or cannot be read. A file below them that is missing was not deleted.
   */
  public Set<Path> unavailable() {
    Set<Path> unavailable = new HashSet<>();
    for (Watched w : watched) {
      RootState state = w.root().status().state();
      if (state.unavailable().isPresent()) {
        unavailable.add(state.scope().path());
      }
      unavailable.addAll(state.troubles().keySet());
    }
    return unavailable;
  }

  /**
   * Whether a file that is missing was deleted, as far as can be told: the root that it is below is
   * there at this moment, and is the directory that was swept last. Of a file below no root nothing
   * better is known.
   */
  public boolean isAbsenceReal(Path file) {
    return watched.stream()
        .map(Watched::root)
        .filter(root -> file.startsWith(root.status().state().scope().path()))
        .allMatch(root -> root.status().isAbsenceReal(file));
  }

  /** Ends within three seconds; what hangs with a file system is left to end with the program. */
  @Override
  public void close() {
    closed = true;
    List<PeriodicTask> loops = new ArrayList<>(List.of(checkLoop, knownLoop));
    watched.forEach(w -> loops.add(w.loop()));
    loops.forEach(PeriodicTask::close);
    long end = context.nanos().getAsLong() + CLOSE_PATIENCE.toNanos();
    try {
      for (PeriodicTask loop : loops) {
        loop.awaitEnd(Duration.ofNanos(end - context.nanos().getAsLong()));
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
    Map<Place, Instant> before = new HashMap<>();
    problems.forEach(p -> before.put(new Place(p.kind(), p.path()), p.since()));
    List<Problem> dated =
        found.stream()
            .map(p -> p.since(before.getOrDefault(new Place(p.kind(), p.path()), now)))
            .toList();
    if (!dated.equals(problems)) {
      problems = dated;
      context.dirty().wake();
    }
  }
}
