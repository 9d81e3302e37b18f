package org.papermetrics.compare;

import java.util.List;
import java.util.Set;
import org.papermetrics.model.Run;

/**
 * A run with what is compared of it.
 *
 * @param scores in the order of the metrics
 * @param keys those of its results
 * @param experiment the path down to its experiment: two roots may each have one of the same name
 */
record ScoredRun(Run run, List<Score> scores, Set<String> keys, String experiment) {}
