package org.papermetrics.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.ResultsReading;

/** Reads the results of a run again, which are kept as text. */
public final class ResultsValues {
  private static final ResultsKeys KEYS = new ResultsKeys(List.of());

  private ResultsValues() {}

  /** The values of the four tasks and of long context. */
  public static ResultsReading of(JsonText metrics) {
    try {
      return new ResultsReading(KEYS, JsonFile.object(metrics.utf8()).values()::get);
    } catch (IOException e) {
      throw new UncheckedIOException("what was kept of results is no JSON", e);
    }
  }
}
