package org.papermetrics.export;

import java.util.List;
import org.papermetrics.model.Run;

/** Finds the results files of runs. */
public interface ResultsFiles {
  /** Those of some runs, in their order. */
  List<ResultsFile> of(List<Run> runs);
}
