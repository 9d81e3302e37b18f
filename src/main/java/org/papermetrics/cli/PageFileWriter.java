package org.papermetrics.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.page.PageParts;
import org.papermetrics.write.DashboardHtml;
import org.papermetrics.write.DataFile;
import org.papermetrics.write.StandalonePage;

/** Writes the page files (dashboard.html, standalone page) for commands. */
final class PageFileWriter {
  private PageFileWriter() {}

  /** Puts the page that shows a data file beside it, where the file has the name the page reads. */
  static void besideData(Path data) throws IOException {
    if (data.endsWith(DataFile.NAME)) {
      AtomicFile.replace(
          data.resolveSibling(DashboardHtml.NAME),
          new StandalonePage(PageParts.packed()).besideData());
    }
  }

  /** Makes the single-file page of a data file. */
  static void standalone(Path data, Path target) throws IOException {
    new StandalonePage(PageParts.packed()).write(data.toRealPath(), target.toAbsolutePath());
  }
}
