package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.papermetrics.files.FileNode;
import org.papermetrics.files.IoErrors;
import org.papermetrics.scan.Scope;

/** Thread-safe holder of the current {@link RootState} of one root, with stall detection. */
final class RootStateHolder {
  /** An iteration without progress for so long is blocked by the file system. */
  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private final Runnable changed;
  private volatile RootState state;
  private volatile boolean running;
  private volatile long progressAt;

  /**
   * Creates a holder of the state before the first scan.
   *
   * @param changed called after each change of the state
   */
  RootStateHolder(Scope scope, LongSupplier nanos, Runnable changed) {
    this.state = RootState.notYet(scope);
    this.nanos = nanos;
    this.changed = changed;
  }

  void publish(RootState now) {
    if (!now.equals(state)) {
      state = now;
      changed.run();
    }
  }

  void beginIteration() {
    progress();
    running = true;
  }

  /** Records that the running iteration makes progress. */
  void progress() {
    progressAt = nanos.getAsLong();
  }

  void endIteration() {
    running = false;
  }

  /** The last state, as unavailable if the file system does not answer. */
  RootState state() {
    RootState last = state;
    return isStalled() ? last.unavailable(IoErrors.STALLED) : last;
  }

  /** When {@link #isStalled}, which is false now, may become true. */
  Duration untilStalled() {
    long without = running ? nanos.getAsLong() - progressAt : 0;
    return STALLED_AFTER.minusNanos(without);
  }

  /** Whether the file system does not answer. */
  boolean isStalled() {
    return running && nanos.getAsLong() - progressAt > STALLED_AFTER.toNanos();
  }

  /**
   * Whether a missing file was probably deleted: its root exists at this moment and is the
   * directory that was scanned.
   */
  boolean isAbsenceReal(Path file) {
    RootState last = state();
    if (last.unavailable().isPresent()
        || last.unreadable().keySet().stream().anyMatch(file::startsWith)) {
      return false;
    }
    try {
      FileNode root = FileNode.following(last.scope().path());
      return last.root().filter(root::isSame).isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
