package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.config.Settings;
import org.papermetrics.export.ResultsDigests;
import org.papermetrics.export.ResultsFile;
import org.papermetrics.export.ResultsFiles;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;

/**
 * Reads the results files of exported runs for HTTP threads, each checkpoint directory on threads
 * of its own, so that one whose file system hangs costs a few seconds and its digests.
 */
final class ExportedResults implements ResultsFiles {
  private static final Duration WRITER = Duration.ofSeconds(4);
  private static final Duration NO_ANSWER = Duration.ofSeconds(3);

  private final WriterThread writer;
  private final KeyedExecutors executors;
  private final ResultsDigests digests = new ResultsDigests();

  ExportedResults(Settings settings, WriterThread writer) {
    this.writer = writer;
    this.executors =
        new KeyedExecutors(
            file ->
                settings.checkpointDirs().stream()
                    .filter(file::startsWith)
                    .findFirst()
                    .orElse(file.resolveSibling("")),
            NO_ANSWER,
            System::nanoTime);
  }

  @Override
  public synchronized List<ResultsFile> of(List<Run> runs) {
    List<RunKey> keys = runs.stream().map(Run::key).toList();
    Map<RunKey, Reading.Seen> seen = writer.ask(index -> index.seen(keys), WRITER).orElse(Map.of());
    List<Path> paths = new ArrayList<>();
    List<KeyedExecutors.Task<ResultsFile>> tasks = new ArrayList<>();
    for (RunKey key : keys) {
      Optional<Reading.Seen> state = Optional.ofNullable(seen.get(key));
      Path path = state.map(Reading.Seen::resultsFile).orElse(Path.of(key.usualResults()));
      FileStamp read = state.map(Reading.Seen::results).orElse(null);
      paths.add(path);
      tasks.add(new KeyedExecutors.Task<>(path, () -> digests.of(path, read)));
    }
    List<Optional<ResultsFile>> found = executors.all(tasks);
    List<ResultsFile> files = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i).toString();
      files.add(
          found
              .get(i)
              .orElseGet(() -> ResultsFile.notRead(path, "The file could not be read in time.")));
    }
    return files;
  }
}
