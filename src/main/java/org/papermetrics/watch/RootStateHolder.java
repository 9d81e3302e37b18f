package org.papermetrics.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.papermetrics.files.FileNode;
import org.papermetrics.files.IoErrors;
import org.papermetrics.scan.Scope;

/** How it stands with a watched directory, for all threads to ask while one of them looks at it. */
final class RootStateHolder {
  /** A look that gets nowhere for so long hangs with the file system. */
  private static final Duration STALLED = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private final Runnable changed;
  private volatile RootState state;
  private volatile boolean looking;
  private volatile long progressAt;

  /**
   * Nothing is known yet.
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

  void beginLook() {
    progress();
    looking = true;
  }

  /** The look has got further. */
  void progress() {
    progressAt = nanos.getAsLong();
  }

  void endLook() {
    looking = false;
  }

  /** The last state, or that the file system does not answer. */
  RootState state() {
    RootState last = state;
    return isStalled() ? last.unavailable(IoErrors.STALLED) : last;
  }

  /** Whether the file system has stopped to answer. */
  boolean isStalled() {
    return looking && nanos.getAsLong() - progressAt > STALLED.toNanos();
  }

  /**
   * Whether a file that is missing was deleted, as far as can be told: its root is there at this
   * moment and is the one that was looked at.
   */
  boolean isAbsenceReal(Path file) {
    RootState last = state();
    if (last.unavailable().isPresent()
        || last.troubles().keySet().stream().anyMatch(file::startsWith)) {
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
