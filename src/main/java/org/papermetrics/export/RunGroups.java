package org.papermetrics.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.papermetrics.aggregate.CheckpointPath;
import org.papermetrics.model.Run;

/** By what the rows of a table are put together, with a rule between two groups. */
enum RunGroups {
  /** By what was trained. */
  TRAINING,
  /** By experiment. */
  EXPERIMENT,
  /** All rows are one group. */
  NONE;

  private static final List<String> KINDS = List.of("baseline", "ttt", "lora", "full");

  /** The value of the parameter. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the runs of each group stand, groups and runs in the order of the runs. */
  List<List<Integer>> of(List<Run> runs) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      groups.computeIfAbsent(group(runs.get(i)), group -> new ArrayList<>()).add(i);
    }
    return List.copyOf(groups.values());
  }

  private String group(Run run) {
    return switch (this) {
      case TRAINING -> KINDS.stream().filter(run.tags()::contains).findFirst().orElse("");
      case EXPERIMENT -> CheckpointPath.of(run.checkpointPath()).experiment();
      case NONE -> "";
    };
  }
}
