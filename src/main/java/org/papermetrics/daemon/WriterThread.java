package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.papermetrics.concurrent.Faults;
import org.papermetrics.concurrent.PeriodicTask;
import org.papermetrics.concurrent.RetryDelays;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.RunIndex;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.Change;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.watch.DirtyPaths;
import org.papermetrics.wire.FrameJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer thread: takes dirty paths, updates the index, publishes. Everybody else reads
 * {@link #snapshot}.
 */
final class WriterThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);

  /** Between two turns when nothing is to be done. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** Between two turns when something is under way or could not be done. */
  private static final Duration USUAL_WAIT = Duration.ofSeconds(2);

  private static final byte[] NO_FRAME = {};

  /** Pages fetch the board faster than they are sent so many runs. */
  private static final int MOST_RUNS_SENT = 200;

  /** Logs that grow all the time take one part in so many of the time. */
  private static final int SHARE_OF_LOGS = 20;

  private static final Duration LOGS_WAIT_AT_MOST = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  /** What is being written into the registry at the end is to be known after a restart. */
  private static final Duration LATE_AT_END = Duration.ofSeconds(1);

  private final DirtyPaths dirty;
  private final RunIndex index;
  private final Supplier<List<Problem>> others;
  private final StatePersister persister;
  private final BoardListener listener;
  private final Consumer<Set<Path>> singleFiles;
  private final FirstCheck check;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Queue<FutureTask<?>> questions = new ConcurrentLinkedQueue<>();
  private Set<Path> watchedFiles = Set.of();
  private final PeriodicTask loop = new PeriodicTask("writer");
  private final RetryDelays<Path> retries = new RetryDelays<>();
  private final Map<Path, Problem> failing = new HashMap<>();
  private boolean uncounted;

  /** Whether the index has gone on and nobody was notified, because that failed. */
  private boolean unpublished;

  private @Nullable String logged;
  private @Nullable String failureOfTurn;
  private volatile Snapshot snapshot;
  private volatile @Nullable String failure;

  /** Who is notified of every change, on the writer's thread, after {@link #snapshot} shows it. */
  interface BoardListener {
    /**
     * The board has changed.
     *
     * @param frame the change for pages; empty when it is too large, so that they fetch it all
     */
    void changed(Change change, byte[] frame);

    /** The board has begun a new count of revisions; changed or not, it is to be fetched again. */
    void renewed(Snapshot snapshot);
  }

  /**
   * Does nothing yet.
   *
   * @param others problems that other components know of
   * @param persister saves what a restart must know, before pages are sent anything
   */
  WriterThread(
      DirtyPaths dirty,
      RunIndex index,
      Supplier<List<Problem>> others,
      StatePersister persister,
      BoardListener listener,
      Consumer<Set<Path>> singleFiles,
      FirstCheck check,
      Clock clock,
      LongSupplier nanos) {
    this.dirty = dirty;
    this.index = index;
    this.others = others;
    this.persister = persister;
    this.listener = listener;
    this.singleFiles = singleFiles;
    this.check = check;
    this.clock = clock;
    this.nanos = nanos;
    this.snapshot = index.snapshot();
  }

  /** The board as it is now. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** For how long the loop neither turned nor got answers from file systems, while it should. */
  Duration stalledFor() {
    return index.progress().missing();
  }

  /** Whether its thread has begun and not ended. */
  boolean isAlive() {
    return loop.isAlive();
  }

  /**
   * What went wrong in the last turn and concerns more than single paths; null when nothing did.
   */
  @Nullable String failure() {
    return failure;
  }

  /**
   * Asks something of the index, between two turns.
   *
   * @param question answered on the writer's thread; reads no file
   * @return empty when there is no answer in time
   */
  <T> Optional<T> ask(Function<RunIndex, T> question, Duration timeout) {
    return await(new FutureTask<>(() -> question.apply(index)), timeout);
  }

  /** Has a path checked at once, and waits until the board shows what is there, if not too long. */
  void check(Path path, Duration timeout) {
    Optional<Boolean> unused = await(new FutureTask<>(() -> turn(Set.of(path)), true), timeout);
  }

  private <T> Optional<T> await(FutureTask<T> asked, Duration timeout) {
    questions.add(asked);
    dirty.wake();
    try {
      return Optional.of(asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      questions.remove(asked);
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void answer() {
    for (FutureTask<?> asked = questions.poll(); asked != null; asked = questions.poll()) {
      asked.run();
    }
  }

  /** Starts to turn by itself. */
  void start() {
    loop.start(this::runOnce, () -> {});
  }

  private long runOnce() {
    try {
      Duration wait = longestWait();
      index.progress().pause(wait);
      boolean ready = dirty.awaitReady(wait);
      index.progress().resume();
      Set<Path> paths = dirty.take();
      long began = nanos.getAsLong();
      turn(paths);
      if (check.isOver() && paths.stream().anyMatch(FilePatterns::isLog)) {
        holdLogs(nanos.getAsLong() - began);
      }
      answer();
      check.afterTurn(ready);
    } catch (InterruptedException e) {
      loop.close();
    }
    return 0;
  }

  private Duration longestWait() {
    if (!check.isOver()) {
      return FirstCheck.QUIET;
    }
    boolean again = failure != null || uncounted || unpublished || index.isBehind();
    Duration wait = again ? USUAL_WAIT : index.untilDue(clock.instant());
    return wait.compareTo(USUAL_WAIT) < 0
        ? USUAL_WAIT
        : wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private void holdLogs(long taken) {
    Duration wait = Duration.ofNanos(taken * (SHARE_OF_LOGS - 1));
    dirty.holdLogs(wait.compareTo(LOGS_WAIT_AT_MOST) < 0 ? wait : LOGS_WAIT_AT_MOST);
  }

  /** One turn: checks these paths and publishes what differs. */
  void turn(Set<Path> paths) {
    failureOfTurn = null;
    update(List.copyOf(paths));
    failure = failureOfTurn;
    index.progress().made();
  }

  /**
   * Checks paths. When that fails, they are checked in ever smaller parts, so that one that cannot
   * be dealt with fails alone; the board stays as it was for it, and it is tried again.
   */
  private void update(List<Path> paths) {
    try {
      paths.forEach(failing::remove);
      List<Problem> problems = new ArrayList<>(others.get());
      problems.addAll(failing.values());
      RunIndex.Update update = index.update(paths, problems, clock.instant());
      publish(update.change());
      update.again().forEach(dirty::markAt);
      watchSingleFiles();
      paths.forEach(retries::forget);
    } catch (Throwable e) {
      Faults.endUnlessRepeatable(e);
      failed(paths, e);
    }
  }

  private void failed(List<Path> paths, Throwable e) {
    if (paths.size() > 1 && !Faults.isThreadRefused(e)) {
      update(paths.subList(0, paths.size() / 2));
      update(paths.subList(paths.size() / 2, paths.size()));
      return;
    }
    if (paths.size() == 1 && !Faults.isThreadRefused(e)) {
      failing.put(paths.get(0), internal(paths.get(0), e));
    } else {
      failureOfTurn = "reading changed files failed: " + e;
    }
    paths.forEach(path -> dirty.markAt(path, retries.afterFailure(path)));
    if (!e.toString().equals(logged)) {
      logged = e.toString();
      LOG.error("Reading {} failed, and is repeated until it succeeds.", paths, e);
    }
  }

  private Problem internal(Path path, Throwable e) {
    return new Problem(
        Problem.Kind.RESULTS_UNREADABLE,
        path.toString(),
        Faults.sentences("this path from being processed", e),
        clock.instant());
  }

  private void publish(Change change) {
    boolean empty = change.isEmpty();
    boolean large = change.changed().size() > MOST_RUNS_SENT;
    byte[] frame = empty || large ? NO_FRAME : FrameJson.update(change);
    Map<Long, byte[]> frames = frame.length == 0 ? Map.of() : Map.of(change.to().revision(), frame);
    boolean missed = unpublished;
    unpublished = true;
    boolean saved = persister.save(index, frames, check.isOver(), clock.instant());
    if (missed || (!saved && !uncounted)) {
      // Pages have missed a revision, or after a restart from what was saved other changes would
      // have the same revisions.
      index.renew(IndexFactory.newEpochLike(change.to().epoch()));
      snapshot = index.snapshot();
      listener.renewed(snapshot);
    } else if (!empty) {
      snapshot = change.to();
      listener.changed(change, frame);
      LOG.debug(
          "revision {}: {} changed, {} removed, {} problems",
          change.to().revision(),
          change.changed().size(),
          change.removed().size(),
          change.to().problems().size());
    }
    uncounted = !saved;
    unpublished = false;
  }

  private void watchSingleFiles() {
    Set<Path> now = index.filesElsewhere();
    if (!now.equals(watchedFiles)) {
      watchedFiles = now;
      singleFiles.accept(now);
    }
  }

  private void awaitAnswers(Duration longest) throws InterruptedException {
    long began = nanos.getAsLong();
    while (index.isBehind() && nanos.getAsLong() - began < longest.toNanos()) {
      dirty.awaitReady(FirstCheck.QUIET);
      turn(dirty.take());
    }
  }

  /** Stops after the turn that is under way, and waits for its end however long that takes. */
  void end() throws InterruptedException {
    stop();
    while (!loop.awaitEnd(STOP)) {}
    awaitAnswers(LATE_AT_END);
  }

  private void stop() {
    loop.close();
    dirty.wake();
  }

  @Override
  public void close() {
    stop();
    try {
      if (loop.awaitEnd(STOP)) {
        awaitAnswers(LATE_AT_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
