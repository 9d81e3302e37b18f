package org.papermetrics.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.concurrent.Faults;
import org.papermetrics.concurrent.PeriodicTask;
import org.papermetrics.files.ForeignLinkException;
import org.papermetrics.files.IoErrors;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.model.Timing;
import org.papermetrics.wire.DamagedJsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the output files after each snapshot, each at its own pace. A file that cannot be written
 * becomes a problem and is tried again. A file that another program changes or deletes, such as a
 * script that aggregates as well, is put right within seconds.
 *
 * <p>One thread runs {@link #turn}; snapshots come from another through {@link #offer}.
 */
public final class OutputWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputWriter.class);
  private static final long SHORTEST_REST = Duration.ofMillis(200).toNanos();
  private static final int REST_FOR_WORK = 10;
  private static final long FIRST_RETRY = Duration.ofSeconds(1).toNanos();
  private static final long LAST_RETRY = Duration.ofSeconds(60).toNanos();
  private static final Duration STOP = Duration.ofSeconds(10);

  /** So often it is looked whether another program has changed or deleted a file. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final List<Kept> outputs;
  private final Runnable problemsChanged;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Object lock = new Object();
  private @Nullable Snapshot offered;
  private long offers;
  private final PeriodicTask loop = new PeriodicTask("outputs");
  private volatile List<Problem> problems = List.of();

  private static final class Kept {
    final Output output;
    long shown;
    long notBefore;
    long retry = FIRST_RETRY;
    @Nullable Problem problem;
    volatile @Nullable Instant writtenAt;
    volatile Timing writing = Timing.NONE;

    Kept(Output output, long now) {
      this.output = output;
      this.notBefore = now;
    }
  }

  /**
   * Keeps these files.
   *
   * @param problemsChanged called on the keeper's thread when {@link #problems} is another list
   * @param nanos a clock that only goes forward
   */
  public OutputWriter(
      List<? extends Output> outputs, Runnable problemsChanged, Clock clock, LongSupplier nanos) {
    this.outputs = outputs.stream().map(o -> new Kept(o, nanos.getAsLong())).toList();
    this.problemsChanged = problemsChanged;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Starts the thread that writes. */
  public void start() {
    loop.start(this::keep, () -> {});
  }

  private long keep() {
    synchronized (lock) {
      if (outputs.stream().allMatch(o -> o.shown == offers)) {
        lookAgain();
      }
    }
    return Math.min(turn(true), LOOK_AGAIN.toNanos());
  }

  /** Tells the snapshot that the files shall show from now on. */
  public void offer(Snapshot snapshot) {
    synchronized (lock) {
      offered = snapshot;
      offers++;
    }
    loop.wake();
  }

  /** Has the files checked again that are up to date, as far as this program knows. */
  void lookAgain() {
    synchronized (lock) {
      if (offered != null) {
        offers++;
      }
    }
  }

  /** The files that cannot be written. */
  public List<Problem> problems() {
    return problems;
  }

  /** The files with the time they were last written. */
  public List<Status.Output> status() {
    return outputs.stream()
        .map(o -> new Status.Output(o.output.path().toString(), o.writtenAt, size(o.output.path())))
        .toList();
  }

  /** How often each file was written so far, and how long that took, by its path. */
  public Map<Path, Timing> writing() {
    return outputs.stream().collect(Collectors.toMap(o -> o.output.path(), o -> o.writing));
  }

  /**
   * Writes the files that differ from the newest snapshot and have rested long enough.
   *
   * @param patient false to write them without rest, for the last time
   * @return nanoseconds until the next file may be written, {@code Long.MAX_VALUE} when all are up
   *     to date
   */
  public long turn(boolean patient) {
    Snapshot snapshot;
    long number;
    synchronized (lock) {
      snapshot = offered;
      number = offers;
    }
    long next = Long.MAX_VALUE;
    if (snapshot != null) {
      for (Kept kept : outputs) {
        if (kept.shown != number) {
          long wait = patient ? kept.notBefore - nanos.getAsLong() : 0;
          next = Math.min(next, wait > 0 ? wait : write(kept, snapshot, number));
        }
      }
    }
    publishProblems();
    return next;
  }

  private long write(Kept kept, Snapshot snapshot, long number) {
    long started = nanos.getAsLong();
    try {
      if (kept.output.write(snapshot)) {
        kept.writtenAt = clock.instant();
        kept.writing = kept.writing.plus(nanos.getAsLong() - started);
      }
      kept.shown = number;
      kept.problem = null;
      kept.retry = FIRST_RETRY;
      long ended = nanos.getAsLong();
      kept.notBefore = ended + Math.max(SHORTEST_REST, REST_FOR_WORK * (ended - started));
      return Long.MAX_VALUE;
    } catch (Throwable e) {
      Faults.endUnlessRepeatable(e);
      Problem before = kept.problem;
      Problem now = problem(kept.output.path(), e, clock.instant());
      kept.problem = before == null ? now : now.since(before.since());
      if (before == null) {
        LOG.warn("{}", now.message());
        LOG.debug("writing {} failed", kept.output.path(), e);
      }
      long wait = kept.retry;
      kept.notBefore = nanos.getAsLong() + wait;
      kept.retry = Math.min(LAST_RETRY, wait * 2);
      return wait;
    }
  }

  private static Problem problem(Path file, Throwable e, Instant now) {
    String reason = IoErrors.of(e);
    String advice =
        e instanceof ForeignLinkException
            ? "See who else may write this directory; it is tried again by itself."
            : e instanceof DamagedJsonException
                ? "Start the daemon again; if it stays, write the results of this run again."
                : "Make space or give write access; it is tried again by itself.";
    return new Problem(
        Problem.Kind.OUTPUT_UNWRITABLE,
        file.toString(),
        file + " cannot be written (" + reason + "), so it shows an older state. " + advice,
        now);
  }

  private void publishProblems() {
    List<Problem> now = outputs.stream().map(o -> o.problem).filter(Objects::nonNull).toList();
    if (!now.equals(problems)) {
      problems = now;
      problemsChanged.run();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Writes what is left to write and stops. */
  @Override
  public void close() {
    loop.close();
    try {
      if (loop.awaitEnd(STOP)) {
        turn(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
