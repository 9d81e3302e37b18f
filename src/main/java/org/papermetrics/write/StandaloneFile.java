package org.papermetrics.write;

import java.io.IOException;
import java.nio.file.Path;
import org.papermetrics.model.Snapshot;
import org.papermetrics.page.PageFiles;

/** {@code dashboard_standalone.html}, kept equal to the snapshot by way of the data file. */
public final class StandaloneFile implements Output {
  /** The name of the file in an output directory. */
  public static final String NAME = "dashboard_standalone.html";

  private final DataFile data;
  private final Path file;
  private final StandalonePage page;

  /** Keeps one file. */
  public StandaloneFile(DataFile data, Path file, PageFiles files) {
    this.data = data;
    this.file = file;
    this.page = new StandalonePage(files);
  }

  @Override
  public Path path() {
    return file;
  }

  @Override
  public boolean write(Snapshot snapshot) throws IOException {
    data.write(snapshot);
    page.write(data.path(), file);
    return true;
  }
}
