package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.papermetrics.concurrent.DutyCycle;
import org.papermetrics.files.FileNode;

/** Polls single files outside the roots, such as registered results files. */
final class SingleFileWatcher {
  private final DirtyPaths dirty;
  private final DutyCycle duty;
  private final LongSupplier nanos;
  private final Map<Path, Optional<FileNode>> nodes = new HashMap<>();
  private final UnconfirmedPaths unconfirmed = new UnconfirmedPaths();
  private volatile Set<Path> files = Set.of();

  SingleFileWatcher(DirtyPaths dirty, Duration poll, LongSupplier nanos) {
    this.dirty = dirty;
    this.duty = new DutyCycle(poll);
    this.nanos = nanos;
  }

  /** Replaces the set of files. Thread-safe. */
  void set(Set<Path> files) {
    this.files = Set.copyOf(files);
  }

  /**
   * Checks each file and marks those that were added to the set, changed or deleted.
   *
   * @return nanoseconds until the next poll, {@code Long.MAX_VALUE} when there is nothing to poll
   */
  long poll() {
    long before = nanos.getAsLong();
    Set<Path> polled = files;
    nodes.keySet().retainAll(polled);
    List<Path> changed = new ArrayList<>();
    for (Path file : polled) {
      Optional<FileNode> node = FileNode.anything(file);
      if (!node.equals(nodes.put(file, node))) {
        changed.add(file);
      }
    }
    dirty.markAll(changed);
    unconfirmed.add(changed.stream().filter(this::isAbsent).toList(), before);
    dirty.markAll(unconfirmed.afterSweep(file -> !isAbsent(file), before));
    return polled.isEmpty() ? Long.MAX_VALUE : duty.restAfter(nanos.getAsLong() - before);
  }

  private boolean isAbsent(Path file) {
    return Optional.empty().equals(nodes.get(file));
  }
}
