package org.papermetrics.index;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.papermetrics.concurrent.BoundedTask;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.layout.PathClassifier;

/**
 * Executors and timeouts through which the writer reads files.
 *
 * @param executors for reading files of runs
 * @param timeout how long the writer waits for the registry or for logs
 * @param patience how long the writer waits for a change of the registry before it goes on
 * @param late called when something ends that the writer no longer waited for
 */
public record FileAccess(
    KeyedExecutors executors, Duration timeout, Duration patience, Runnable late) {

  /**
   * For a program that has other things to do.
   *
   * @param nanos a clock in nanoseconds that never goes back
   */
  public static FileAccess of(
      PathClassifier classifier, Duration timeout, Runnable late, LongSupplier nanos) {
    return new FileAccess(
        new KeyedExecutors(classifier::laneOf, timeout, nanos), timeout, timeout, late);
  }

  /** The same for a program that goes on while the registry is changed. */
  FileAccess withPatience(Duration other) {
    return new FileAccess(executors, timeout, other, late);
  }

  /** Something that is done on a thread of its own, one piece of work at a time. */
  BoundedTask aside(String name) {
    return new BoundedTask(name, timeout, late);
  }
}
