package org.papermetrics.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Snapshot;

/**
 * The page {@code dashboard.html} next to the data file. The same for every snapshot, so it is
 * written once, and again only when somebody changed or deleted it.
 */
public final class DashboardHtml implements Output {
  /** The name of the file in an output directory. */
  public static final String NAME = "dashboard.html";

  private final Path file;
  private final StandalonePage page;
  private Optional<FileStamp> written = Optional.empty();

  /** Keeps one file. */
  public DashboardHtml(Path file, StandalonePage page) {
    this.file = file;
    this.page = page;
  }

  @Override
  public Path path() {
    return file;
  }

  @Override
  public boolean write(Snapshot snapshot) throws IOException {
    if (written.isPresent() && Stamps.of(file).equals(written)) {
      return false;
    }
    byte[] content = page.besideData();
    boolean replaced = AtomicFile.replace(file, content);
    // Of another size, it is what somebody has put there since, and is replaced the next time.
    written = Stamps.of(file).filter(found -> found.size() == content.length);
    return replaced;
  }
}
