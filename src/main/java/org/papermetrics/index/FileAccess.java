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
 * @param late called when something ends that the writer no longer waited for
 */
public record FileAccess(KeyedExecutors executors, Duration timeout, Runnable late) {

  /**
   * For a program that has other things to do.
   *
   * @param nanos a clock in nanoseconds that never goes back
   */
  public static FileAccess of(
      PathClassifier classifier, Duration timeout, Runnable late, LongSupplier nanos) {
    return new FileAccess(new KeyedExecutors(classifier::laneOf, timeout, nanos), timeout, late);
  }

  /** Something that is done on a thread of its own, one piece of work at a time. */
  BoundedTask aside(String name) {
    return new BoundedTask(name, timeout, late);
  }
}
