package org.papermetrics.cli.bench;

import java.util.List;

/** Durations of the same thing done several times, in nanoseconds, shortest first. */
record Timings(List<Long> nanos) {
  private static final double MILLI = 1e6;

  /** Sorts them; there must be one. */
  Timings {
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured.");
    }
    nanos = nanos.stream().sorted().toList();
  }

  /** The median in milliseconds. */
  double median() {
    return quantile(0.5);
  }

  /** The 99th percentile in milliseconds. */
  double p99() {
    return quantile(0.99);
  }

  /** The longest in milliseconds. */
  double worst() {
    return quantile(1);
  }

  /** The smallest one that so large a share of them does not exceed. */
  private double quantile(double share) {
    int rank = (int) Math.ceil(share * nanos.size());
    return nanos.get(Math.max(1, rank) - 1) / MILLI;
  }
}
