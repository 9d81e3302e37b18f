package org.papermetrics.concurrent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long to wait before something that failed is tried again: a second after the first failure,
 * twice as long after each further one, five minutes at most. Used by one thread.
 *
 * @param <K> what is tried
 */
public final class RetryDelays<K> {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Map<K, Duration> delays = new HashMap<>();

  /** The delay after one more failure. */
  public Duration afterFailure(K key) {
    return delays.merge(key, FIRST, (before, first) -> min(before.multipliedBy(2), LONGEST));
  }

  /** Notes that it has succeeded, or will not be tried again. */
  public void forget(K key) {
    delays.remove(key);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
