package org.papermetrics.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.papermetrics.model.Problem;

/**
 * Tells that the memory which the Java virtual machine may use is nearly full, before it is: then
 * the program ends, and a start ends at the same place.
 */
final class MemoryCheck {
  private static final double FULL = 0.8;
  private static final long MEGABYTE = 1L << 20;

  private final LongSupplier inUse;
  private final long most;
  private final IntSupplier runs;
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
    long next = Long.highestOneBit(most / MEGABYTE) * 4;
    return ("The daemon needs %d MB of the %d MB of memory that Java may use, for %,d runs, and ends"
            + " when it needs more. Allow it more: systemctl --user edit paper-metrics, with the"
            + " lines [Service], Environment=_JAVA_OPTIONS=-Xmx%dm, MemoryHigh=%dM and"
            + " MemoryMax=%dM, then systemctl --user restart paper-metrics. Without the service,"
            + " start it with java -Xmx%dm.")
        .formatted(
            used / MEGABYTE, most / MEGABYTE, runs.getAsInt(), next, next * 2, next * 5 / 2, next);
  }
}
