package org.papermetrics.query;

import java.util.Set;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.ResultsReading;
import org.papermetrics.model.Run;

/** Reads what the results of runs say under some keys. */
public final class RunResults {
  private final ResultsKeys keys;
  private final JsonPaths paths;

  /** Reads the values at some keys, or dotted paths, and no others. */
  public RunResults(ResultsKeys keys, Set<String> wanted) {
    this.keys = keys;
    this.paths = new JsonPaths(wanted);
  }

  /** What the results of a run say. */
  public ResultsReading of(Run run) {
    var values = paths.in(run.metrics());
    return new ResultsReading(keys, key -> values.getOrDefault(key, Value.missing()).plain());
  }

  /** The keys that the results of a run have. */
  public static Set<String> keys(Run run) {
    return JsonPaths.keys(run.metrics());
  }
}
