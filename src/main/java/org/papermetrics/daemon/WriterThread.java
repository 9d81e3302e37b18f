package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.RunIndex;
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
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
  private static final Duration FIRST_MARKS = Duration.ofMillis(150);
  private static final byte[] NO_FRAME = {};

  /** Pages fetch the board faster than they are sent so many runs. */
  private static final int MOST_RUNS_SENT = 200;

  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Duration LATE_AT_START = Duration.ofSeconds(10);

  private final DirtyPaths dirty;
  private final RunIndex index;
  private final Supplier<List<Problem>> others;
  private final StatePersister persister;
  private final BoardListener listener;
  private final Consumer<Set<Path>> singleFiles;
  private final Clock clock;
  private final Queue<FutureTask<?>> questions = new ConcurrentLinkedQueue<>();
  private Set<Path> watchedFiles = Set.of();
  private final Thread thread = new Thread(this::run, "writer");
  private boolean uncounted;
  private volatile Snapshot snapshot;
  private volatile Instant turnedAt;
  private volatile boolean stopping;
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
      Clock clock) {
    this.dirty = dirty;
    this.index = index;
    this.others = others;
    this.persister = persister;
    this.listener = listener;
    this.singleFiles = singleFiles;
    this.clock = clock;
    this.snapshot = index.snapshot();
    this.turnedAt = clock.instant();
    thread.setDaemon(true);
  }

  /** The board as it is now. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** When the loop last turned. */
  Instant turnedAt() {
    return turnedAt;
  }

  /** What went wrong in the last turn, null when nothing did. */
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
    FutureTask<T> asked = new FutureTask<>(() -> question.apply(index));
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
    thread.start();
  }

  /** One turn: checks these paths and publishes what differs. */
  void turn(Set<Path> paths) {
    try {
      RunIndex.Update update = index.update(paths, others.get(), clock.instant());
      publish(update.change());
      for (Map.Entry<Path, Duration> again : update.again().entrySet()) {
        dirty.markAt(again.getKey(), again.getValue());
      }
      watchSingleFiles();
      failure = null;
    } catch (RuntimeException e) {
      // The board stays as it was; the paths are checked again.
      LOG.error("Reading {} changed paths failed and is repeated.", paths.size(), e);
      failure = "reading changed files failed: " + e;
      paths.forEach(path -> dirty.markAt(path, AFTER_A_FAILURE));
    }
    turnedAt = clock.instant();
  }

  private void publish(Change change) {
    boolean empty = change.isEmpty();
    boolean large = change.changed().size() > MOST_RUNS_SENT;
    byte[] frame = empty || large ? NO_FRAME : FrameJson.update(change);
    Map<Long, byte[]> frames = frame.length == 0 ? Map.of() : Map.of(change.to().revision(), frame);
    boolean saved = persister.save(index, frames, clock.instant());
    if (!saved && !uncounted) {
      // After a restart from what was saved, other changes would have the same revisions.
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
  }

  private void watchSingleFiles() {
    Set<Path> now = index.filesElsewhere();
    if (!now.equals(watchedFiles)) {
      watchedFiles = now;
      singleFiles.accept(now);
    }
  }

  /**
   * Turns until nothing has settled any more, so that the board shows what is there at the start.
   */
  void catchUp() throws InterruptedException {
    Instant until = clock.instant().plus(LONGEST_WAIT);
    while (dirty.awaitReady(FIRST_MARKS) && clock.instant().isBefore(until)) {
      turn(dirty.take());
    }
    Instant untilLate = clock.instant().plus(LATE_AT_START);
    while (index.isBehind() && clock.instant().isBefore(untilLate)) {
      dirty.awaitReady(FIRST_MARKS);
      turn(dirty.take());
    }
  }

  private void run() {
    try {
      while (!stopping) {
        dirty.awaitReady(LONGEST_WAIT);
        turn(dirty.take());
        answer();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops after the turn that is under way, and waits for its end however long that takes. */
  void end() throws InterruptedException {
    stop();
    thread.join();
  }

  private void stop() {
    stopping = true;
    dirty.wake();
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
