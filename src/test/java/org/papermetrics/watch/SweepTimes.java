package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.papermetrics.layout.Links;
import org.papermetrics.layout.Wanted;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.Sweep;
import org.papermetrics.scan.Sweeper;
import org.papermetrics.scan.Sweeper.Effort;

/** How long looks at a tree take, for the benchmark. */
public final class SweepTimes {
  private SweepTimes() {}

  /** Sweeps the tree a few times with each effort and prints the times. */
  public static void print(Path root) {
    Wanted wanted = new Wanted(List.of(Wanted.RESULTS), List.of());
    Scope scope = new Scope.Checkpoints(root, wanted, true);
    Sweeper sweeper = new Sweeper(scope, new Links(), Clock.systemUTC(), () -> {});
    for (int round = 0; round < 4; round++) {
      for (Effort effort : List.of(Effort.FULL, Effort.QUICK)) {
        long before = System.nanoTime();
        Sweep sweep = sweeper.sweep(effort);
        System.out.printf(
            Locale.ROOT,
            "%s sweep: %.0f ms, %d changed, %d directories%n",
            effort,
            (System.nanoTime() - before) / 1e6,
            sweep.changed().size(),
            sweeper.tree().directories().size());
      }
    }
  }
}
