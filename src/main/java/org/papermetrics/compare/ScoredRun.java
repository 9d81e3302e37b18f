package org.papermetrics.compare;

import java.util.List;
import org.papermetrics.model.Run;

/** A run with what it has in each metric, in the order of the metrics. */
record ScoredRun(Run run, List<Score> scores) {}
