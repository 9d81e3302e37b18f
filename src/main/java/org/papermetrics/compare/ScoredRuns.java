package org.papermetrics.compare;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.papermetrics.aggregate.CheckpointPath;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.RunResults;

/**
 * Reads what is compared of runs, and remembers it while there is memory. A run never changes, so
 * that from one board to the next only new ones are read.
 */
public final class ScoredRuns {
  private SoftReference<Known> known = new SoftReference<>(null);

  /** What was read of the runs of a board. */
  private static final class Known {
    private final List<MetricDefinition> own;
    private final ScoreReader reader;
    private final IdentityHashMap<Run, ScoredRun> runs = new IdentityHashMap<>();
    private final Map<Set<String>, Set<String>> keys = new HashMap<>();

    Known(List<MetricDefinition> own) {
      this.own = own;
      this.reader = new ScoreReader(own);
    }

    ScoredRun of(Run run) {
      return runs.computeIfAbsent(run, this::read);
    }

    private ScoredRun read(Run run) {
      Set<String> found = RunResults.keys(run);
      String path = run.checkpointPath();
      String name = CheckpointPath.of(path).experiment();
      return new ScoredRun(
          run,
          reader.of(run),
          keys.computeIfAbsent(found, Set::copyOf),
          path.substring(0, Math.max(0, path.lastIndexOf("/" + name))) + "/" + name);
    }

    /** Forgets runs that have left the board, as soon as they are as many as those on it. */
    void keepOnly(List<Run> board) {
      if (runs.size() > 2 * board.size()) {
        Set<Run> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        shown.addAll(board);
        runs.keySet().removeIf(run -> !shown.contains(run));
        reader.forget();
      }
    }
  }

  /** What is compared of some runs of a board. */
  synchronized List<ScoredRun> of(Snapshot board, List<Run> runs) {
    Known now = known.get();
    if (now == null || !now.own.equals(board.metrics())) {
      now = new Known(board.metrics());
      known = new SoftReference<>(now);
    }
    now.keepOnly(board.runs());
    List<ScoredRun> scored = new ArrayList<>(runs.size());
    for (Run run : runs) {
      scored.add(now.of(run));
    }
    return scored;
  }
}
