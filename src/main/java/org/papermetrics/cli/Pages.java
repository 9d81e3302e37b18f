package org.papermetrics.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.papermetrics.page.PageFiles;
import org.papermetrics.write.StandalonePage;

/** The page files that commands write. */
final class Pages {
  private Pages() {}

  /** Makes the single-file page of a data file. */
  static void standalone(Path data, Path target) throws IOException {
    new StandalonePage(PageFiles.load()).write(data, target.toAbsolutePath());
  }
}
