package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.SweepResult;
import org.papermetrics.scan.Sweeper;
import org.papermetrics.scan.Sweeper.Effort;

/** How long looks at a tree take, for the benchmark. */
public final class SweepTimes {
  private SweepTimes() {}

  /** Sweeps the tree a few times with each effort and prints the times. */
  public static void print(Path root) {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    Scope scope = new Scope.Checkpoints(root, patterns, true);
    Sweeper sweeper = new Sweeper(scope, new SymlinkPolicy(), Clock.systemUTC(), () -> {});
    for (int round = 0; round < 4; round++) {
      for (Effort effort : List.of(Effort.FULL, Effort.QUICK)) {
        long before = System.nanoTime();
        SweepResult result = sweeper.sweep(effort);
        System.out.printf(
            Locale.ROOT,
            "%s sweep: %.0f ms, %d changed, %d directories%n",
            effort,
            (System.nanoTime() - before) / 1e6,
            result.changed().size(),
            sweeper.tree().directories().size());
      }
    }
  }
}
