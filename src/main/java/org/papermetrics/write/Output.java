package org.papermetrics.write;

import java.io.IOException;
import java.nio.file.Path;
import org.papermetrics.model.Snapshot;

/** One file that is kept equal to the snapshot. */
public interface Output {
  /** Where it is. */
  Path path();

  /**
   * Makes the file show the snapshot.
   *
   * @return false when it did already and was left alone
   * @throws IOException when it cannot be written; the file from before is then still whole
   */
  boolean write(Snapshot snapshot) throws IOException;
}
