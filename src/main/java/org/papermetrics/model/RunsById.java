package org.papermetrics.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs by their ids, in the order of the board. Made when it is first asked for, and refuses then
 * ids that are not unique; immutable.
 */
final class RunsById extends AbstractMap<String, Run> {
  private final List<Run> runs;
  private volatile @Nullable Map<String, Run> map;

  RunsById(List<Run> runs) {
    this.runs = runs;
  }

  private Map<String, Run> map() {
    Map<String, Run> known = map;
    if (known == null) {
      known = new LinkedHashMap<>(2 * runs.size());
      for (Run run : runs) {
        if (known.put(run.id(), run) != null) {
          throw new IllegalStateException("two runs have the id " + run.id());
        }
      }
      map = known;
    }
    return known;
  }

  @Override
  public @Nullable Run get(@Nullable Object id) {
    return map().get(id);
  }

  @Override
  public boolean containsKey(@Nullable Object id) {
    return map().containsKey(id);
  }

  @Override
  public Set<Map.Entry<String, Run>> entrySet() {
    return Collections.unmodifiableMap(map()).entrySet();
  }
}
