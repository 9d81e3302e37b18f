package org.papermetrics.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.papermetrics.model.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that the memory which the Java virtual machine may use is nearly full, before it is: then
 * the program ends, and a start ends at the same place.
 */
final class MemoryCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryCheck.class);
  private static final double FULL = 0.8;
  private static final long MEGABYTE = 1L << 20;

  private final LongSupplier inUse;
  private final long most;
  private final IntSupplier runs;
  private final AtomicBoolean warned = new AtomicBoolean();
  private final NotificationListener filling = (note, handback) -> warn();
  private Optional<Problem> problem = Optional.empty();

  /** Checks this machine; {@code runs} tells how many there are. */
  MemoryCheck(IntSupplier runs) {
    this(MemoryCheck::afterCollection, Runtime.getRuntime().maxMemory(), runs);
  }

  MemoryCheck(LongSupplier inUse, long most, IntSupplier runs) {
    this.inUse = inUse;
    this.most = most;
    this.runs = runs;
  }

  /**
   * Has the log tell it at once, too: a first start may end seconds later, before anybody asks for
   * the problems.
   */
  void start() {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        // Of the heap's pools, the one that keeps what lives long.
        .filter(pool -> pool.isUsageThresholdSupported() && pool.getUsage().getMax() > 0)
        .forEach(
            pool -> pool.setCollectionUsageThreshold((long) (FULL * pool.getUsage().getMax())));
    emitter()
        .addNotificationListener(
            filling,
            note ->
                note.getType().equals(MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED),
            null);
  }

  private static NotificationEmitter emitter() {
    return (NotificationEmitter) ManagementFactory.getMemoryMXBean();
  }

  private void warn() {
    if (!warned.getAndSet(true)) {
      LOG.warn("{}", sentence(inUse.getAsLong()));
    }
  }

  @Override
  public void close() {
    try {
      emitter().removeNotificationListener(filling);
    } catch (ListenerNotFoundException e) {
      // It was not started.
    }
  }

  /** What was in use after the last collections, in bytes; what came since may be garbage. */
  static long afterCollection() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
        .sum();
  }

  /** The problem that there is now; the same while it lasts. */
  synchronized List<Problem> problems(Instant now) {
    long used = inUse.getAsLong();
    if (used < FULL * most) {
      problem = Optional.empty();
    } else if (problem.isEmpty()) {
      problem = Optional.of(new Problem(Problem.Kind.MEMORY_SHORT, "/", sentence(used), now));
    }
    return problem.stream().toList();
  }

  private String sentence(long used) {
    long next = Long.highestOneBit(2 * (most / MEGABYTE) - 1) * 4;
    int count = runs.getAsInt();
    return ("The daemon needs %d MB of the %d MB of memory that Java may use%s, and ends when it"
            + " needs more. Allow it more: systemctl --user edit paper-metrics, with the lines"
            + " [Service], Environment=_JAVA_OPTIONS=-Xmx%dm, MemoryHigh=%dM and MemoryMax=%dM,"
            + " then systemctl --user restart paper-metrics. Without the service, start it with"
            + " java -Xmx%dm.")
        .formatted(
            used / MEGABYTE,
            most / MEGABYTE,
            count == 0 ? "" : ", for %,d runs".formatted(count),
            next,
            next * 2,
            next * 5 / 2,
            next);
  }
}
