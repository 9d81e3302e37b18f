package org.papermetrics.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Snapshot;

/**
 * {@code dashboard_standalone.html}, kept equal to the snapshot by way of the data file. Written
 * only when the data file, or the page itself, is another than before.
 */
public final class StandaloneFile implements Output {
  /** The name of the file in an output directory. */
  public static final String NAME = "dashboard_standalone.html";

  private final DataFile data;
  private final Path file;
  private final StandalonePage page;
  private Optional<FileStamp> shown = Optional.empty();
  private Optional<FileStamp> written = Optional.empty();

  /** Keeps one file. */
  public StandaloneFile(DataFile data, Path file, StandalonePage page) {
    this.data = data;
    this.file = file;
    this.page = page;
  }

  @Override
  public Path path() {
    return file;
  }

  @Override
  public boolean write(Snapshot snapshot) throws IOException {
    data.write(snapshot);
    Optional<FileStamp> source = Stamps.of(data.path());
    if (source.isPresent()
        && source.equals(shown)
        && written.isPresent()
        && Stamps.of(file).equals(written)) {
      return false;
    }
    long size = page.write(AtomicFile.target(data.path()), file);
    shown = source;
    // Of another size, it is what somebody has put there since, and is replaced the next time.
    written = Stamps.of(file).filter(found -> found.size() == size);
    return true;
  }
}
